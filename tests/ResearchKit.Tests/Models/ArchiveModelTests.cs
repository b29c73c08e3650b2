using Xunit;

namespace ResearchKit.Tests;

/// <summary>Archives scored by models: the same scores as of a corpus, whatever the threads, and never of two models in one file.</summary>
public sealed class ArchiveModelTests : IDisposable
{
    static readonly LexiconScorer Rules = Repository.Finance.Scorer();

    static readonly Lazy<Labels> Sentences = new(() => Labels.Read(Repository.File("data", "labels", "sentences.csv")));

    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    static LearnedScorer Fitted(double penalty) => Learn.Linear(Sentences.Value, Rules, o => o with { Penalties = [penalty], Resamples = 0 }).On(Rules);

    static ArchiveOptions Small(ArchiveOptions o) => o with { BatchBytes = 3000, ChunkBytes = 12_000 };

    [Fact]
    public void A_learned_model_scores_an_archive_as_a_corpus_and_says_whose_scores_they_are()
    {
        var (scorer, articles) = (Fitted(1), Repository.File("data", "articles"));
        foreach (var threads in new[] { 1, 3 })
            Archive.Open(articles).Score(scorer, o => Small(o) with { Out = folder[$"s{threads}.parquet"], Threads = threads });
        Assert.Equal(Scores.Of(scorer, Corpus.Read(articles)).Order(StringComparer.Ordinal), Scores.Lines(folder["s1.parquet"], Scores.Scored).Order(StringComparer.Ordinal));
        Assert.Equal(Scores.Hash(folder["s1.parquet"]), Scores.Hash(folder["s3.parquet"]));
        var run = ScoreFile.Read(folder["s1.parquet"]).Run;
        Assert.Equal((scorer.Identity, scorer.Model.Hash, Rules.Lexicon.Hash), (run.Method, run.Model, run.LexiconHash));
        var store = ScoreStore.Open(folder["scores.duckdb"]);
        Assert.Equal(332, store.Append(folder["s1.parquet"], new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero)).Added);
        using var found = store.Query("SELECT method, lexiconHash FROM scorers");
        Assert.True(found.Read());
        Assert.Equal((scorer.Identity, Rules.Lexicon.Hash), (found.GetString(0), found.GetString(1)));
    }

    [Fact]
    public void A_stopped_run_goes_on_with_the_same_model_and_with_no_other()
    {
        var archive = Archive.Open(Repository.File("data", "articles"));
        var (scorer, other) = (Fitted(1), Fitted(3));
        archive.Score(scorer, o => Small(o) with { Out = folder["whole.parquet"] });
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => archive.Score(scorer, o => Small(o) with { Out = folder["s.parquet"] }, new StopAt(40, stop), stop.Token));
        Assert.Contains("the method is learned@1(both, labels", Assert.Throws<InputException>(() => archive.Score(other, o => Small(o) with { Out = folder["s.parquet"], Resume = true })).Message);
        Assert.Contains("the model's hash is none, and was ", Assert.Throws<InputException>(() => archive.Score(new Impostor(scorer), o => Small(o) with { Out = folder["s.parquet"], Resume = true })).Message);
        Assert.InRange(archive.Score(scorer, o => Small(o) with { Out = folder["s.parquet"], Resume = true }).Kept, 1, 331);
        Assert.Equal(Scores.Hash(folder["whole.parquet"]), Scores.Hash(folder["s.parquet"]));
    }

    [Fact]
    public void A_transformer_scores_an_archive_on_any_number_of_threads_to_the_same_bytes()
    {
        folder.Put("news.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"id\":\"{i}\",\"text\":\"The profit rose sharply in week {i}. Its losses {(i % 2 == 0 ? "widened" : "fell")}.\"}}\n")));
        using var bert = new BertFolder();
        using var scorer = bert.Open();
        foreach (var threads in new[] { 1, 4 }) Archive.Open(folder["news.jsonl"]).Score(scorer, o => o with { Out = folder[$"s{threads}.parquet"], Threads = threads, BatchBytes = 500 });
        Assert.Equal(Scores.Hash(folder["s1.parquet"]), Scores.Hash(folder["s4.parquet"]));
        Assert.Equal(Scores.Of(scorer, Corpus.Read(folder["news.jsonl"])), Scores.Lines(folder["s1.parquet"], Scores.Scored));
        Assert.Equal((scorer.Hash, ""), (ScoreFile.Read(folder["s1.parquet"]).Run.Model, ScoreFile.Read(folder["s1.parquet"]).Run.LexiconHash));
    }

    [Fact]
    public void Scores_of_rules_say_nothing_of_a_model()
    {
        folder.Put("a.txt", "Strong growth.");
        Archive.Open(folder["a.txt"]).Score(Rules, o => o with { Out = folder["s.parquet"] });
        using var duck = Duck.Open();
        using var found = duck.Stream($"SELECT decode(value) FROM parquet_kv_metadata({Duck.File(folder["s.parquet"])}) WHERE decode(key) = '{ScoreTable.RunKey}'");
        Assert.True(found.Read());
        Assert.DoesNotContain("model", found.GetString(0), StringComparison.Ordinal);
    }

    sealed class StopAt(int batch, CancellationTokenSource stop) : IProgress<ArchiveProgress>
    {
        int seen;

        public void Report(ArchiveProgress value)
        {
            if (++seen == batch) stop.Cancel();
        }
    }

    /// <summary>Says that it is the same method, and has no model.</summary>
    sealed class Impostor(LearnedScorer other) : Scorer
    {
        public override string Identity => other.Identity;

        public override Scale Classes => other.Classes;

        internal override Lexicon Words => other.Rules.Lexicon;

        public override Score Score(Article article) => other.Score(article);

        public override Explanation Explain(Article article) => other.Explain(article);
    }
}
