using Xunit;

namespace ResearchKit.Tests;

public sealed class SoPmiTests
{
    static readonly Article[] Texts = MadeTexts.Corpus("crane bright. crane bright tide", "crane dim. keel dim", "keel dim of the keel", "keel bright. Mast of keel, dim", "bright", "dim tide");

    [Fact]
    public void Orientation_is_worked_by_hand()
    {
        var found = Suggest.SoPmi(Texts, MadeTexts.Small, ["bright"], ["dim"], o => o with { MinTexts = 2, MaxWords = 1, MinTogether = 1 });
        // A stop before a small letter ends no sentence: 3 sentences hold bright and 4 dim.
        var bright = Sentences("bright");
        var dim = Sentences("dim");
        Assert.Equal((3, 4), (bright.Count, dim.Count));
        Assert.All(found, one =>
        {
            var held = Sentences(one.Term);
            Assert.Equal(Math.Log(held.Count(bright.Contains) + 0.01) - Math.Log(bright.Count) - (Math.Log(held.Count(dim.Contains) + 0.01) - Math.Log(dim.Count)), one.Statistic, 1e-12);
            Assert.Null(one.P);
            Assert.Null(one.Q);
            Assert.Equal(EditKind.Add, one.Kind);
        });
        Assert.Equal(["crane", "keel", "tide"], found.Select(one => one.Term).Order(StringComparer.Ordinal).Where(term => term is "crane" or "keel" or "tide"));
        Assert.Equal(0.5, Math.Abs(found[0].Valence!.Value));

        static HashSet<string> Sentences(string word) => [.. Texts.SelectMany(text => text.Text.Split(". Mast").Select((part, i) => i == 0 ? part : "mast" + part)).Where(part => part.Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries).Contains(word))];
    }

    [Fact]
    public void A_term_that_holds_a_seed_or_a_word_of_an_entry_is_left_out()
    {
        var found = Suggest.SoPmi(MadeTexts.Corpus("bright crane of keel", "bright crane calm keel", "dim keel", "dim keel calm"), MadeTexts.Small, ["bright"], ["dim"], o => o with { MinTexts = 1, MinTogether = 1 });
        // Nor does 'bright crane' take the place of 'crane', though it has all of its texts.
        Assert.Contains(found, one => one.Term == "crane");
        Assert.DoesNotContain(found, one => one.Term.Split(' ').Any(word => word is "bright" or "dim" or "calm"));
    }

    [Fact]
    public void The_lexicons_own_seeds_are_frequent_entries_of_one_word_that_are_not_turned()
    {
        var texts = MadeTexts.Corpus("calm crane", "calm crane", "calm crane tide", "storm keel", "storm keel tide", "not storm mast", "storm glass mast");
        var found = Suggest.SoPmi(texts, MadeTexts.Small, options: o => o with { MinTexts = 1, MaxWords = 1, MinTogether = 1 });
        // The first two are one text: calm stands in 2 sentences and storm in 2; the storms that are negated or hidden are none.
        var crane = found.Single(one => one.Term == "crane");
        Assert.Equal(Math.Log(2 + 0.01) - Math.Log(2) - (Math.Log(0.01) - Math.Log(2)), crane.Statistic, 1e-12);
        Assert.Equal(-crane.Statistic, found.Single(one => one.Term == "keel").Statistic, 1e-12);
        Assert.DoesNotContain(found, one => one.Term == "mast");
        Assert.Equal("meets positive seeds 2 times and negative ones 0 times in a sentence, most of the positive 'calm' (2)", crane.Why);
    }

    [Fact]
    public void Order_and_culture_change_nothing_and_a_draft_takes_all()
    {
        var corpus = Corpus.Read(Repository.File("data", "articles", "2026-01.jsonl")).Concat(Corpus.Read(Repository.File("data", "articles", "2026-02.jsonl"))).ToList();
        string All(IEnumerable<Article> articles) => Suggest.SoPmi([.. articles], Repository.Finance, options: o => o with { MinTexts = 3, MinTogether = 1 }).Bits();
        var expected = All(corpus);
        Assert.Equal(expected, All(corpus.AsEnumerable().Reverse()));
        ArticleFolder.UnderCulture("tr-TR", () => Assert.Equal(expected, All(corpus)));
        var found = Suggest.SoPmi(corpus, Repository.Finance, options: o => o with { MinTexts = 3, MinTogether = 1 });
        Assert.Equal(found.Length, Repository.Finance.Draft("ada", MadeTexts.Day).Add(found).Edits.Length);
    }

    [Fact]
    public void Seeds_that_cannot_be_used_are_refused()
    {
        static string Refused(string[]? positive, string[]? negative, Func<SoPmiOptions, SoPmiOptions>? options = null) => Assert.Throws<InputException>(() => Suggest.SoPmi(Texts, MadeTexts.Small, positive, negative, options)).Message;
        Assert.StartsWith("1 positive seeds and 2 negative ones. Expected as many", Refused(["bright"], ["dim", "keel"]));
        Assert.StartsWith("Seeds of one sign alone.", Refused(["bright"], null));
        Assert.StartsWith("Seed 'sun' stands in no sentence", Refused(["sun"], ["dim"]));
        Assert.StartsWith("Seed 'dim' is positive and negative.", Refused(["dim"], ["Dim"]));
        Assert.StartsWith("small has no seed of each sign in the corpus", Refused(null, null));
        Assert.Equal("Option Name is blank. Expected what the corpus is called.", Refused(["bright"], ["dim"], o => o with { Name = " " }));
        Assert.Equal("Option SeedValence is 0. Expected 0.05 to 1.", Refused(["bright"], ["dim"], o => o with { SeedValence = 0 }));
        Assert.Equal("Option Strongest is 2. Expected 0.05 to 1.", Refused(["bright"], ["dim"], o => o with { Strongest = 2 }));
        Assert.Equal("corpus: no English text. Expected at least one.", Assert.Throws<InputException>(() => Suggest.SoPmi([], MadeTexts.Small)).Message);
    }
}
