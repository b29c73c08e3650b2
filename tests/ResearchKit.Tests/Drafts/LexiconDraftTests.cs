using Xunit;

namespace ResearchKit.Tests;

public sealed class LexiconDraftTests
{
    static readonly DateOnly Day = new(2026, 11, 26);

    static readonly Lexicon Parent = Lexicon.Of("toy",
        new Entry("crunch", Role.Polarity, -0.3), new Entry("gain", Role.Polarity, 0.5) { Quantity = 0.5 }, new Entry("may", Role.Hedge, -0.4), new Entry("not", Role.Negator, -0.8)).With(Licence.Mit);

    static LexiconDraft Draft => Parent.Draft("ada", Day);

    [Fact]
    public void Every_edit_says_who_when_and_why_and_its_entry_does_too()
    {
        var draft = Draft.Add("capacity crunch", -0.5, "supply cannot follow").Reweigh("gain", 0.4, "common").Move("may", Role.Deamplifier, -0.2, "weaker").Remove("not", "never used").Guard("crunch time", "an idiom");
        Assert.Equal(["capacity crunch", "crunch", "crunch time", "gain", "may"], draft.Lexicon.Entries.Select(entry => entry.Term));
        var crunch = draft.Lexicon.Entries[0];
        Assert.Equal((Role.Polarity, -0.5, "supply cannot follow", Day, "ada"), (crunch.Role, crunch.Valence, crunch.Note, crunch.Date, crunch.By));
        Assert.Equal((0.4, 0.5), (draft.Lexicon.Entries[3].Valence, draft.Lexicon.Entries[3].Quantity));
        Assert.Equal((Role.Deamplifier, -0.2), (draft.Lexicon.Entries[4].Role, draft.Lexicon.Entries[4].Valence));
        Assert.Equal(0, draft.Lexicon.Entries[2].Valence);
        Assert.Equal((5, "toy", Licence.Mit, (int?)null), (draft.Edits.Length, draft.Lexicon.Name, draft.Lexicon.Licence, draft.Lexicon.Version));
        Assert.Equal(4, Parent.Entries.Length);
    }

    [Fact]
    public void The_edited_lexicon_is_the_one_that_the_whole_file_would_make()
    {
        var edited = Draft.Add("Capacity-crunch", -0.5, "x").Remove("not", "x").Lexicon;
        var whole = Lexicon.Of("toy", new Entry("crunch", Role.Polarity, -0.3), new Entry("gain", Role.Polarity, 0.5) { Quantity = 0.5 }, new Entry("may", Role.Hedge, -0.4), new Entry("capacity crunch", Role.Polarity, -0.5));
        Assert.Equal(whole.Hash, edited.Hash);
        const string Text = "A capacity-crunch may end the gain, not the crunch.";
        Assert.Equal(whole.Scorer().Score(Text).Value, edited.Scorer().Score(Text).Value);
    }

    [Fact]
    public void An_edit_that_is_undone_leaves_the_parent()
    {
        var draft = Draft.Add("slump", -0.5, "x").Remove("slump", "no").Reweigh("gain", 0.4, "x").Reweigh("gain", 0.5, "back");
        Assert.Same(Parent, draft.Lexicon);
        Assert.Empty(draft.Diff().Changes);
        Assert.Equal(4, draft.Edits.Length);
    }

    [Fact]
    public void A_guard_silences_the_words_inside_it()
    {
        var record = Lexicon.Of("toy", new Entry("record", Role.Polarity, 0.5), new Entry("loss", Role.Polarity, -0.5));
        var draft = record.Draft("ada", Day).Guard("record label", "a music company");
        Assert.Equal(0, draft.Scorer().Score("The record label moved.").Value);
        Assert.True(draft.Scorer().Score("A record was set.").Value > 0);
    }

    [Theory]
    [InlineData("add gain", "draft on toy, edit 1: add 'gain' cannot be made: the term stands there already, as gain (polarity +0.50). Reweigh, move or remove it instead.")]
    [InlineData("remove slump", "draft on toy, edit 1: remove 'slump' cannot be made: there is no such entry. Expected a term of the lexicon, or the edit 'add'.")]
    [InlineData("reweigh gain 2", "draft on toy, edit 1: valence 2 of 'gain' is out of range. Expected -1 to 1 for the role polarity.")]
    [InlineData("reweigh gain 0.5", "draft on toy, edit 1: reweigh 'gain' changes nothing: the entry is gain (polarity +0.50).")]
    [InlineData("move gain 0.5", "draft on toy, edit 1: valence 0.5 of 'gain' is out of range. Expected -1 to 0 for the role hedge.")]
    [InlineData("guard label", "draft on toy, edit 1: guard 'label' is one word. A guard is a phrase: the words around the one that it hides; to silence a word, remove it.")]
    [InlineData("add --", "draft on toy, edit 1: term '--' has no word in it. Expected letters or digits, as in 'profit warning'.")]
    public void An_edit_that_cannot_be_made_is_refused(string edit, string message)
    {
        var words = edit.Split(' ');
        var value = words.Length > 2 ? double.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture) : 0.5;
        Assert.Equal(message, Assert.Throws<InputException>(() => words[0] switch
        {
            "add" => Draft.Add(words[1], value, "x"),
            "remove" => Draft.Remove(words[1], "x"),
            "reweigh" => Draft.Reweigh(words[1], value, "x"),
            "move" => Draft.Move(words[1], Role.Hedge, value, "x"),
            _ => Draft.Guard(words[1], "x"),
        }).Message);
    }

    [Fact]
    public void One_term_cannot_have_two_roles() => Assert.Equal("draft on toy, edit 2: add 'Slump' cannot be made: the term stands there already, as slump (polarity -0.50). Reweigh, move or remove it instead.",
        Assert.Throws<InputException>(() => Draft.Add("slump", -0.5, "x").Add("Slump", -0.5, "x", Role.Negator)).Message);

    [Fact]
    public void An_edit_needs_a_reason_and_a_draft_an_author()
    {
        Assert.Contains("has no reason", Assert.Throws<InputException>(() => Draft.Add("slump", -0.5, " ")).Message);
        Assert.Contains("A draft has an author", Assert.Throws<InputException>(() => Parent.Draft(" ", Day)).Message);
    }

    [Fact]
    public void A_suggestion_is_taken_up_with_its_statistic_and_what_it_was_learned_on()
    {
        var learned = LearnedOn.Of("news", [Article.Of("A slump came.", "1")]);
        var suggestion = new EntrySuggestion(EditKind.Add, "slump", Role.Polarity, -0.6, "log-odds", -3.2, "z", 0.001, 0.01, 14, [], learned, "judged negative in 13 of 14");
        var draft = Draft.Add([suggestion]);
        var entry = Assert.Single(draft.Diff().Changes).After!;
        Assert.Equal(("log-odds on news (1 text)", 14, "judged negative in 13 of 14"), (entry.Source, entry.Evidence, entry.Note));
        Assert.Equal([learned], draft.Learned);
        Assert.Contains("says where to look", Assert.Throws<InputException>(() => Draft.Add(suggestion with { Kind = null })).Message);
    }

    [Fact]
    public void A_draft_moves_to_another_parent_unless_both_changed_one_entry()
    {
        var mine = Draft.Reweigh("gain", 0.4, "x").Add("slump", -0.5, "x");
        var theirs = Draft.Reweigh("crunch", -0.4, "y").Lexicon;
        Assert.Equal(Draft.Reweigh("crunch", -0.4, "y").Reweigh("gain", 0.4, "x").Add("slump", -0.5, "x").Lexicon.Hash, mine.Onto(theirs).Lexicon.Hash);
        var refused = Assert.Throws<InputException>(() => mine.Onto(Draft.Reweigh("gain", 0.6, "y").Lexicon));
        Assert.Equal("reweigh 'gain' +0.40: x (ada, 2026-11-26) cannot be made on toy: there the entry is gain (polarity +0.60), and on toy it is gain (polarity +0.50). Decide which holds, and take the edit out of the draft or make it anew.", refused.Message);
    }

    [Fact]
    public void A_changed_copy_of_the_file_becomes_edits()
    {
        var copy = Lexicon.Of("copy", new Entry("crunch", Role.Polarity, -0.35, "harsher"), new Entry("gain", Role.Polarity, 0.5), new Entry("may", Role.Deamplifier, -0.4), new Entry("slump", Role.Polarity, -0.5) { By = "bob" });
        var draft = Draft.Taking(copy);
        Assert.Equal(copy.Hash, draft.Lexicon.Hash);
        Assert.Equal(["crunch ada", "gain ada", "may ada", "slump bob"], draft.Lexicon.Entries.Select(entry => $"{entry.Term} {entry.By}"));
        Assert.Equal("harsher", draft.Lexicon.Entries[0].Note);
    }

    [Fact]
    public void Overlapping_terms_are_named()
    {
        var diff = Draft.Add("capacity crunch", -0.5, "x").Add("gain may come", 0.2, "y").Diff();
        Assert.Equal(["crunch (polarity -0.30) stands inside capacity crunch (polarity -0.50), which wins where it is found",
            "gain (polarity +0.50) stands inside gain may come (polarity +0.20), which wins where it is found",
            "may (hedge -0.40) stands inside gain may come (polarity +0.20), which wins where it is found"], diff.Overlaps.Select(overlap => overlap.ToString()));
        Assert.StartsWith("toy (4 entries, ", diff.ToString());
        Assert.Contains("2 added, 0 removed, 0 changed", diff.ToString());
    }

    [Fact]
    public void A_change_of_notes_alone_moves_nothing_and_is_counted()
    {
        var noted = Lexicon.Of("toy", Parent.Entries.Select(entry => entry with { Note = "new" }));
        var diff = LexiconDiff.Of(Parent, noted);
        Assert.Equal((0, 4), (diff.Changes.Length, diff.Notes));
    }
}
