using System.Text;
using ResearchKit.Benchmarks;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Ways of scoring that are fast give the same bits as the others, on every processor, and allocate nothing.</summary>
public class HotLoopTests
{
    static readonly LexiconScorer Finance = Repository.Finance.Scorer();

    [Fact]
    public void A_text_in_UTF8_scores_as_its_string_does()
    {
        foreach (var scorer in (LexiconScorer[])[Finance, Examples.Sample.Scorer("finance:lead"), Examples.Sample.Scorer("sentimentr"), Examples.Sample.Scorer("vader:python")])
            foreach (var text in Examples.Generated(seed: 3, count: 300).Select(article => article.Text).Where(text => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD)))
                Assert.Equal(Examples.Bits(scorer.Score(Article.Of(text, "id"))), Examples.Bits(scorer.Score(Encoding.UTF8.GetBytes(text), "id")));
        Assert.Equal(Finance.Score("Profit rose 5%.\n\nDebt fell."), Finance.Score("Profit rose 5%.\n\nDebt fell."u8));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused_with_their_place()
    {
        byte[] bytes = [.. "Profit rose"u8, 0xFF, .. " today"u8];
        Assert.Equal("The text is not UTF-8 at byte 12. Expected UTF-8.", Assert.Throws<InputException>(() => Finance.Score(bytes)).Message);
        // What was met halfway does not stay.
        Assert.Equal(Outcome.Silent, Finance.Score(""u8).Outcome);
    }

    [Fact]
    public void Several_scorers_over_one_text_say_what_each_says_by_itself()
    {
        LexiconScorer[] scorers = [Finance, Examples.Sample.Scorer(), Examples.Small.Scorer(), Examples.Sample.Scorer("vader:python"), Finance, Examples.Sample.Scorer("sentometrics:UShaped:cluster")];
        var scores = new Score[scorers.Length];
        foreach (var article in Examples.Generated(seed: 4, count: 200))
        {
            LexiconScorer.Score(article, scorers, scores);
            Assert.Equal(scorers.Select(scorer => Examples.Bits(scorer.Score(article))), scores.Select(Examples.Bits));
        }
        Assert.StartsWith("2 places for 6 scorers.", Assert.Throws<ArgumentException>(() => LexiconScorer.Score(Article.Of("gain"), scorers, new Score[2])).Message);
    }

    [Theory]
    [InlineData("Gewinn für Aktionäre über Erwartung")]
    [InlineData("Rückstellung der Bank für Verluste")]
    public void Function_words_beyond_ASCII_speak_for_their_language(string text)
    {
        foreach (var scorer in (LexiconScorer[])[Finance, Repository.Finance.Scorer("vader:python")])
            Assert.Equal((Outcome.UnsupportedLanguage, Outcome.UnsupportedLanguage), (scorer.Score(text).Outcome, scorer.Explain(text).Score.Outcome));
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        Article[] articles = [.. GeneratedArticles.Make(300, seed: 5)];
        byte[][] texts = [.. articles.Select(article => Encoding.UTF8.GetBytes(article.Text))];
        LexiconScorer[] pair = [Finance, Examples.Sample.Scorer()];
        var scores = new Score[2];
        Assert.Equal(0, Allocated(() => { foreach (var article in articles) Finance.Score(article); }));
        Assert.Equal(0, Allocated(() => { foreach (var text in texts) Finance.Score(text); }));
        Assert.Equal(0, Allocated(() => { foreach (var article in articles) LexiconScorer.Score(article, pair, scores); }));

        static long Allocated(Action run)
        {
            // The first time makes room for the longest text; and code that is not optimised yet puts vectors on the heap, for some seconds.
            for (var clock = System.Diagnostics.Stopwatch.StartNew(); ;)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                run();
                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (allocated == 0 || clock.Elapsed > TimeSpan.FromSeconds(30)) return allocated;
            }
        }
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableBMI2")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void A_processor_without_wide_vectors_gives_the_same_bits(string feature)
    {
        var folder = Directory.CreateTempSubdirectory("researchkit-").FullName;
        try
        {
            var file = Path.Combine(folder, "texts.jsonl");
            Corpus.Of(GeneratedArticles.Make(60, seed: 6).Concat(Examples.Generated(seed: 6, count: 400).Where(article => Record.Exception(() => Corpus.Of(article)) is null))).Write(file);
            string[] arguments = ["score", file, "--json"];
            Assert.Equal(Kit.Run(arguments).Done(), Kit.RunWith(new Dictionary<string, string> { [feature] = "0" }, Repository.Root, arguments).Done());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
