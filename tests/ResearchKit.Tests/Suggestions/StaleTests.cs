using Xunit;

namespace ResearchKit.Tests;

public sealed class StaleTests
{
    static readonly Article[] Texts = MadeTexts.Corpus("storm glass of the quay", "the storm glass", "calm tide");

    [Fact]
    public void Entries_that_match_nothing_are_named_with_what_hides_them()
    {
        var lexicon = Lexicon.Of("small", [.. MadeTexts.Small.Entries, new("glass of", Role.Polarity, 0.1), new("wreck", Role.Polarity, -0.5)]);
        var found = Suggest.Stale(Texts, lexicon);
        Assert.Equal(["storm", "glass of", "wreck"], found.Select(one => one.Term));
        Assert.Equal([2.0, 1, 0], found.Select(one => one.Statistic));
        Assert.Equal("matches nothing in 3 texts; hidden in 2 texts, most by 'storm glass'", found[0].Why);
        Assert.Equal("matches nothing in 3 texts; hidden in 1 text, most by 'storm glass'", found[1].Why);
        Assert.Equal("matches nothing in 3 texts", found[2].Why);
        Assert.Equal("t0: storm ‹glass of› the quay", Assert.Single(found[1].Examples).ToString());
        Assert.All(found, one => Assert.Equal((EditKind.Remove, 0), (one.Kind, one.Evidence)));
        Assert.Equal(["calm", "storm glass", "not"], lexicon.Draft("ada", MadeTexts.Day).Add(found).Lexicon.Entries.Select(entry => entry.Term));
    }

    [Fact]
    public void A_word_that_matches_once_is_not_stale_and_a_clause_break_parts_a_phrase()
    {
        Assert.Empty(Suggest.Stale([.. Texts, MadeTexts.Text("storm", "x")], MadeTexts.Small));
        Assert.Equal(["storm glass"], Suggest.Stale(MadeTexts.Corpus("storm, glass calm"), MadeTexts.Small).Select(one => one.Term));
    }

    [Fact]
    public void Shifters_are_looked_at_when_they_are_asked_for()
    {
        Assert.DoesNotContain(Suggest.Stale(Texts, MadeTexts.Small), one => one.Term == "not");
        var not = Suggest.Stale(Texts, MadeTexts.Small, o => o with { Shifters = true }).Single(one => one.Term == "not");
        Assert.Equal(Role.Negator, not.Role);
    }

    [Fact]
    public void What_is_stale_is_what_a_naive_search_of_matches_lacks()
    {
        var corpus = Corpus.Read(Repository.File("data", "articles", "2026-01.jsonl"));
        var reading = new Reading(Repository.Finance, new());
        var matched = new HashSet<int>();
        foreach (var article in corpus)
        {
            reading.Read(article);
            foreach (var match in reading.Matches) matched.Add(match.Entry);
        }
        var found = Suggest.Stale(corpus, Repository.Finance, o => o with { Most = 1_000_000 });
        Assert.Equal(Repository.Finance.Entries.Where((entry, i) => entry.Role == Role.Polarity && !matched.Contains(i)).Select(entry => entry.Term).ToHashSet(), found.Select(one => one.Term).ToHashSet());
        Assert.All(found.Where(one => one.Statistic > 0), one => Assert.NotEmpty(one.Examples));
        Assert.Equal(found[..200].Bits(), Suggest.Stale([.. corpus.Reverse()], Repository.Finance).Bits());
    }

    [Fact]
    public void Options_out_of_range_are_refused() => Assert.StartsWith("Option Most is 0.", Assert.Throws<InputException>(() => Suggest.Stale(Texts, MadeTexts.Small, o => o with { Most = 0 })).Message);
}
