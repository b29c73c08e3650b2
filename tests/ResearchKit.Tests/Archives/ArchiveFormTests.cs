using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Every form in which an archive can stand gives the scores that a corpus of the same articles has.</summary>
public sealed class ArchiveFormTests
{
    static readonly LexiconScorer Finance = ArchiveText.Words.Scorer();

    static readonly IReadOnlyList<Article> Articles = [.. Corpus.Read(Repository.File("data", "articles", "2025-10.jsonl")), .. Corpus.Read(Kit.Seed), Article.Of("Nothing of note happened on that day.", "silent"), Article.Of("Der Umsatz ist in diesem Jahr nicht mehr so stark gestiegen wie in dem davor.", "foreign")];

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.ndjson")]
    [InlineData("a.jsonl.gz")]
    [InlineData("a.JSONL.ZST")]
    [InlineData("a.csv")]
    [InlineData("a.csv.gz")]
    [InlineData("a.csv.zst")]
    [InlineData("a.parquet")]
    public void A_file_in_any_form_has_the_scores_of_its_corpus(string name)
    {
        using var folder = new ArticleFolder();
        Write(folder, name);
        var run = Archive.Open(folder[name]).Score(Finance, o => o with { Out = folder["scores.parquet"] });
        Assert.Equal((Articles.Count, 0L, 0L), (run.Articles, run.Rejected, run.Kept));
        Assert.Equal(Scores.Of(Finance, Articles), Scores.Lines(folder["scores.parquet"], Scores.Scored));
        Assert.Equal(Articles.Select(article => $"{Instant(article.PublishedAt)}|{Instant(article.AvailableAt)}|{article.Source ?? "null"}"), Scores.Lines(folder["scores.parquet"], "strftime(publishedAt, '%Y-%m-%dT%H:%M:%S'), strftime(availableAt, '%Y-%m-%dT%H:%M:%S'), source"));
    }

    static string Instant(DateTimeOffset? time) => time?.UtcDateTime.ToString("s", System.Globalization.CultureInfo.InvariantCulture) ?? "null";

    [Fact]
    public void A_folder_of_texts_has_the_scores_of_its_corpus()
    {
        using var folder = new ArticleFolder();
        folder.Put("news/b/two.txt", "Growth slowed and losses widened.");
        folder.Put("news/one.txt", File.ReadAllBytes(Kit.Seed));
        folder.Put("news/.hidden.txt", "growth");
        folder.Put("news/notes.md", "growth");
        Archive.Open(folder["news"]).Score(Finance, o => o with { Out = folder["scores.parquet"] });
        var corpus = Corpus.Read(folder["news"]);
        Assert.Equal(["b/two", "one"], corpus.Select(article => article.Id));
        Assert.Equal(Scores.Of(Finance, corpus), Scores.Lines(folder["scores.parquet"], Scores.Scored));
        folder.Put("packed/one.txt.gz", ArchiveText.Gzip(File.ReadAllBytes(Kit.Seed)));
        Archive.Open(folder["packed"]).Score(Finance, o => o with { Out = folder["packed.parquet"] });
        Assert.Equal(Scores.Of(Finance, [corpus[1]]), Scores.Lines(folder["packed.parquet"], Scores.Scored));
    }

    [Fact]
    public void Columns_of_a_table_may_have_the_types_of_columns()
    {
        using var folder = new ArticleFolder();
        using (var duck = Duck.Open())
            duck.Run($"COPY (SELECT 7 AS id, ['Growth slowed.', 'Losses widened.'] AS paragraphs, TIMESTAMPTZ '2026-01-05 14:30:00+01' AS publishedAt, 0.25 AS score, [{{'ticker': 'MSFT', 'value': 0.5}}] AS tickers, [1, 2] AS other) TO {Duck.Quote(folder["a.parquet"])} (FORMAT parquet)");
        Archive.Open(folder["a.parquet"]).Score(Finance, o => o with { Out = folder["scores.parquet"] });
        var article = new Article { Id = "7", Paragraphs = ["Growth slowed.", "Losses widened."] };
        Assert.Equal(Scores.Of(Finance, [article]), Scores.Lines(folder["scores.parquet"], Scores.Scored));
        Assert.Equal(["2026-01-05T13:30:00"], Scores.Lines(folder["scores.parquet"], "strftime(publishedAt, '%Y-%m-%dT%H:%M:%S')"));
    }

    [Fact]
    public void A_file_of_scores_has_these_columns()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", ArchiveText.Lines(2) + "\n" + ArchiveText.Lines(1, 2));
        Archive.Open(folder["a.jsonl"]).Score(Finance, o => o with { Out = folder["scores.parquet"] });
        using var duck = Duck.Open();
        var columns = new List<string>();
        using (var found = duck.Stream($"DESCRIBE SELECT * FROM read_parquet({Duck.Quote(folder["scores.parquet"])})"))
            while (found.Read()) columns.Add($"{found.GetString(0)} {found.GetString(1)}");
        Assert.Equal(["row BIGINT", "part VARCHAR", "line BIGINT", "id VARCHAR", "textHash VARCHAR", "publishedAt TIMESTAMP WITH TIME ZONE", "availableAt TIMESTAMP WITH TIME ZONE", "source VARCHAR", "method VARCHAR", "lexicon VARCHAR", "lexiconHash VARCHAR",
            "value DOUBLE", "positive DOUBLE", "negative DOUBLE", "coverage DOUBLE", "hits INTEGER", "sentences INTEGER", "tokens INTEGER", "outcome VARCHAR", "label VARCHAR"], columns);
        var (part, run) = (folder["a.jsonl"], $"{Finance.Identity}|{Finance.Lexicon.Reference}|{Finance.Lexicon.Hash}");
        Assert.Equal([$"1|{part}|1|a0|{run}", $"2|{part}|2|a1|{run}", $"4|{part}|4|a2|{run}"], Scores.Lines(folder["scores.parquet"], "row, part, line, id, method, lexicon, lexiconHash"));
    }

    [Fact]
    public void Parts_are_read_path_by_path_and_within_one_by_name()
    {
        using var folder = new ArticleFolder();
        foreach (var name in new[] { "n/b.jsonl", "n/a/c.jsonl.gz", "n/a/d.csv", "n/e.md", "m/z.jsonl", "m/zz.jsonl" }) folder.Put(name, "x");
        string[] Names(params string[] paths) => [.. Archive.Open(paths.Select(path => folder[path])).Parts.Select(part => part.Path[(folder.Path.Length + 1)..])];
        Assert.Equal(["n/a/c.jsonl.gz", "n/a/d.csv", "n/b.jsonl"], Names("n"));
        Assert.Equal(["n/b.jsonl", "m/z.jsonl", "m/zz.jsonl"], Names("n/b.jsonl", "m"));
        Assert.Equal(["n/b.jsonl"], Names("n/*.jsonl"));
        Assert.Equal(["m/z.jsonl", "m/zz.jsonl", "n/a/c.jsonl.gz", "n/b.jsonl"], Names("**/*.jsonl*"));
        Assert.Equal(["m/z.jsonl"], Names("?/z.jsonl"));
        Assert.Equal(["n/a/c.jsonl.gz", "n/a/d.csv"], Names("n/*/*"));
    }

    [Fact]
    public void Gzip_may_have_several_members_and_any_name_is_a_name()
    {
        using var folder = new ArticleFolder();
        byte[] Packed(int first) => ArchiveText.Gzip(System.Text.Encoding.UTF8.GetBytes(ArchiveText.Lines(30, first)));
        folder.Put("a.jsonl.gz", [.. Packed(0), .. Packed(30), .. ArchiveText.Gzip([]), .. Packed(60)]);
        folder.Put("b.jsonl", ArchiveText.Lines(90));
        using (var duck = Duck.Open()) duck.Run($"COPY (SELECT * FROM read_json({Duck.Quote(folder["b.jsonl"])}, columns = {{id: 'VARCHAR', title: 'VARCHAR', paragraphs: 'VARCHAR[]'}})) TO {Duck.Quote(folder["it's [a-z]*?.parquet"])} (FORMAT parquet)");
        foreach (var name in new[] { "b.jsonl", "a.jsonl.gz", "it's [a-z]*?.parquet" }) Archive.Open(folder[name]).Score(Finance, o => o with { Out = folder[name + " of [it].parquet"] });
        var expected = Scores.Lines(folder["b.jsonl of [it].parquet"], Scores.Scored);
        Assert.Equal(90, expected.Count);
        Assert.Equal(expected, Scores.Lines(folder["a.jsonl.gz of [it].parquet"], Scores.Scored));
        Assert.Equal(expected, Scores.Lines(folder["it's [a-z]*?.parquet of [it].parquet"], Scores.Scored));
    }

    [Fact]
    public void A_link_is_as_long_as_what_it_leads_to()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.txt", "growth of it");
        File.CreateSymbolicLink(folder["b.txt"], folder["a.txt"]);
        Assert.Equal(12, Assert.Single(Archive.Open(folder["b.txt"]).Parts).Bytes);
    }

    static void Write(ArticleFolder folder, string name)
    {
        var corpus = Corpus.Of(Articles.Select(article => article with { Id = article.Id.Replace('/', '-') }));
        corpus.Write(folder["made.jsonl"]);
        using var duck = Duck.Open();
        var rows = $"SELECT id, title, to_json(paragraphs)::VARCHAR AS paragraphs, publishedAt, availableAt, source, language FROM read_json({Duck.Quote(folder["made.jsonl"])}, columns = {{id: 'VARCHAR', title: 'VARCHAR', paragraphs: 'VARCHAR[]', publishedAt: 'VARCHAR', availableAt: 'VARCHAR', source: 'VARCHAR', language: 'VARCHAR'}})";
        if (name.Contains("csv", StringComparison.Ordinal)) duck.Run($"COPY ({rows}) TO {Duck.Quote(folder["made.csv"])} (HEADER)");
        if (name.EndsWith(".parquet", StringComparison.Ordinal))
        {
            duck.Run($"COPY ({rows}) TO {Duck.Quote(folder[name])} (FORMAT parquet)");
            return;
        }
        var bytes = File.ReadAllBytes(folder[name.Contains("csv", StringComparison.Ordinal) ? "made.csv" : "made.jsonl"]);
        folder.Put(name, name.EndsWith(".gz", StringComparison.Ordinal) ? ArchiveText.Gzip(bytes) : name.EndsWith(".ZST", StringComparison.OrdinalIgnoreCase) ? ArchiveText.Zstd(bytes) : bytes);
    }
}
