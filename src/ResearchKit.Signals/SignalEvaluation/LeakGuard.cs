using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A value whose past changes with what came later.</summary>
/// <param name="Step">Which step of the pipeline.</param>
/// <param name="Key">Which value.</param>
/// <param name="At">When it could be known.</param>
/// <param name="Whole">What it is with the whole corpus.</param>
/// <param name="AsOf">What it is with the articles that were there at <paramref name="Cut"/>; null where it is not there at all. NaN, with the reason for a name, where the step cannot be run on so few: then it had no value at that time.</param>
/// <param name="Cut">When the corpus was cut: <paramref name="At"/>, or later.</param>
public sealed record Leak(string Step, string Key, DateTimeOffset At, StepValue Whole, StepValue? AsOf, DateTimeOffset Cut)
{
    /// <summary>Step, value, and both figures.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Step}: {Key} at {At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} is {Whole.Shown} with the whole corpus, and {AsOf?.Shown ?? "missing"} with what was there at {Cut.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
}

/// <summary>What a step came to.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Values">How many values it has with the whole corpus.</param>
/// <param name="Cuts">At how many times the corpus was cut.</param>
/// <param name="Times">How many different times its values have; all of them were cut at where this is <paramref name="Cuts"/>.</param>
/// <param name="Compared">How many values were made anew and compared, over all cuts.</param>
/// <param name="Leaking">How many of its values change.</param>
/// <param name="First">The first five of them, by time and then by key.</param>
public sealed record StepCheck(string Step, int Values, int Cuts, int Times, long Compared, int Leaking, ImmutableArray<Leak> First)
{
    /// <summary><c>stories: 332 values, cut at 100 of 331 times: none changes</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Step}: {Values} {(Values == 1 ? "value" : "values")}, cut at {Cuts} of {Times} {(Times == 1 ? "time" : "times")}: {(Leaking == 0 ? "none changes" : $"{Leaking} CHANGE; {First[0]}")}"));
}

/// <summary>What a leak guard found.</summary>
/// <param name="Steps">In the order of the pipeline.</param>
/// <param name="Undated">Articles without a time, which are in no cut and were left out of the whole corpus too.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record LeakReport(ImmutableArray<StepCheck> Steps, int Undated)
{
    /// <summary>By what signals are known again that the pipeline makes, by <see cref="SignalPrint"/>: its index, and its signals.</summary>
    internal ImmutableArray<string> Prints { get; init; } = [];

    /// <summary>Whether no value changes, at the times at which the corpus was cut; see <see cref="Complete"/>.</summary>
    public bool Clean => Steps.All(step => step.Leaking == 0);

    /// <summary>Whether every value was made anew at its own time: each step was cut at all of its times. Else a step that looks a little ahead at other times is not seen.</summary>
    public bool Complete => Steps.All(step => step.Cuts == step.Times);

    /// <summary>The names of the steps that leak, in the order of the pipeline.</summary>
    public IEnumerable<string> Leaking => Steps.Where(step => step.Leaking > 0).Select(step => step.Step);

    /// <summary>The verdict and a line a step.</summary>
    public override string ToString() => string.Join('\n', Steps.Select(step => $"  {step}").Prepend(string.Create(CultureInfo.InvariantCulture,
        $"leak guard: {(Clean ? Complete ? "no value changes when the corpus is cut at its time" : $"no value changes at the {Steps.Max(step => step.Cuts)} times at which the corpus was cut, of up to {Steps.Max(step => step.Times)}" : $"LEAK in {Untrusted.Line(string.Join(", ", Leaking))}")}{(Undated == 0 ? "" : $" ({Undated} undated {(Undated == 1 ? "article" : "articles")} left out)")}")));
}

/// <summary>Looks for the future in the past: every value is made anew with the corpus cut at the time at which the value could be known, and must be the same to the bit.</summary>
/// <remarks>It finds what a pipeline takes from later articles. It cannot see what a model was trained on elsewhere, words that were chosen with hindsight, or a time in an article that is too early.</remarks>
public static class LeakGuard
{
    const int Shown = 5;

    /// <summary>Checks a pipeline on a corpus.</summary>
    /// <param name="corpus">The articles.</param>
    /// <param name="pipeline">What makes scores and indices of them.</param>
    /// <param name="mostCuts">The most times at which the corpus is cut for a step, spread evenly over its values; 2 or more. With fewer times than that, each value is checked at its own.</param>
    /// <exception cref="InputException">No article has a time, or <paramref name="mostCuts"/> is below 2.</exception>
    public static LeakReport Check(Corpus corpus, SignalPipeline pipeline, int mostCuts = 100)
    {
        if (mostCuts < 2) throw new InputException($"mostCuts is {mostCuts}. Expected 2 or more.");
        Article[] dated = [.. corpus.Where(article => article.AvailableAt is not null)];
        if (dated.Length == 0) throw new InputException($"None of {corpus.Count} articles has a time. Expected some with publishedAt or availableAt: without it there is no before and after.");
        var whole = dated.Length == corpus.Count ? corpus : Corpus.Of(dated);
        var prints = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<StepCheck> steps = [.. pipeline.On(whole).Select(step =>
        {
            if (step.Print is { } print) prints.Add(print);
            return Checked(step, dated, mostCuts);
        })];
        return new(steps, corpus.Count - dated.Length) { Prints = prints.ToImmutable() };
    }

    static StepCheck Checked(PipelineStep step, Article[] articles, int mostCuts)
    {
        var whole = new Dictionary<string, StepValue>(StringComparer.Ordinal);
        foreach (var value in step.Whole)
            if (!whole.TryAdd(value.Key, value)) throw new InputException($"Step {Untrusted.Quote(step.Name)} has two values with the key {Untrusted.Quote(value.Key)}. Expected keys that differ.");
        DateTimeOffset[] times = [.. whole.Values.Select(value => value.At).DistinctBy(at => at.UtcTicks).OrderBy(at => at.UtcTicks)];
        DateTimeOffset[] cuts = times.Length <= mostCuts ? times : [.. Enumerable.Range(0, mostCuts).Select(i => times[(int)((long)i * (times.Length - 1) / (mostCuts - 1))])];
        var leaks = new Dictionary<string, Leak>(StringComparer.Ordinal);
        long compared = 0;
        foreach (var cut in cuts)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var value in Made(step, Corpus.Of(articles.Where(article => article.AvailableAt <= cut)), cut, whole.Values))
            {
                if (value.At > cut) continue;
                seen.Add(value.Key);
                compared++;
                if (!whole.TryGetValue(value.Key, out var known)) leaks.TryAdd(value.Key, new(step.Name, value.Key, value.At, StepValue.None(value), value, cut));
                else if (!known.Same(value)) leaks.TryAdd(value.Key, new(step.Name, value.Key, known.At, known, value, cut));
            }
            foreach (var value in whole.Values.Where(value => value.At == cut && !seen.Contains(value.Key))) leaks.TryAdd(value.Key, new(step.Name, value.Key, value.At, value, null, cut));
        }
        return new(step.Name, whole.Count, cuts.Length, times.Length, compared, leaks.Count, [.. leaks.Values.OrderBy(leak => leak.At.UtcTicks).ThenBy(leak => leak.Key, StringComparer.Ordinal).Take(Shown)]);
    }

    /// <summary>A step that refuses what was there at a time had no value then.</summary>
    static IEnumerable<StepValue> Made(PipelineStep step, Corpus corpus, DateTimeOffset cut, IEnumerable<StepValue> whole)
    {
        try
        {
            return [.. step.AsOf(corpus, cut)];
        }
        catch (InputException e)
        {
            return whole.Where(value => value.At == cut).Select(value => value with { Value = double.NaN, Name = $"refused: {e.Message}" });
        }
    }
}
