using System.Globalization;

namespace ResearchKit;

/// <summary>How the sentences of an article are resampled.</summary>
public sealed record UncertaintyOptions
{
    /// <summary>How often.</summary>
    /// <value>Default 1000. 100 to 100000.</value>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of the draws.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>How much of the resampled values the interval holds.</summary>
    /// <value>Default 0.95. More than 0, less than 1.</value>
    public double Level { get; init; } = 0.95;

    /// <summary>An article with fewer sentences gets no interval.</summary>
    /// <value>Default 5. 2 to 1000.</value>
    public int FewestSentences { get; init; } = 5;

    internal UncertaintyOptions Validated() =>
        Resamples is < 100 or > 100_000 ? throw new InputException($"Option Resamples is {Resamples}. Expected 100 to 100000.")
        : Level is not (> 0 and < 1) ? throw new InputException(FormattableString.Invariant($"Option Level is {Level}. Expected more than 0, less than 1."))
        : FewestSentences is < 2 or > 1000 ? throw new InputException($"Option FewestSentences is {FewestSentences}. Expected 2 to 1000.")
        : this;
}

/// <summary>How far the value of an article depends on which of its sentences it happens to hold: the percentile bootstrap (Efron 1979) over sentences.</summary>
/// <remarks>It says how the value would move if the article had been written of other sentences of the same kind. It takes sentences as exchangeable, which an argument's are not, and says nothing
/// of errors of the lexicon, the method or a map: not how far the value is from what a reader would say. With n sentences of weights w and measures m, a resample is Σwm/Σw over n of them drawn with replacement;
/// a squash or a map that follows the mean is applied to each resample.</remarks>
/// <param name="Score">The score.</param>
/// <param name="Options">How it was resampled.</param>
/// <param name="Sentences">How many sentences there are.</param>
/// <param name="Low">Lower end of the interval, −1 to 1; null without one.</param>
/// <param name="High">Upper end.</param>
/// <param name="Reason">Why there is none: too few sentences, one unit, silent or an unsupported language; null when there is one.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Uncertainty(Score Score, UncertaintyOptions Options, int Sentences, double? Low, double? High, string? Reason)
{
    const string TooFew = "too few sentences", OneUnit = "one unit: no sentences to resample";

    /// <summary>Values between the ends at which a scale is asked.</summary>
    const int Asked = 1000;

    /// <summary>The labels that the interval spans, from its lower end to its upper; none without an interval.</summary>
    /// <remarks>The scale is asked at 1001 values, with the masses of the score as it is.</remarks>
    /// <param name="scale">The publisher's ten words by default.</param>
    public IReadOnlyList<string> Spans(Scale? scale = null) => Low is not { } low || High is not { } high ? [] : [.. Enumerable.Range(0, Asked + 1)
        .Select(i => (scale ?? Scale.TenWords).Label(Score with { Value = low + (high - low) * i / Asked })).Distinct()];

    internal static Uncertainty Of(Scorer scorer, Article article, UncertaintyOptions options)
    {
        var (inner, map) = scorer is CalibratedScorer calibrated ? (calibrated.Inner, calibrated.Calibration) : (scorer, null);
        var why = inner.Explain(article);
        var score = map is null ? why.Score : scorer.Score(article);
        var parts = why.Sentences;
        // Where the document is one unit, each of its sentences has the weight 1.
        var reason = score.Outcome != Outcome.Scored ? Scale.TenWords.Label(score)
            : parts.IsEmpty || Math.Abs(parts.Sum(part => part.Weight) - 1) > 1e-9 ? OneUnit
            : parts.Length < options.FewestSentences ? TooFew : null;
        if (reason is not null) return new(score, options, parts.Length, null, null, reason);

        // value = raw/√(raw² + a), and the parts hold raw's share times the slope 1/√(raw² + a) = √((1 − value²)/a).
        var squash = (inner as LexiconScorer)?.SquashOfMean;
        var slope = squash is { } a ? Math.Sqrt((1 - why.Score.Value * why.Score.Value) / a) : 1;
        var draws = new double[options.Resamples];
        for (var b = 0; b < draws.Length; b++)
        {
            var random = SplitMix.Of(options.Seed, b);
            double sum = 0, weight = 0;
            for (var i = 0; i < parts.Length; i++)
            {
                var part = parts[random.Below(parts.Length)];
                sum += part.Value;
                weight += part.Weight;
            }
            var value = sum / weight / slope;
            if (squash is { } s) value /= Math.Sqrt(value * value + s);
            value = Math.Clamp(value + why.Remainder, -1, 1);
            draws[b] = map is null ? value : map[value];
        }
        Array.Sort(draws);
        var tail = (1 - options.Level) / 2;
        return new(score, options, parts.Length, draws[(int)(tail * (draws.Length - 1))], draws[(int)Math.Ceiling((1 - tail) * (draws.Length - 1))], null);
    }

    /// <summary>One line: the interval, the labels that it spans and how it was made; or why there is none.</summary>
    public override string ToString()
    {
        if (Reason == TooFew) return $"no interval: {TooFew} ({Sentences}, and {Options.FewestSentences} are needed)";
        if (Reason is not null) return $"no interval: {Reason}";
        var labels = Spans();
        return string.Create(CultureInfo.InvariantCulture,
            $"{Options.Level * 100:0.##}% interval over resampled sentences: {Low:+0.00;-0.00;0.00} to {High:+0.00;-0.00;0.00}, {labels[0]}{(labels.Count > 1 ? $" to {labels[^1]}" : "")} ({Sentences} sentences, {Options.Resamples} resamples, seed {Options.Seed})");
    }
}
