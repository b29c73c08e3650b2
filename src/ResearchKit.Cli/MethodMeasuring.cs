using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ResearchKit.Cli;

/// <summary>Measures how fast methods are, and judges them on the kit's own labelled sets.</summary>
static class MethodMeasuring
{
    const int Rounds = 15;

    const string LinuxProcessors = "/proc/cpuinfo";

    static readonly TimeSpan Warm = TimeSpan.FromSeconds(0.5), Round = TimeSpan.FromSeconds(0.1);

    static readonly ImmutableArray<string> Sets = ["data/labels/sentences.csv", "data/labels/summaries.csv"];

    /// <summary>The kit's sets by their paths below its root, as far as they are there.</summary>
    public static IReadOnlyDictionary<string, Labels> ReadSets() => Sets.Where(set => File.Exists(Path.Combine(Home.Root, set))).ToDictionary(set => set, set => Labels.Read(Path.Combine(Home.Root, set)), StringComparer.Ordinal);

    /// <summary>Refuses names of which nothing would be measured, before anything is written.</summary>
    /// <param name="only">Known names; none for all.</param>
    /// <param name="vader">Whether VADER's own lexicon is given.</param>
    /// <exception cref="InputException">One is a model's; or all need that lexicon.</exception>
    public static void Check(IReadOnlyCollection<string> only, bool vader)
    {
        if (only.FirstOrDefault(name => Methods.ModelOf(name) is not null) is { } model) throw new InputException($"{Untrusted.Show(model)}: cannot be measured, since models in files are not the kit's. Expected rules, {Methods.InFolds} or \"{MethodDirectory.MapName}\"; or judge it by ./kit evaluate --method.");
        if (!vader && only.Count > 0 && only.All(name => Method.Known(name) is { } rules && MethodFacts.IsVader(rules))) throw new InputException($"{string.Join(", ", only.Select(name => Untrusted.Show(name)))}: cannot be measured without VADER's own lexicon. Expected it with --vader vader_lexicon.txt.");
    }

    /// <param name="words">The lexicon that stands.</param>
    /// <param name="vader">VADER's own; null to leave its methods out.</param>
    /// <param name="today">The day.</param>
    /// <param name="only">The methods to measure; null for all.</param>
    public static MethodFigures Run(Lexicon words, Lexicon? vader, DateOnly today, IReadOnlyCollection<string>? only = null)
    {
        var sets = ReadSets();
        // A method that counts words in what was there before needs to know when that was.
        var articles = Corpus.Of(Corpus.Read(Path.Combine(Home.Root, Home.Articles)).Where(article => article.AvailableAt is not null));
        bool Wanted(string name) => only?.Contains(name) ?? true;
        var rows = Method.All.Where(rules => Wanted(rules.Name) && (!MethodFacts.IsVader(rules) || vader is not null)).ToList();
        var progress = new Progress("measuring", rows.Count + 2);
        var figures = ImmutableArray.CreateBuilder<MethodFigure>();
        foreach (var rules in rows)
        {
            var lexicon = MethodFacts.IsVader(rules) ? vader! : words;
            var option = MethodFacts.IsVader(rules) ? " --lexicon vader_lexicon.txt" : "";
            var scorer = Shared.Scorer(lexicon, rules, articles);
            figures.Add(Figure(rules.Name, scorer.Identity, lexicon, Speed(scorer, articles), rules.NeedsReference ? [] : [.. sets.Select(set => Judged(set, scorer.Evaluate(set.Value), $"--method {rules.Name}{option}"))]));
            progress.Step(1);
        }
        var finance = words.Scorer("finance");
        if (Wanted(Methods.InFolds))
        {
            var (learned, identity, folds) = ModelScorers.MeasureLearned(finance, sets);
            figures.Add(Figure(Methods.InFolds, identity, words, Speed(learned, articles), [.. sets.Zip(folds, (set, judged) => Judged(set, judged, "--method learned --features both"))]));
            progress.Step(1);
        }
        if (Wanted(MethodDirectory.MapName))
        {
            var mapped = finance.Calibrate(sets.First().Value, o => o with { Map = Map.Isotonic });
            figures.Add(Figure(MethodDirectory.MapName, finance.Identity, words, Speed(mapped, articles), [.. sets.Select(set => Judged(set, finance.Evaluate(set.Value, o => o with { Map = Map.Isotonic }), "--map isotonic"))]));
        }
        progress.Done();
        return new(MethodFigures.CurrentFormat, today, Processor(), Environment.ProcessorCount, $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}", typeof(Article).Assembly.GetName().Version!.ToString(3),
            string.Create(CultureInfo.InvariantCulture, $"{Home.Articles}, {articles.Count} dated articles"), figures.ToImmutable());
    }

    static MethodFigure Figure(string method, string identity, Lexicon words, (double Articles, double Megabytes) speed, ImmutableArray<MethodEvaluation> evaluations) =>
        new(method, identity, words.Reference, words.Hash, speed.Articles, speed.Megabytes, evaluations);

    static MethodEvaluation Judged(KeyValuePair<string, Labels> set, Evaluation judged, string options) => new(set.Key, set.Value.Hash, $"./kit evaluate --labels {set.Key} {options}", judged.N, judged.Coverage,
        [.. EvaluateCommand.Measures(judged).Where(each => each.Value.Value is { } value && double.IsFinite(value)).Select(each => new MethodMeasure(each.Name, each.Value.Value!.Value, each.Value.Low, each.Value.High))]);

    /// <summary>Articles and megabytes of text on one thread by the second of processor time: the fastest of some rounds, since other work beside it only slows; after the code has been compiled for speed.</summary>
    static (double Articles, double Megabytes) Speed(Scorer scorer, Corpus articles)
    {
        Timed(scorer, articles, Warm);
        var passes = Enumerable.Range(0, Rounds).Max(_ => Timed(scorer, articles, Round));
        return (Math.Round(passes * articles.Count), Math.Round(passes * articles.Sum(article => (long)Encoding.UTF8.GetByteCount(article.Text)) / 1e6, 2));
    }

    /// <summary>Passes over the articles by the second of processor time, whole ones, for some time: on a machine that does other work besides, the clock on the wall says more of that.</summary>
    static double Timed(Scorer scorer, Corpus articles, TimeSpan least)
    {
        var (start, passes) = (Environment.CpuUsage.TotalTime, 0);
        TimeSpan taken;
        do
        {
            foreach (var article in articles) scorer.Score(article);
            passes++;
            taken = Environment.CpuUsage.TotalTime - start;
        }
        while (taken < least);
        return passes / taken.TotalSeconds;
    }

    static string Processor() => File.Exists(LinuxProcessors)
        ? File.ReadLines(LinuxProcessors).Select(line => line.Split(':')).FirstOrDefault(pair => pair is [var name, _] && name.Trim() == "model name")?[1].Trim() ?? "unknown"
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
}
