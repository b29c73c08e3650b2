using System.Collections.Immutable;

namespace ResearchKit.Benchmarks;

/// <summary>How fast the kit is, by what the machine allows.</summary>
/// <param name="options">How much is measured.</param>
/// <param name="say">Receives what goes on.</param>
sealed class Bench(BenchOptions options, Action<string> say)
{
    /// <summary>In the order of the table.</summary>
    public static ImmutableArray<string> Names { get; } = ["limit", Compressed, "scorer", "shifters", "explanations", "vader", "two-threads"];

    const string Compressed = "limit-compressed", ShiftersLimit = "shifters-limit";

    public BenchResult Run()
    {
        var lexicon = Registry.Open(Path.Combine(Vocabulary.Root(), "data", "registry"), "data/registry").Champion();
        say(FormattableString.Invariant($"making {options.Articles} articles, seed {options.Seed}"));
        var material = Material.Of(lexicon, options.Articles, options.Seed);
        var runners = Runners(lexicon, material, out var shifters);
        var turns = Measure(runners);
        var counts = new Limit(lexicon).Read(material.Texts, 0, material.Texts.Count);

        Figures Rate(string name) => new([.. turns[name].Select(turn => turn.ByProcessor)]);
        Figures? Ratio(string of, string to) => turns.ContainsKey(of) && turns.ContainsKey(to) ? Figures.Ratio(Rate(of), Rate(to)) : null;
        Figures? threads = turns.ContainsKey("two-threads") ? Figures.Ratio(new([.. turns["two-threads"].Select(turn => turn.ByClock)]), new([.. turns["scorer"].Select(turn => turn.ByClock)])) : null;
        return new()
        {
            ScorerToLimit = Ratio("scorer", "limit")?.Median,
            ShiftersToLimit = Ratio("shifters", ShiftersLimit)?.Median,
            ExplanationsToLimit = Ratio("explanations", "limit")?.Median,
            VaderToLimit = Ratio("vader", "limit")?.Median,
            TwoThreads = threads?.Median,
            ScorerToCompressedLimit = Ratio("scorer", Compressed)?.Median,
            Bars = [],
            Rows = [.. runners.Select(runner => BenchRow.Of(runner.Name, "MB/s", runner.Threads == 1 ? Rate(runner.Name) : new([.. turns[runner.Name].Select(turn => turn.ByClock)])) with
            {
                ToLimit = Ratio(runner.Name, runner.Name == "shifters" ? ShiftersLimit : "limit")?.Median,
                AllocatedPerDocument = turns[runner.Name].Sum(turn => turn.Allocated) / (double)turns[runner.Name].Sum(turn => turn.Documents),
            })],
            LeftOut = [],
            Corpus = new(options.Articles, options.Seed, material.Texts.Length, (double)material.Texts.Length / counts.Tokens, (double)counts.Found / counts.Tokens, material.Triggers, shifters?.Triggers, lexicon.Label),
            Machine = BenchMachine.Here(),
        };
    }

    ImmutableArray<Runner> Runners(Lexicon lexicon, Material material, out Material? shifters)
    {
        var runners = ImmutableArray.CreateBuilder<Runner>();
        runners.Add(Through("limit", material, new Limit(lexicon)));
        if (Limit.CanCompress) runners.Add(Through(Compressed, material, new Limit(lexicon, compressed: true)));
        var finance = lexicon.Scorer();
        if (Wants("scorer") || Wants("two-threads")) runners.Add(Scoring("scorer", material, finance));
        shifters = null;
        if (Wants("shifters"))
        {
            shifters = Material.WithTriggers(lexicon, 0.16, Math.Max(options.Articles / 5, 1), options.Seed);
            runners.Add(Through(ShiftersLimit, shifters, new Limit(lexicon)));
            runners.Add(Scoring("shifters", shifters, lexicon.Scorer(o => o with { Frames = false })));
        }
        if (Wants("explanations")) runners.Add(new("explanations", material.Texts, (first, end) => { for (var i = first; i < end; i++) finance.Explain(material.Articles[i]); }));
        if (Wants("vader")) runners.Add(Scoring("vader", material, lexicon.Scorer("vader:python")));
        if (Wants("two-threads")) runners.Add(Scoring("two-threads", material, finance) with { Threads = 2 });
        return runners.ToImmutable();
    }

    Dictionary<string, List<Turn>> Measure(ImmutableArray<Runner> runners)
    {
        foreach (var runner in runners)
        {
            say(FormattableString.Invariant($"warming {runner.Name}, {options.Warm} s"));
            runner.Run(options.Warm);
        }
        var turns = runners.ToDictionary(runner => runner.Name, _ => new List<Turn>());
        for (var round = 1; round <= options.Rounds; round++)
        {
            say(FormattableString.Invariant($"round {round} of {options.Rounds}"));
            foreach (var runner in runners) turns[runner.Name].Add(runner.Run(options.Turn));
        }
        return turns;
    }

    bool Wants(string row) => options.Only.IsEmpty || options.Only.Contains(row);

    static Runner Through(string name, Material material, Limit limit) => new(name, material.Texts, (first, end) => limit.Read(material.Texts, first, end));

    static Runner Scoring(string name, Material material, LexiconScorer scorer) => new(name, material.Texts, (first, end) => { for (var i = first; i < end; i++) scorer.Score(material.Articles[i]); });
}
