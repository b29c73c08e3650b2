using System.Globalization;

namespace ResearchKit;

/// <summary>Fits a map for a scorer on labels, and says how far off it is on texts that it was not fitted on.</summary>
static class CalibrationFit
{
    const int Fewest = 20;

    public static Calibration Of(Scorer scorer, Labels labels, CalibrationOptions options)
    {
        if (scorer is CalibratedScorer) throw new InputException($"{scorer.Identity} has a map already. Expected the method without it: calibrate its Inner.");
        if (labels.FirstOrDefault(item => item.Score is not (null or (>= -1 and <= 1))) is { } off)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{labels.Name}: {Untrusted.Quote(off.Article.Id)} has the score {off.Score:R}. Expected -1 to 1."));
        var scored = labels.Where(item => item.Score is not null).ToList();
        var scores = scorer.Score([.. scored.Select(item => item.Article)]);
        int[] spoken = [.. Enumerable.Range(0, scored.Count).Where(i => scores[i].Outcome == Outcome.Scored)];
        var different = spoken.Select(i => scored[i].Group).Distinct(StringComparer.Ordinal).Count();
        if (different < Fewest)
            throw new InputException($"{labels.Name}: of {labels.Count} texts {scored.Count} have a score, and {scorer.Identity} speaks on {different} different ones of these. Expected at least {Fewest} to fit a map on: take a larger set, one with scores and not classes alone, or a lexicon that finds more.");
        double[] x = [.. spoken.Select(i => scores[i].Value)], y = [.. spoken.Select(i => scored[i].Score!.Value)];
        if (x.All(value => value == x[0]) || y.All(score => score == y[0]))
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{labels.Name}: {(x.All(value => value == x[0]) ? $"{scorer.Identity} gives every text the value {x[0]:R}" : $"every text has the score {y[0]:R}")}. Expected some that differ: no map can be fitted on one."));
        var set = Labels.Of(labels.Name, spoken.Select(i => scored[i]));
        var resamples = new Resamples(set, options.Judging);
        var outOfFold = Evaluation.OutOfFold(set, options.Judging, y, x).Select(value => Math.Clamp(value, -1, 1)).ToArray();
        return new(Calibration.CurrentFormat, options.Map, MapFit.Of(options.Map, [.. Enumerable.Range(0, x.Length)], y, x).Knots, FittedFor.Of(scorer),
            new(labels.Name, labels.Hash, spoken.Length, scored.Count - spoken.Length, options.Licence ?? labels.Licence, options.Date),
            options.Folds, options.Seed, Errors(resamples, y, x), Errors(resamples, y, outOfFold));
    }

    static CalibrationError Errors(Resamples resamples, double[] y, double[] x) => new(
        Finite(resamples.Measure(at => Evaluating.MeanAbsoluteError(at, y, x))), Finite(resamples.Measure(at => Evaluating.RootMeanSquareError(at, y, x))), Finite(resamples.Measure(at => Evaluating.R2(at, y, x))));

    /// <summary>A resample whose scores are all the same has no R².</summary>
    static Measured Finite(Measured m) => m is { Low: { } low, High: { } high } && !double.IsFinite(low - high) ? m with { Low = null, High = null } : m;
}
