using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Counts, terms, parts and the cache, on texts small enough to count by hand. With <c>ratio:polarity</c> a value is (positive − negative hits) / hits.</summary>
public sealed class ImpactTests
{
    static readonly Lexicon Words = Lexicon.Of("words", new("growth", Role.Polarity, 0.5), new("gain", Role.Polarity, 0.4), new("crunch", Role.Polarity, -0.5), new("record", Role.Polarity, 0.3), new("long $TICKER", Role.Polarity, 0.6), new("not", Role.Negator, -1));

    static readonly ImmutableArray<Article> Texts = [English("a", "Growth and gain beside a crunch."), English("b", "A crunch."), English("c", "Growth at the record label."), English("d", "Nothing of note."), English("e", "Wachstum, crunch.") with { Language = "de" }];

    static LexiconDraft Draft => Words.Draft("ada", new(2026, 11, 26));

    static Article English(string id, string text) => Article.Of(text, id) with { Language = "en" };

    static ImpactOptions Ratio(ImpactOptions options) => options with { Method = "ratio:polarity" };

    [Fact]
    public void An_edit_is_answered_with_the_articles_that_it_moves()
    {
        var impact = Draft.Remove("crunch", "a guess").Impact(Texts, Ratio);
        // b: −1/1 → silent; a: (2 − 1)/3 → 2/2; e is not English.
        Assert.Equal(["b", "a"], impact.Moves.Select(move => move.Article.Id));
        Assert.Equal([0 - -1, 1 - 1 / 3.0], impact.Moves.Select(move => move.Change));
        Assert.Equal(("extremely negative", "silent", "negative", "silent"), (impact.Moves[0].LabelBefore, impact.Moves[0].LabelAfter, impact.Moves[0].ClassBefore, impact.Moves[0].ClassAfter));
        Assert.Equal(("moderately positive", "extremely positive", "positive", "positive"), (impact.Moves[1].LabelBefore, impact.Moves[1].LabelAfter, impact.Moves[1].ClassBefore, impact.Moves[1].ClassAfter));
        Assert.Equal((5, 2, 2, 1, 2, 1), (impact.Articles, impact.Changed, impact.LabelChanges, impact.ClassChanges, impact.ReadAgain, impact.Edited));
        Assert.Equal((1 + (1 - 1 / 3.0)) / 5, impact.MeanShift, 1e-12);
    }

    [Fact]
    public void A_move_says_through_which_terms_and_they_sum_to_it()
    {
        var move = Draft.Remove("crunch", "a guess").Impact(Texts, Ratio).Moves[1];
        Assert.Equal(["crunch", "gain", "growth"], move.Through.Select(term => term.Term).Order(StringComparer.Ordinal));
        Assert.Equal(new("crunch", true, -1 / 3.0, 0), move.Through[0]);
        Assert.All(move.Through.Skip(1), term => Assert.Equal((false, 1 / 3.0, 1 / 2.0), (term.Edited, term.Before, term.After)));
        Assert.Equal(move.Change, move.Through.Sum(term => term.Difference) + move.Remainder, 1e-12);
    }

    [Fact]
    public void A_guard_is_named_beside_what_it_hides()
    {
        // (2 − 0)/2 before and 1/1 after: the value stays, and so do the labels.
        var guarded = Draft.Guard("record label", "a firm");
        Assert.Equal((1, 0), (guarded.Impact(Texts, Ratio).ReadAgain, guarded.Impact(Texts, Ratio).Changed));
        var move = Assert.Single(guarded.Impact([English("r", "A crunch at the record label.")], Ratio).Moves);
        Assert.Equal((0.0, -1.0), (move.Before.Value, move.After.Value));
        Assert.Equal([new("record label", true, 0, 0), new("crunch", false, -1 / 2.0, -1), new("record", false, 1 / 2.0, 0)], move.Through);
    }

    [Fact]
    public void A_shifter_is_named_beside_what_it_turns()
    {
        var text = English("n", "This is not a gain.");
        var move = Assert.Single(Draft.Remove("not", "to see").Impact([text]).Moves);
        Assert.Equal(["not", "gain"], move.Through.Select(term => term.Term));
        Assert.Equal((true, 0.0, 0.0), (move.Through[0].Edited, move.Through[0].Before, move.Through[0].After));
        Assert.Equal(-move.Before.Value, move.After.Value);
        Assert.Equal(2 * move.After.Value, move.Through[1].Difference, 1e-12);
    }

    [Fact]
    public void A_draft_without_edits_moves_nothing()
    {
        var impact = Draft.Impact(Texts);
        Assert.Empty(impact.Moves);
        Assert.Equal((0, 0.0, 0), (impact.ReadAgain, impact.MeanShift, impact.Edited));
        Assert.Same(impact.ScoresBefore, impact.ScoresAfter);
        Assert.Equal(0, Draft.Impact([]).Articles);
    }

    [Fact]
    public void A_term_that_stands_nowhere_has_nothing_read_again()
    {
        Assert.Equal(0, Draft.Add("shortage", -0.4, "scarce").Impact(Texts).ReadAgain);
        Assert.Equal(0, Draft.Add("crunch growth", -0.4, "both words stand in a, not in this order").Impact(Texts).ReadAgain);
        Assert.Equal(0, Draft.Add("$ABC growth", -0.4, "no ticker stands there").Impact(Texts).ReadAgain);
    }

    [Fact]
    public void An_edit_undone_moves_nothing()
    {
        var there = Draft.Add("label", 0.2, "to see");
        Assert.Single(there.Impact(Texts).Moves);
        Assert.Empty(there.Remove("label", "seen").Impact(Texts).Moves);
    }

    [Fact]
    public void The_next_edit_reads_only_what_it_touches()
    {
        var root = Draft;
        var one = root.Reweigh("crunch", -0.9, "strong");
        Assert.Equal(2, one.Impact(Texts).ReadAgain);
        var two = one.Reweigh("record", 0.1, "weak");
        Assert.Equal(1, two.Impact(Texts).ReadAgain);
        Assert.Equal(3, two.Impact(Texts).Changed);
        Assert.Equal(0, two.Impact(Texts).ReadAgain);
        // Back at the first draft: the article of 'record' again.
        Assert.Equal(1, one.Impact(Texts).ReadAgain);
        Assert.Equal(2, one.Impact(Texts).Changed);
    }

    [Fact]
    public void A_ticker_that_an_entry_names_no_longer_goes_the_way_of_all_tickers()
    {
        var text = English("t", "We are long $ABC today, and long $XYZ.");
        var impact = Draft.Add("long $ABC calls", 0.1, "options").Impact([text], Ratio);
        // 'long $ABC' led to 'long $TICKER', and now leads on to 'calls', which does not follow.
        Assert.Equal((2, 1), (impact.ScoresBefore[0].Hits, impact.ScoresAfter[0].Hits));
        Assert.Equal(1, impact.ReadAgain);
        Assert.Equal(1, Draft.Reweigh("long $TICKER", -0.6, "to see").Impact([text]).Changed);
    }

    [Fact]
    public void A_corpus_is_scored_once_for_all_drafts_that_come_from_one()
    {
        var root = Draft;
        var corpus = Corpus.Of(Texts);
        var first = root.Remove("crunch", "x").Impact(corpus);
        Assert.Same(first.ScoresBefore, root.Add("label", 0.1, "x").Impact(corpus).ScoresBefore);
        Assert.NotSame(first.ScoresBefore, root.Add("label", 0.1, "x").Impact(corpus, Ratio).ScoresBefore);
        Assert.NotSame(first.ScoresBefore, root.Add("label", 0.1, "x").Impact(Corpus.Of(Texts)).ScoresBefore);
        // An immutable array is boxed for each call, and yet known again.
        Assert.Same(root.Impact(Texts).ScoresBefore, root.Remove("gain", "x").Impact(Texts).ScoresBefore);
    }

    [Fact]
    public void A_list_that_was_changed_is_another_corpus()
    {
        var root = Draft;
        var list = Texts.ToList();
        Assert.Equal(2, root.Remove("crunch", "x").Impact(list).Changed);
        list[1] = English("b", "No more.");
        Assert.Equal(1, root.Remove("crunch", "x").Impact(list).Changed);
        list.Add(English("f", "Crunch."));
        Assert.Equal(2, root.Remove("crunch", "x").Impact(list).Changed);
    }

    [Fact]
    public void Articles_need_no_ids_of_their_own()
    {
        var impact = Draft.Remove("crunch", "x").Impact([Texts[1], Texts[1], Texts[1]]);
        Assert.Equal(3, impact.Changed);
        Assert.Equal(3, Assert.Single(impact.By(_ => ["all"])).Changed);
    }

    [Fact]
    public void Parts_of_the_corpus_have_rows_of_their_own()
    {
        var rows = Draft.Remove("crunch", "x").Impact(Texts, Ratio).By(article => article.Id switch { "a" => ["x", "y"], "b" => ["x", "x"], "d" => ["z"], _ => [] });
        Assert.Equal(["x", "y", "z"], rows.Select(row => row.Key));
        Assert.Equal((2, 2, "b"), (rows[0].Articles, rows[0].Changed, rows[0].Largest!.Article.Id));
        Assert.Equal((1 / 3.0 - 1) / 2, rows[0].MeanBefore, 1e-12);
        Assert.Equal((1.0 + 0) / 2, rows[0].MeanAfter, 1e-12);
        Assert.Equal((1, 0, 0.0), (rows[2].Articles, rows[2].Changed, rows[2].Shift));
        Assert.Null(rows[2].Largest);
        Assert.Equal("x: 2 of 2 articles change, mean -0.333 → +0.500; most b (+1.0000)", rows[0].ToString());
    }

    [Fact]
    public void Calls_at_the_same_time_are_answered_as_one_after_another()
    {
        var terms = new[] { "crunch", "growth", "gain", "record" };
        LexiconDraft[] Drafts(LexiconDraft root) => [.. Enumerable.Range(0, 32).Select(i => root.Reweigh(terms[i % 4], 0.01 * (i + 1), "x"))];
        var expected = Drafts(Draft).Select(draft => draft.Impact(Texts)).ToList();
        var drafts = Drafts(Draft);
        var found = new Impact[drafts.Length];
        Parallel.For(0, drafts.Length, i => found[i] = drafts[i].Impact(Texts));
        for (var i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected[i].Moves, found[i].Moves);
            Assert.Equal(expected[i].ScoresAfter.Select(Examples.Bits), found[i].ScoresAfter.Select(Examples.Bits));
        }
        Assert.All(found, impact => Assert.Same(found[0].ScoresBefore, impact.ScoresBefore));
    }

    [Fact]
    public void A_method_that_hangs_on_other_articles_is_refused()
    {
        var fault = Assert.Throws<InputException>(() => Draft.Impact(Texts, o => o with { Method = "sentometrics:TFIDF" }));
        Assert.Contains("Expected a method that needs no reference corpus", fault.Message);
        Assert.Contains("Available", Assert.Throws<InputException>(() => Draft.Impact(Texts, o => o with { Method = "finanse" })).Message);
        Assert.Contains("NegationWindow", Assert.Throws<InputException>(() => Draft.Impact(Texts, o => o with { Scoring = s => s with { NegationWindow = -1 } })).Message);
    }

    [Fact]
    public void Vader_reads_every_article_in_English_again()
    {
        var impact = Draft.Reweigh("crunch", -0.9, "x").Impact(Texts, o => o with { Method = "vader:python" });
        Assert.Equal((4, 2), (impact.ReadAgain, impact.Changed));
    }

    [Fact]
    public void It_shows_counts_and_then_the_largest_moves()
    {
        var hostile = English("h\u001b[31m", "Crunch\u0007.");
        Assert.Equal(
            $"""
            {Words.Label} with 1 entry edited; method ratio:polarity@1
            2 of 2 articles change, 2 in label, 1 in class; mean shift +0.833333; 2 read again
              h\u001B[31m: -1.00 extremely negative → +0.00 silent (+1.0000): crunch* -1.0000 → 0.0000
              a: +0.33 moderately positive → +1.00 extremely positive (+0.6667): crunch* -0.3333 → 0.0000; gain +0.3333 → +0.5000; growth +0.3333 → +0.5000
              * edited
            """.ReplaceLineEndings("\n").Replace("+0.00 silent", "0.00 silent"), Draft.Remove("crunch", "x").Impact([hostile, Texts[0]], Ratio).ToString());
        Assert.EndsWith("0 read again", Draft.Impact(Texts).ToString());
        var many = Draft.Remove("crunch", "x").Impact([.. Enumerable.Range(0, 25).Select(i => English($"{i}", "Crunch."))]).ToString();
        Assert.Contains("  … 5 more\n", many);
    }
}
