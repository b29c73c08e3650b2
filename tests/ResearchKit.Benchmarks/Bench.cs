using System.Collections.Immutable;

namespace ResearchKit.Benchmarks;

/// <summary>How fast the kit is, by what the machine allows.</summary>
/// <param name="options">How much is measured.</param>
/// <param name="say">Receives what goes on.</param>
sealed class Bench(BenchOptions options, Action<string> say)
{
    /// <summary>The share of trigger tokens at which phrases and shifters are measured.</summary>
    const double ShifterTriggers = 0.16;

    /// <summary>In the order of the table.</summary>
    public static ImmutableArray<string> Names { get; } = [Row.Limit, Row.CompressedLimit, Row.Scorer, Row.Utf8, Row.Pair, Row.Shifters, Row.Explanations, Row.Vader, Row.TwoThreads, Row.Adversarial, Row.LexiconLoad, Row.LexiconCompile, Row.StartUp, Row.Archive];

    readonly Lexicon lexicon = Registry.Open(Path.Combine(Vocabulary.Root(), "data", "registry"), "data/registry").Champion();

    public BenchResult Run()
    {
        say(FormattableString.Invariant($"making {options.Articles} articles, seed {options.Seed}"));
        var material = Material.Of(lexicon, options.Articles, options.Seed);
        var shifters = Wants(Row.Shifters) ? Material.WithTriggers(lexicon, ShifterTriggers, Math.Max(options.Articles / 5, 1), options.Seed) : null;
        var rounds = new Rounds([.. Runners(material, shifters)]);
        rounds.Run(options, say);
        var result = new BenchResult
        {
            Rows = rounds.Rows(),
            ScorerToLimit = rounds.Ratio(Row.Scorer, Row.Limit)?.Median,
            ScorerToCompressedLimit = rounds.Ratio(Row.Scorer, Row.CompressedLimit)?.Median,
            ShiftersToLimit = rounds.Ratio(Row.Shifters, Row.ShiftersLimit)?.Median,
            ExplanationsToLimit = rounds.Ratio(Row.Explanations, Row.Limit)?.Median,
            VaderToLimit = rounds.Ratio(Row.Vader, Row.Limit)?.Median,
            TwoThreads = rounds.RatioByClock(Row.TwoThreads, Row.Scorer)?.Median,
            ProcessorShare = rounds.ProcessorShare,
            Corpus = BenchCorpus.Of(options, material, shifters, lexicon),
            Machine = BenchMachine.Here(),
        };
        if (Wants(Row.Adversarial) && rounds.Rate(Row.Scorer) is { } rate)
        {
            say("adversarial texts");
            result = result.With(Adversary.Measure(lexicon, lexicon.Scorer(), options.Adversarial, ordinary: 1000 / rate.Median, TimeSpan.FromSeconds(options.Warm / 6)));
        }
        foreach (var (name, measure) in Others(material))
        {
            if (!Wants(name)) continue;
            say(name);
            try { result = result with { Rows = [.. result.Rows, measure()] }; }
            catch (InputException e) { result = result with { LeftOut = [.. result.LeftOut, new(name, e.Message)] }; }
        }
        return result with { Bars = [.. BenchBar.Of(result)], PeakMegabytes = BenchMachine.PeakMegabytes() };
    }

    IEnumerable<Runner> Runners(Material material, Material? shifters)
    {
        var finance = lexicon.Scorer();
        yield return Through(Row.Limit, material, new Limit(lexicon));
        if (Limit.CanCompress && Wants(Row.CompressedLimit)) yield return Through(Row.CompressedLimit, material, new Limit(lexicon, compressed: true));
        if (Wants(Row.Scorer) || Wants(Row.TwoThreads) || Wants(Row.Adversarial)) yield return Scoring(Row.Scorer, material, finance);
        if (Wants(Row.Utf8)) yield return new(Row.Utf8, material.Texts, (first, end) => { for (var i = first; i < end; i++) finance.Score(material.Texts[i]); });
        if (Wants(Row.Pair)) yield return new(Row.Pair, material.Texts, Together([finance, Draft().Scorer()], material));
        if (shifters is not null)
        {
            yield return Through(Row.ShiftersLimit, shifters, new Limit(lexicon));
            yield return Scoring(Row.Shifters, shifters, lexicon.Scorer(o => o with { Frames = false }));
        }
        if (Wants(Row.Explanations)) yield return new(Row.Explanations, material.Texts, (first, end) => { for (var i = first; i < end; i++) finance.Explain(material.Articles[i]); });
        if (Wants(Row.Vader)) yield return Scoring(Row.Vader, material, lexicon.Scorer("vader:python"));
        if (Wants(Row.TwoThreads)) yield return Scoring(Row.TwoThreads, material, finance) with { Threads = 2 };
    }

    IEnumerable<(string Name, Func<BenchRow> Measure)> Others(Material material) =>
    [
        (Row.LexiconLoad, () => LexiconBenchmark.Load(options)),
        (Row.LexiconCompile, () => LexiconBenchmark.Compile(options)),
        (Row.StartUp, () => KitBenchmark.StartUp(options)),
        (Row.Archive, () => KitBenchmark.Archive(material)),
    ];

    /// <summary>A lexicon of its own, as a draft is: its champion less an entry.</summary>
    Lexicon Draft() => Lexicon.Of("draft", lexicon.Entries.Skip(1));

    bool Wants(string row) => options.Only.IsEmpty || options.Only.Contains(row);

    /// <summary>Two lexicons over each text that is read once: a draft against its champion.</summary>
    static Action<int, int> Together(LexiconScorer[] scorers, Material material)
    {
        var scores = new Score[scorers.Length];
        return (first, end) =>
        {
            for (var i = first; i < end; i++) LexiconScorer.Score(material.Articles[i], scorers, scores);
        };
    }

    static Runner Through(string name, Material material, Limit limit) => new(name, material.Texts, (first, end) => limit.Read(material.Texts, first, end));

    static Runner Scoring(string name, Material material, LexiconScorer scorer) => new(name, material.Texts, (first, end) => { for (var i = first; i < end; i++) scorer.Score(material.Articles[i]); });
}

/// <summary>What rows are called.</summary>
static class Row
{
    public const string Limit = "limit", CompressedLimit = "limit-compressed", Scorer = "scorer", Utf8 = "utf8", Pair = "two-lexicons", Shifters = "shifters", ShiftersLimit = "shifters-limit", Explanations = "explanations", Vader = "vader",
        TwoThreads = "two-threads", Adversarial = "adversarial", LexiconLoad = "lexicon-load", LexiconCompile = "lexicon-compile", StartUp = "start-up", Archive = "archive";
}
