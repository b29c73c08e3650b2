using Xunit;

namespace ResearchKit.Tests;

public sealed class GapsTests
{
    [Fact]
    public void Frequent_terms_that_nothing_covers_are_ranked_by_texts()
    {
        var found = Suggest.Gaps(MadeTexts.Corpus("the crane, calm ferry", "crane and crane of Halvane ferry", "crane, storm glass", "keel 15"), MadeTexts.Small, o => o with { MinTexts = 1, MaxWords = 2 });
        Assert.Equal(["crane 3/4", "ferry 2/4", "keel 1/4"], found.Where(one => one.Term is "crane" or "ferry" or "keel" or "glass" or "calm ferry").Select(one => $"{one.Term} {one.Evidence}/4"));
        Assert.Equal(3 / 4.0, found[0].Statistic);
        Assert.Equal((null, null, null, null), (found[0].Kind, found[0].Valence, found[0].P, found[0].Q));
        Assert.Equal("no entry covers it in 3 texts of 4", found[0].Why);
        Assert.DoesNotContain(found, one => one.Term.Contains("halvane", StringComparison.Ordinal));
        Assert.StartsWith("'crane' (gaps) says where to look", Assert.Throws<InputException>(() => MadeTexts.Small.Draft("ada", MadeTexts.Day).Add(found[0])).Message);
    }

    [Fact]
    public void Equal_texts_and_foreign_ones_do_not_count()
    {
        Article[] texts = [.. MadeTexts.Corpus("crane", "CRANE ", "crane"), MadeTexts.Text("crane", "de") with { Language = "de" }];
        Assert.Empty(Suggest.Gaps(texts, MadeTexts.Small, o => o with { MinTexts = 2 }));
        var one = Assert.Single(Suggest.Gaps(texts, MadeTexts.Small, o => o with { MinTexts = 1, Name = "quay news" }));
        Assert.Equal(1, one.Evidence);
        Assert.Equal("quay news (1 text)", one.LearnedOn.ToString());
    }

    [Fact]
    public void Hostile_text_is_shown_as_plain_text_on_one_line()
    {
        var found = Suggest.Gaps(MadeTexts.Corpus("\u001b[31mcrane\u0007 <script>alert(1)</script> \u202Eferry"), MadeTexts.Small, o => o with { MinTexts = 1 });
        Assert.NotEmpty(found);
        Assert.All(found, one => Assert.DoesNotContain(one.ToString().Replace("\n", "", StringComparison.Ordinal), c => char.IsControl(c) || c == '\u202E'));
        Assert.All(found, one => Assert.DoesNotContain(one.Term, c => char.IsControl(c) || c is '<' or '\u202E'));
        Assert.StartsWith("half: the text holds half a surrogate pair.", Assert.Throws<InputException>(() => Suggest.Gaps([MadeTexts.Text("crane \uD83D", "half")], MadeTexts.Small)).Message);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        static string Refused(Func<GapsOptions, GapsOptions> options) => Assert.Throws<InputException>(() => Suggest.Gaps(MadeTexts.Corpus("crane"), MadeTexts.Small, options)).Message;
        Assert.Equal("Option MaxWords is 0. Expected 1 to 5.", Refused(o => o with { MaxWords = 0 }));
        Assert.Equal("Option MinTexts is 0. Expected 1 to 1000000.", Refused(o => o with { MinTexts = 0 }));
        Assert.Equal("Option Most is 0. Expected 1 to 1000000.", Refused(o => o with { Most = 0 }));
        Assert.Equal("Option Name is blank. Expected what the corpus is called.", Refused(o => o with { Name = "" }));
    }
}
