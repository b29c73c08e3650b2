using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

public sealed class LogOddsTests
{
    static readonly Labels Four = MadeTexts.Labels(("crane ferry", 1), ("crane keel", 1), ("ferry keel", -1), ("crane mast", 0));

    static ImmutableArray<EntrySuggestion> Suggested(Labels labels, Lexicon? lexicon = null, Func<LogOddsOptions, LogOddsOptions>? options = null) =>
        Suggest.LogOdds(labels, lexicon ?? MadeTexts.Small, options ?? (o => o with { MinTexts = 1, MaxWords = 1, ValencePrior = 0, Prior = 0.5 }));

    /// <summary>Two-sided p by Simpson's rule.</summary>
    static double P(double z)
    {
        const int Steps = 2000;
        double Density(int i) => Math.Exp(-Math.Pow(Math.Abs(z) * i / Steps, 2) / 2) / Math.Sqrt(2 * Math.PI);
        var inner = Enumerable.Range(0, Steps + 1).Sum(i => Density(i) * (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2)) * Math.Abs(z) / Steps / 3;
        return 1 - 2 * inner;
    }

    [Fact]
    public void Four_texts_are_worked_by_hand()
    {
        // Texts that hold: crane 2 positive, 0 negative, 3 in all; ferry and keel 1, 1, 2; mast 0, 0, 1. Sums 4, 2 and 8; the prior is half of the last, 4.
        var crane = (Math.Log((2 + 1.5) / (4 + 4 - 2 - 1.5)) - Math.Log((0 + 1.5) / (2 + 4 - 0 - 1.5))) / Math.Sqrt(1 / (2 + 1.5) + 1 / (0 + 1.5));
        var ferry = (Math.Log((1 + 1.0) / (4 + 4 - 1 - 1.0)) - Math.Log((1 + 1.0) / (2 + 4 - 1 - 1.0))) / Math.Sqrt(1 / (1 + 1.0) + 1 / (1 + 1.0));
        var mast = (Math.Log(0.5 / (4 + 4 - 0.5)) - Math.Log(0.5 / (2 + 4 - 0.5))) / Math.Sqrt(1 / 0.5 + 1 / 0.5);
        var found = Suggested(Four);
        Assert.Equal(["crane", "ferry", "keel", "mast"], found.Select(one => one.Term));
        foreach (var (one, z) in found.Zip([crane, ferry, ferry, mast])) Assert.Equal(z, one.Statistic, 1e-12);
        // The mean class is a quarter; a class is worth a half. Crane: mean (1 + 1 + 0)/3 − 1/4, times a half, is 0.208…
        Assert.Equal([0.20, -0.15, -0.15, -0.15], found.Select(one => one.Valence!.Value));
        double[] p = [P(crane), P(ferry), P(ferry), P(mast)];
        foreach (var (one, expected) in found.Zip(p)) Assert.Equal(expected, one.P!.Value, 1e-9);
        // Benjamini and Hochberg: the largest p keeps itself; before it p·4/rank, and never more than what follows.
        var last = p[3];
        var middle = Math.Min(last, p[1] * 4 / 3);
        Assert.Equal(Math.Min(middle, p[0] * 4), found[0].Q!.Value, 1e-9);
        Assert.Equal([middle, middle, last], found.Skip(1).Select(one => one.Q!.Value), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([3, 2, 2, 1], found.Select(one => one.Evidence));
        Assert.Equal("judged positive in 2 of 3 texts, negative in 0", found[0].Why);
        Assert.Equal((EditKind.Add, "log-odds", "z", Role.Polarity), (found[0].Kind, found[0].Method, found[0].Unit, found[0].Role));
        Assert.Equal(LearnedOn.Of(Four), found[0].LearnedOn);
        Assert.Equal(["t0: ‹crane› ferry", "t1: ‹crane› keel", "t3: ‹crane› mast"], found[0].Examples.Select(example => example.ToString()));
    }

    [Fact]
    public void Drawn_texts_agree_with_a_naive_count()
    {
        var drawn = MadeTexts.Drawn(120, seed: 3);
        var labels = MadeTexts.Labels([.. drawn.Select(text => (MadeTexts.Written(text.Clauses), text.Class))]);
        var held = MadeTexts.Count([.. drawn.Select(text => text.Clauses)], 1, words => words[0] is not ("of" or "the"));
        int Of(string term, int judged) => held[term].Count(text => drawn[text].Class == judged);
        double n1 = held.Keys.Sum(term => Of(term, 1)), n2 = held.Keys.Sum(term => Of(term, -1)), a0 = 0.1 * held.Values.Sum(texts => texts.Count);
        var found = Suggest.LogOdds(labels, MadeTexts.Small, o => o with { MaxWords = 1, ValencePrior = 0 });
        Assert.InRange(found.Length, 2, held.Count);
        Assert.All(found, one =>
        {
            double y1 = Of(one.Term, 1), y2 = Of(one.Term, -1), a = 0.1 * held[one.Term].Count;
            var delta = Math.Log((y1 + a) / (n1 + a0 - y1 - a)) - Math.Log((y2 + a) / (n2 + a0 - y2 - a));
            Assert.Equal(delta / Math.Sqrt(1 / (y1 + a) + 1 / (y2 + a)), one.Statistic, 1e-10);
            Assert.Equal(Math.Sign(one.Statistic), Math.Sign(one.Valence!.Value));
            Assert.Equal(held[one.Term].Count, one.Evidence);
        });
        Assert.Equal(found.OrderByDescending(one => Math.Abs(one.Statistic)).Select(one => one.Term), found.Select(one => one.Term));
    }

    [Fact]
    public void An_entry_of_the_other_sign_is_reweighed_and_one_that_agrees_is_left()
    {
        var labels = MadeTexts.Labels(("calm quay", -1), ("calm mast", -1), ("calm keel", -1), ("not calm sail", 1), ("crane", 1), ("ferry", 1), ("storm", -1), ("storm tide", -1));
        var found = Suggested(labels);
        var calm = Assert.Single(found, one => one.Kind == EditKind.Reweigh);
        Assert.Equal("calm", calm.Term);
        Assert.True(calm.Valence < 0);
        Assert.Equal("judged negative in 3 of 3 texts, positive in 0, where it counts +0.40", calm.Why);
        Assert.DoesNotContain(found, one => one.Term is "storm" or "not");
        Assert.Equal(calm.Valence, MadeTexts.Small.Draft("ada", MadeTexts.Day).Add(found).Lexicon.Entries.Single(entry => entry.Term == "calm").Valence);
    }

    [Fact]
    public void Scores_give_the_valence_where_every_text_has_one()
    {
        var labels = Labels.Of("scored", [MadeTexts.Judged("crane", null, 0.8), MadeTexts.Judged("crane quay", null, 0.6), MadeTexts.Judged("mast", null, -0.4), MadeTexts.Judged("mast keel", null, -0.6)]);
        // Mean of all 0.1; of crane 0.7; less 0.1, drawn by two texts more: 2·0.6/(2 + 2) = 0.3.
        Assert.Equal(0.3, Suggested(labels, options: o => o with { MinTexts = 2, MaxWords = 1, ValencePrior = 2 }).Single(one => one.Term == "crane").Valence);
    }

    [Fact]
    public void A_longer_term_that_says_no_more_is_left_out()
    {
        (string, int)[] texts = [.. Enumerable.Range(0, 6).Select(i => ($"crane quay w{i}", 1)), .. Enumerable.Range(0, 6).Select(i => ($"crane x{i} quay", 1)), .. Enumerable.Range(0, 12).Select(i => ($"mast y{i}", -1))];
        var found = Suggested(MadeTexts.Labels(texts), options: o => o with { ValencePrior = 0 }).Select(one => one.Term).ToList();
        Assert.Equal(["crane", "mast", "quay"], found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Equal_texts_count_once_and_texts_judged_both_ways_not_at_all()
    {
        var labels = Labels.Of("made", [.. Four, MadeTexts.Judged("crane ferry", 1, id: "again"), MadeTexts.Judged("tide crane", 1, target: "Halvane", id: "b"), MadeTexts.Judged("tide crane", -1, target: "Corvane", id: "c")]);
        var found = Suggested(labels);
        Assert.Equal(Suggested(Four).Select(one => (one.Term, one.Statistic, one.Evidence)), found.Select(one => (one.Term, one.Statistic, one.Evidence)));
        Assert.Equal("judged positive in 2 of 3 texts, negative in 0; 1 text judged both ways left out", found[0].Why);
    }

    [Fact]
    public void Order_and_culture_change_nothing()
    {
        var drawn = MadeTexts.Drawn(80, seed: 5);
        LabelledText[] items = [.. MadeTexts.Labels([.. drawn.Select(text => (MadeTexts.Written(text.Clauses).Replace("tide", "IİIı", StringComparison.Ordinal), text.Class))])];
        static string All(IEnumerable<LabelledText> items) => Suggest.LogOdds(Labels.Of("made", items), MadeTexts.Small, o => o with { MinTexts = 2, ValencePrior = 0 }).Bits();
        var expected = All(items);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, All(items.Reverse()));
        ArticleFolder.UnderCulture("tr-TR", () => Assert.Equal(expected, All(items)));
    }

    [Fact]
    public void A_draft_takes_all_that_is_suggested()
    {
        var labels = Labels.Read(Repository.File("data", "labels", "summaries.csv"));
        var found = Suggest.LogOdds(labels, Repository.Finance, o => o with { Most = 10_000 });
        Assert.InRange(found.Length, 50, 10_000);
        var draft = Repository.Finance.Draft("ada", MadeTexts.Day).Add(found);
        Assert.Equal(found.Length, draft.Edits.Length);
        Assert.Equal(LearnedOn.Of(labels), Assert.Single(draft.Learned));
        Assert.All(found, one => Assert.InRange(one.Q!.Value, one.P!.Value - 1e-12, 1));
    }

    [Fact]
    public void What_cannot_be_used_is_refused()
    {
        void Refused(string message, Labels labels, Func<LogOddsOptions, LogOddsOptions>? options = null) => Assert.Equal(message, Assert.Throws<InputException>(() => Suggest.LogOdds(labels, MadeTexts.Small, options)).Message);
        Refused("Option MaxWords is 6. Expected 1 to 5.", Four, o => o with { MaxWords = 6 });
        Refused("Option MinTexts is 0. Expected 1 to 1000000.", Four, o => o with { MinTexts = 0 });
        Refused("Option Prior is 0. Expected 0.001 to 100.", Four, o => o with { Prior = 0 });
        Refused("Option ClassScore is NaN. Expected 0.001 to 1.", Four, o => o with { ClassScore = double.NaN });
        Refused("Option ValencePrior is -1. Expected 0 to 1000.", Four, o => o with { ValencePrior = -1 });
        Refused("Option Most is 0. Expected 1 to 1000000.", Four, o => o with { Most = 0 });
        Refused("made: 1 different texts are judged positive and 0 negative. Expected at least one of each.", MadeTexts.Labels(("crane", 1), ("keel", 0)));
        Refused("made: no English text with one judgement; 1 are judged differently for different companies. Expected at least one.", MadeTexts.Labels(("crane", 1), ("crane", -1)));
        Assert.Empty(Suggest.LogOdds(Four, MadeTexts.Small));
    }

    [Fact]
    public void Q_is_benjamini_and_hochbergs()
    {
        // Sorted 0.01, 0.02, 0.03, 0.5 of 4: 0.04, 0.04, 0.04, 0.5.
        var q = FalseDiscovery.BenjaminiHochberg([0.03, 0.5, 0.01, 0.02]);
        double[] expected = [0.03 * 4 / 3, 0.5, Math.Min(0.01 * 4, 0.03 * 4 / 3), Math.Min(0.02 * 4 / 2, 0.03 * 4 / 3)];
        Assert.Equal(expected, q);
        Assert.Empty(FalseDiscovery.BenjaminiHochberg([]));
        Assert.Equal([1.0], FalseDiscovery.BenjaminiHochberg([1.0]));
    }
}
