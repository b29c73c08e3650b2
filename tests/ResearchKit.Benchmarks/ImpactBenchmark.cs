using System.Diagnostics;
using System.Globalization;

namespace ResearchKit.Benchmarks;

/// <summary>How long an edit takes to answer with its impact, against scoring everything again.</summary>
sealed class ImpactBenchmark(TextWriter output, int articles, ulong seed, int rounds)
{
    static readonly double[] Shares = [0, 0.001, 0.01, 0.1, 1];

    public void Run()
    {
        var lexicon = Vocabulary.Own.Lexicon;
        var (corpus, made) = Time(() => Corpus.Of(GeneratedArticles.Make(articles, seed)));
        Line($"{CorpusProperties.Of(corpus, lexicon.Scorer())}; made in {made:0} ms, seed {seed}; {Environment.ProcessorCount} processors; {lexicon}");
        var root = lexicon.Draft("benchmark", new(2026, 1, 1));
        var index = new TextIndex([.. corpus]);
        var found = lexicon.Entries.Where(entry => entry is { Role: Role.Polarity, Valence: not 0 }).Select(entry => (Entry: entry, Count: index.Holding(CompiledLexicon.Canonical(entry.Term)).Count())).Where(term => term.Count > 0).ToList();
        var edits = Shares.Select(share => found.MinBy(term => Math.Abs(term.Count - share * articles))).Distinct().ToList();
        var first = Time(() => root.Reweigh(edits[0].Entry.Term, 0.01, "first").Impact(corpus)).Milliseconds;
        Line($"first call {first:0} ms: scores all, notes which words stand where");
        var many = found.Where(term => !edits.Contains(term)).Take(50).Aggregate(root, (draft, term) => draft.Reweigh(term.Entry.Term, term.Entry.Valence / 2, "many"));
        many.Impact(corpus);
        Line($"{rounds} rounds, turn by turn; ms, median (least to most)");
        foreach (var (entry, count) in edits) Compare($"reweigh '{entry.Term}'", root, entry, count);
        Compare($"the same on a draft of {many.Edits.Length} edits", many, edits[^1].Entry, edits[^1].Count);

        void Compare(string name, LexiconDraft draft, Entry entry, int count)
        {
            var (live, shown, build, full) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            var read = 0;
            for (var round = 0; round <= rounds; round++)
            {
                var valence = -0.0137 * (round + 1);
                var (impact, answered) = Time(() => draft.Reweigh(entry.Term, valence, "timed").Impact(corpus));
                var (_, printed) = Time(impact.ToString);
                var (scorer, built) = Time(() => draft.Reweigh(entry.Term, valence, "timed").Scorer());
                var (scores, scored) = Time(() => scorer.Score(corpus));
                if (!scores.SequenceEqual(impact.ScoresAfter)) throw new InvalidOperationException($"{name}: the impact is not what a full scoring gives.");
                read = impact.ReadAgain;
                // The first round warms up.
                if (round == 0) continue;
                live.Add(answered);
                shown.Add(answered + printed);
                build.Add(built);
                full.Add(built + scored);
            }
            Line($"{name} in {count} articles ({(double)count / articles:0.00%}), {read} read again: edit → impact {Spread(live)}, printed too {Spread(shown)}; full re-score {Spread(full)}, of which lexicon {Spread(build)}; ratio {Median(full) / Median(live):0.0}");
        }
    }

    static string Spread(List<double> times) => string.Create(CultureInfo.InvariantCulture, $"{Median(times):0.0} ({times.Min():0.0} to {times.Max():0.0})");

    static double Median(List<double> times)
    {
        var sorted = times.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    static (T Result, double Milliseconds) Time<T>(Func<T> run)
    {
        var from = Stopwatch.GetTimestamp();
        var result = run();
        return (result, Stopwatch.GetElapsedTime(from).TotalMilliseconds);
    }

    void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
