using Xunit;
using static ResearchKit.Tests.RegistryFolder;

namespace ResearchKit.Tests;

/// <summary>What stands against a promotion to champion: everything, at once.</summary>
public sealed class PromotionGateTests : IDisposable
{
    readonly RegistryFolder folder = new RegistryFolder().Founded();

    Registry Registry => folder.Registry;

    public void Dispose() => folder.Dispose();

    string[] Refusals(LexiconDraft draft, Evidence? evidence, string? approvedBy = "bob", DateTimeOffset? at = null) =>
        Assert.Throws<InputException>(() => Registry.Promote(draft, evidence, "ada", approvedBy, "why", at ?? Day2)).Message.Split('\n');

    string Refusal(LexiconDraft draft, Evidence? evidence, string? approvedBy = "bob") => Assert.Single(Refusals(draft, evidence, approvedBy));

    [Fact]
    public void Everything_that_stands_against_it_is_listed_at_once()
    {
        File.WriteAllText(folder[Name, "regressions.csv"], "text,label,why\nA gloomy day.,positive,a joke\n");
        var lines = Refusals(folder.Draft(), null, " ADA ", Day1.AddSeconds(-1));
        Assert.Equal(["time", "regression", "evidence", "approval"], lines.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
        Assert.Equal("time: 2026-01-05T08:59:59Z lies before 2026-01-05T09:00:00Z, when event 1 was. Expected a time not before it: look at the clock.", lines[0]);
        Assert.Single(Registry.History(Name));
    }

    [Fact]
    public void Evidence_is_of_these_words() =>
        Assert.StartsWith($"evidence: it is of widgets ({folder.Draft("grand").Lexicon.Hash[..8]}), and this is {folder.Draft().Lexicon.Hash[..8]}…. Expected", Refusal(folder.Draft(), folder.Recorded(folder.Draft("grand"))));

    [Fact]
    public void Evidence_stands_in_the_ledger()
    {
        var draft = folder.Draft();
        Registry.Ledger.Record(Evidence(draft) with { Seed = 2 });
        Assert.StartsWith("ledger: no trial has the evidence ", Refusal(draft, Evidence(draft)));
    }

    [Fact]
    public void Evidence_for_another_alias_stands_in_the_ledger_too()
    {
        var draft = folder.Draft();
        Assert.StartsWith("ledger: no trial has the evidence ", Assert.Throws<InputException>(() => Registry.Promote(draft, Evidence(draft), "ada", null, "why", Day2, "candidate")).Message);
        Assert.Equal(2, Registry.Promote(draft, folder.Recorded(draft), "ada", null, "why", Day2, "candidate").Version);
        Assert.Empty(Registry.Verify());
    }

    [Fact]
    public void A_draft_belongs_to_the_lexicon_whose_words_it_was_made_on_whatever_their_file_was_called()
    {
        var draft = Lexicon.Of("copy", Words.Entries).Draft("ada", new(2026, 1, 5)).Add("shiny", 0.4, "seen in reviews");
        var made = Registry.Promote(draft, folder.Recorded(draft), "ada", "bob", "why", Day2);
        Assert.Equal(("widgets@2", 1), (made.Reference, made.Parent));
        Assert.Equal(Licence.Mit, Registry.Champion(Name).Licence);
    }

    [Fact]
    public void Evidence_corrects_for_every_draft_that_was_tried_since()
    {
        var (draft, other) = (folder.Draft(), folder.Draft("grand"));
        var evidence = folder.Recorded(draft);
        folder.Recorded(other, 2);
        Assert.Equal("ledger: the evaluation corrects for 1 trial on news, and by now there are 2. Expected it to correct for all of them: evaluate again, which costs no trial.", Refusal(draft, evidence));
        Assert.Equal(2, Registry.Promote(draft, folder.Recorded(draft, 2), "ada", "bob", "why", Day2).Version);
    }

    [Fact]
    public void Evidence_satisfies_the_rules_of_the_folder()
    {
        (new PromotionRules { MinimumTexts = 401, Margin = 0.02 }).Write(folder["rules.json"]);
        var draft = folder.Draft();
        Assert.Equal(["minimumTexts: 400 texts were judged. Expected at least 401: take a larger set.",
            "margin: the gain in accuracy is +0.0500, and its lower end for 1 trial +0.0100. Expected more than 0.0200: 1 trial on news; this one gains +5.0 points of accuracy; adjusted p = 0.001: evidence of a gain."], Refusals(draft, folder.Recorded(draft)));
    }

    [Fact]
    public void Nobody_approves_what_he_wrote_in_any_case_or_width()
    {
        var draft = folder.Draft().With(new EntryEdit(EditKind.Add, "dull", null, -0.3, "seen too", "Cyd Ray", new(2026, 1, 5)));
        var evidence = folder.Recorded(draft);
        foreach (var name in new[] { "ada", " Ada", "CYD  RAY", "ｃｙｄ ray" }) Assert.StartsWith("approval: ", Refusal(draft, evidence, name));
        Assert.StartsWith("approval: nobody has approved.", Refusal(draft, evidence, null));
        (new PromotionRules { TwoPeople = false }).Write(folder["rules.json"]);
        Assert.Null(Registry.Promote(draft, evidence, "ada", null, "alone", Day2).ApprovedBy);
    }

    [Fact]
    public void Who_wrote_a_candidate_does_not_approve_the_same_words_when_another_brings_them()
    {
        Registry.Promote(folder.Draft(), null, "ada", null, "to be looked at", Day2, "candidate");
        var again = folder.Draft(by: "cyd");
        var evidence = folder.Recorded(again);
        Assert.StartsWith("approval: ada approves what ada wrote.", Refusal(again, evidence, "ada"));
        Assert.StartsWith("approval: cyd approves what cyd wrote.", Refusal(again, evidence, "cyd"));
    }

    [Fact]
    public void A_draft_on_a_champion_that_has_gone_is_told_who_promoted_what()
    {
        var (first, late) = (folder.Draft(), folder.Draft("grand"));
        var evidence = folder.Recorded(late, 2);
        folder.Promoted(first, Day2, 2);
        var lines = Refusals(late, evidence);
        Assert.StartsWith("parent: it was made on widgets@1, and champion is widgets@2: 2. 2026-01-06T09:00:00Z promote widgets@2 as champion, after 1: it reads better (by ada; written by ada; approved by bob; ", lines[0]);
        Assert.EndsWith("Expected a draft on the champion: move the draft with ./kit lexicon draft FILE --onto champion, and evaluate again.", lines[0]);
        Assert.StartsWith($"evidence: it is against widgets@1 ({Words.Hash[..8]}), and champion is widgets@2", lines[1]);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public void The_champion_s_own_words_are_no_change()
    {
        var draft = folder.Draft();
        folder.Promoted(draft, Day2);
        Assert.StartsWith("change: these are the words of widgets@2, which is champion already (2. ", Refusals(draft, Evidence(draft))[0]);
        Assert.Contains("parent: widgets@1 was champion before, and is no draft on widgets@2. Expected ./kit lexicon rollback --to 1.", Assert.Throws<InputException>(() => Registry.Promote("widgets@1", null, "ada", "bob", "why", Day3)).Message);
    }

    [Fact]
    public void A_draft_on_words_from_elsewhere_is_no_version_s()
    {
        var elsewhere = Lexicon.Of(Name, new Entry("odd", Role.Polarity, -0.1)).With(Licence.Mit).Draft("ada", new(2026, 1, 5)).Add("even", 0.1, "why");
        Assert.Contains("parent: it was made on what is no version of the registry, and champion is widgets@1", Refusals(elsewhere, null)[0]);
        Assert.StartsWith("parent: it was made on what is no version of widgets. Expected a draft on one of widgets@1.", Assert.Throws<InputException>(() => Registry.Promote(elsewhere, null, "ada", null, "why", Day2, "candidate")).Message);
        Assert.StartsWith("change: it has none.", Assert.Throws<InputException>(() => Registry.Promote(Registry.Champion(Name).Draft("ada", new(2026, 1, 5)), null, "ada", null, "why", Day2, "candidate")).Message);
    }

    [Fact]
    public void Regression_sentences_keep_their_class()
    {
        File.WriteAllText(folder[Name, "regressions.csv"], "text,label,why\nA shiny day.,neutral,it glitters\nA shiny day.,silent,it glitters\nA splendid day.,positive,\nA plain day.,neutral,no word\n");
        Assert.Equal(["regression: R/widgets/regressions.csv(2): 'A shiny day.' is positive (+0.365). Expected neutral: it glitters.", "regression: R/widgets/regressions.csv(3): 'A shiny day.' is positive (+0.365). Expected silent: it glitters."],
            Assert.Throws<InputException>(() => Registry.Promote(folder.Draft(), null, "ada", null, "why", Day2, "candidate")).Message.Split('\n').Select(line => line.Replace($"({folder.Draft().Lexicon.Scorer().Score("A shiny day.").Value.ToString("+0.000", System.Globalization.CultureInfo.InvariantCulture)})", "(+0.365)")));
        folder.Promoted(folder.Draft("grand"), Day2);
    }

    [Theory]
    [InlineData("text,label\nA day.,positive\n", "R/widgets/regressions.csv(1): column 'why' is missing. Found: text, label.")]
    [InlineData("text,label,why\nA day.,good,\n", "R/widgets/regressions.csv(2): label 'good' is not known. Available: negative, neutral, positive, silent.")]
    [InlineData("text,label,why\n ,positive,\n", "R/widgets/regressions.csv(2): text is blank. Expected a sentence.")]
    public void Regression_sentences_that_cannot_be_read_are_no_reason_to_promote(string csv, string message)
    {
        File.WriteAllText(folder[Name, "regressions.csv"], csv);
        Assert.StartsWith(message, Assert.Throws<InputException>(() => Registry.Promote(folder.Draft(), null, "ada", null, "why", Day2, "candidate")).Message);
        Assert.StartsWith("R/widgets/regressions.csv: cannot be used: " + message, Assert.Single(Registry.Verify()).ToString());
    }

    [Fact]
    public void The_history_says_by_which_rules_and_sentences_and_a_change_of_them_is_noted()
    {
        new PromotionRules().Write(folder["rules.json"]);
        folder.Promoted(folder.Draft(), Day2);
        Assert.Empty(Registry.Verify());
        (new PromotionRules { MinimumTexts = 300 }).Write(folder["rules.json"]);
        Assert.Equal("note: R/rules.json: is not what event 2 (widgets@2) was judged by. Expected that it was changed on purpose: git says by whom.", Assert.Single(Registry.Verify()).ToString());
    }
}
