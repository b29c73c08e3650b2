using Xunit;

namespace ResearchKit.Tests;

/// <summary>A draft judged against its parent, on labels made by hand.</summary>
public sealed class EvidenceTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    static readonly Lexicon Parent = Lexicon.Of("toy", new Entry("gain", Role.Polarity, 0.5), new Entry("loss", Role.Polarity, -0.5));

    static readonly LexiconDraft Draft = Parent.Draft("ada", new(2026, 11, 26)).Add("slump", -0.5, "falls").Add("dip", -0.5, "falls");

    /// <summary>Texts with a class each; the day counts from 1 January 2026.</summary>
    static Labels Set(params (string Text, int Class, int Day, string Sector)[] items) => Labels.Of("set", items.Select((item, i) => new LabelledText(
        Article.Of(item.Text, $"t{i:000}") with
        {
            PublishedAt = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero).AddDays(item.Day),
            Source = "wire",
            Fields = Article.Of("x").Fields.Add("sector", System.Text.Json.JsonSerializer.SerializeToElement(item.Sector)),
        }, item.Class, null, null, Labels.GroupOf(item.Text))));

    /// <summary>40 texts on 40 days: 10 say slump and are negative, 2 say dip and are positive, 28 are known already.</summary>
    static Labels Forty => Set([.. Enumerable.Range(0, 40).Select(i => i < 10 ? ($"A slump in unit {i}.", -1, i, "mining") : i < 12 ? ($"A dip in tank {i}.", 1, i, "shipping") : ($"A gain at plant {i}.", 1, i, i % 2 == 0 ? "mining" : "shipping"))]);

    [Fact]
    public void The_gain_is_the_share_that_was_mended_less_the_share_that_was_broken()
    {
        var judged = Draft.Evaluate(Forty, Now);
        // 28 right before; slump mends 10, dip (neutral before, negative now) was wrong and stays so.
        Assert.Equal((28 / 40.0, 38 / 40.0), (judged.Evidence.ChampionValue, judged.Evidence.DraftValue));
        Assert.Equal(10 / 40.0, judged.Evidence.Gain.Value, 12);
        Assert.Equal((10, 0), (judged.Mended.Count(), judged.Broken.Count()));
        Assert.Equal(("date", 40, 40), (judged.Evidence.Block, judged.Evidence.Blocks, judged.Evidence.Labels.Texts));
        // Without one slump among 40 draws with replacement there is no gain: (30/40)^40 = 0.00001; so p is as small as 10,000 resamples can say.
        Assert.Equal(2 * (1 + 0) / 10_001.0, judged.Evidence.P, 12);
    }

    [Fact]
    public void The_interval_agrees_with_a_naive_bootstrap()
    {
        var evidence = Draft.Evaluate(Forty, Now).Evidence;
        // An independent one: 40 positions drawn by another generator, 20,000 times; each draw gains a tenth of a slump that it hits.
        var random = 12345u;
        var gains = new double[20_000];
        for (var b = 0; b < gains.Length; b++)
            for (var i = 0; i < 40; i++)
            {
                random = random * 1664525 + 1013904223;
                if ((random >> 8) % 40 < 10) gains[b] += 1 / 40.0;
            }
        Array.Sort(gains);
        Assert.Equal(gains[500], evidence.Gain.Low, 0.03);
        Assert.Equal(gains[19_500], evidence.Gain.High, 0.03);
    }

    [Fact]
    public void More_trials_widen_the_interval_and_raise_the_p()
    {
        var noisy = Set([.. Enumerable.Range(0, 40).Select(i => i < 6 ? ($"A slump in unit {i}.", -1, i, "mining") : i < 7 ? ($"The slump of {i} ended well, a gain of gains.", 1, i, "mining") : ($"A gain at plant {i}.", 1, i, "mining"))]);
        var (one, many) = (Draft.Evaluate(noisy, Now).Evidence, Draft.Evaluate(noisy, Now, trials: 12).Evidence);
        Assert.Equal((1, 12), (one.Trials, many.Trials));
        Assert.Equal(one.Gain, many.Gain);
        Assert.Equal(Math.Min(1, one.P * 12), many.AdjustedP, 12);
        Assert.Equal(one.Gain.Low, one.AdjustedLow);
        Assert.True(many.AdjustedLow < one.AdjustedLow);
    }

    [Fact]
    public void Texts_of_one_block_are_drawn_together()
    {
        // 20 days: all 10 slumps on the first, a gain on each of the others.
        var oneDay = Set([.. Enumerable.Range(0, 29).Select(i => i < 10 ? ($"A slump in unit {i}.", -1, 0, "mining") : ($"A gain at plant {i}.", 1, i - 9, "mining"))]);
        var evidence = Draft.Evaluate(oneDay, Now).Evidence;
        Assert.Equal((20, 0.0), (evidence.Blocks, evidence.Gain.Low));
        // A draw of 20 days lacks the first in (19/20)^20 = 0.358 of all cases; p is twice that.
        Assert.InRange(evidence.P, 2 * 0.34, 2 * 0.38);
    }

    [Fact]
    public void Few_blocks_are_no_evidence()
    {
        var nineteen = Set([.. Enumerable.Range(0, 40).Select(i => ($"A slump in unit {i}.", -1, i % 19, "mining"))]);
        Assert.Equal($"{nineteen} makes 19 blocks by date, too few to tell a gain from chance. Expected at least 20: --block text or date, or more texts.", Assert.Throws<InputException>(() => Draft.Evaluate(nineteen, Now)).Message);
    }

    [Fact]
    public void Equal_texts_stand_in_one_block_whatever_their_days()
    {
        var same = Set([.. Enumerable.Range(0, 10).Select(i => ("A slump again.", -1, i, "mining")), .. Enumerable.Range(0, 20).Select(i => ($"A gain at plant {i}.", 1, 20 + i, "mining"))]);
        Assert.Equal(21, Draft.Evaluate(same, Now).Evidence.Blocks);
    }

    [Fact]
    public void A_part_that_is_chosen_otherwise_than_by_time_is_no_ground_for_a_promotion()
    {
        var mining = Forty.Part(item => item.Article.Fields["sector"].GetString() == "mining");
        var evidence = Draft.Evaluate(mining, Now, options: o => o with { Guarded = [] });
        // Shipping: two dips and the odd plants up to 37; the last text of mining is on day 38.
        Assert.Equal(2 + 13, evidence.Evidence.Labels.LeftOut);
        Assert.Contains(evidence.Refusals(new PromotionRules { MinimumTexts = 1 }), line => line.StartsWith("part: 15 texts of the set and of that time were left out.", StringComparison.Ordinal));
        // By time alone, or because the draft was learned on the rest, is another matter.
        Assert.Equal(0, Draft.Evaluate(Forty.Split(new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero)).Recent, Now).Evidence.Labels.LeftOut);
        var others = Forty.Part(item => item.Article.Fields["sector"].GetString() == "shipping");
        Assert.Equal(0, Draft.Knowing(LearnedOn.Of(others) with { From = null, Until = null }).Evaluate(mining, Now).Evidence.Labels.LeftOut);
    }

    [Fact]
    public void Another_metric_method_part_or_seed_is_another_look()
    {
        var looks = new[] { Draft.Evaluate(Forty, Now), Draft.Evaluate(Forty, Now, options: o => o with { Metric = "macroF1" }), Draft.Evaluate(Forty, Now, options: o => o with { Seed = 2 }), Draft.Evaluate(Forty, Now, options: o => o with { Block = "text" }),
            Draft.Evaluate(Forty, Now, options: o => o with { Method = "ratio:polarity" }), Draft.Evaluate(Forty.Split(new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero)).Recent, Now), Draft.Evaluate(Forty, Now.AddDays(1)) };
        Assert.Equal(6, looks.Select(look => look.Evidence.Look).Distinct().Count());
        Assert.Equal(["metric", "method"], new[] { looks[1], looks[4] }.SelectMany(look => look.Refusals(new PromotionRules { MinimumTexts = 1 })).Select(line => line.Split(':')[0]).Where(rule => rule is "metric" or "method"));
    }

    [Fact]
    public void Blocks_are_of_something_that_every_text_has() => Assert.StartsWith("set: 't000' has no luck to make blocks by. Expected --block date, text, story", Assert.Throws<InputException>(() => Draft.Evaluate(Forty, Now, options: o => o with { Block = "luck" })).Message);

    [Fact]
    public void A_draft_that_changes_nothing_is_not_judged() => Assert.Contains("there is nothing to judge", Assert.Throws<InputException>(() => Parent.Draft("ada", new(2026, 11, 26)).Evaluate(Forty, Now)).Message);

    [Fact]
    public void The_hash_of_a_set_does_not_hang_on_the_order_of_its_texts() => Assert.Equal(Forty.SetHash, Labels.Of("set", Forty.Reverse()).SetHash);

    [Fact]
    public void Guarded_parts_are_judged_by_themselves()
    {
        var evidence = Parent.Draft("ada", new(2026, 11, 26)).Add("slump", -0.5, "falls").Reweigh("gain", 0.01, "much too weak").Evaluate(Forty, Now).Evidence;
        // 14 plants in mining and 14 in shipping lose their class; mining wins 10 slumps.
        Assert.Equal(["period=2026-Q1 (40 texts)", "sector=mining (24 texts)", "sector=shipping (16 texts)", "source=wire (40 texts)"], evidence.Groups.Select(group => group.ToString().Split(':')[0]));
        Assert.Equal((10 - 14) / 24.0, evidence.Groups[1].Gain.Value, 12);
        Assert.Equal(-14 / 16.0, evidence.Groups[2].Gain.Value, 12);
        Assert.Contains("theme", evidence.Guarded);
    }

    [Fact]
    public void Rules_refuse_few_texts_no_gain_and_a_part_that_loses()
    {
        var judged = Parent.Draft("ada", new(2026, 11, 26)).Add("slump", -0.5, "falls").Reweigh("gain", 0.01, "much too weak").Evaluate(Forty, Now);
        var refusals = judged.Refusals(new PromotionRules { GuardedTexts = 10 });
        Assert.Equal(["minimumTexts", "margin", "guards.period", "guards.sector", "guards.sector", "guards.source"], refusals.Select(line => line.Split(':')[0]));
        Assert.Contains("shipping loses 0.8750 of accuracy on 16 texts. Expected at most 0.0500", refusals[4]);
        Assert.Empty(Draft.Evaluate(Forty, Now).Refusals(new PromotionRules { MinimumTexts = 40 }));
        Assert.Single(Draft.Evaluate(Forty, Now, options: o => o with { Guarded = ["sector"] }).Refusals(new PromotionRules { MinimumTexts = 40, Guards = new PromotionRules().Guards.Remove("theme").Remove("source") }), line => line.StartsWith("guards.period: the evaluation did not look", StringComparison.Ordinal));
    }

    [Fact]
    public void A_draft_cannot_be_judged_on_what_it_was_learned_on()
    {
        var known = Draft.Knowing(LearnedOn.Of(Forty.Part(item => item.Article.Id == "t007")));
        Assert.Equal($"The draft cannot be judged on {Forty}: 1 of its 40 texts are among those of set (1 text, 2026-01-08 to 2026-01-08), on which it was learned. Expected texts that it has not seen: another set, or the part of this one that came later (--from DATE).",
            Assert.Throws<InputException>(() => known.Evaluate(Forty, Now)).Message);
    }

    [Fact]
    public void A_draft_cannot_be_judged_in_the_time_that_it_was_learned_in()
    {
        var (past, recent) = Forty.Split(new(2026, 1, 21, 0, 0, 0, TimeSpan.Zero));
        var others = past.Select(item => item.Article with { Paragraphs = [item.Article.Text + " Another text of the day."] });
        var draft = Draft.Knowing(LearnedOn.Of("others", others));
        Assert.Contains("20 of its 20 texts, t000 the first, fall into the time of others", Assert.Throws<InputException>(() => draft.Evaluate(past, Now)).Message);
        Assert.Equal(20, draft.Evaluate(recent, Now).Evidence.Labels.Texts);
        Assert.Equal((Forty.SetHash, recent.Hash), (draft.Evaluate(recent, Now).Evidence.Labels.SetHash, draft.Evaluate(recent, Now).Evidence.Labels.Hash));
    }

    [Fact]
    public void Evidence_is_read_back_and_a_changed_digit_is_found()
    {
        using var folder = new ArticleFolder();
        var evidence = Draft.Evaluate(Forty, Now).Evidence;
        evidence.Write(folder["e.json"]);
        Assert.Equal(evidence.Hash, Evidence.Read(folder["e.json"]).Hash);
        var forged = folder.Put("f.json", File.ReadAllText(folder["e.json"]).Replace("\"trials\": 1,", "\"trials\": 2,", StringComparison.Ordinal));
        Assert.Contains("but what it holds hashes to", Assert.Throws<InputException>(() => Evidence.Read(forged)).Message);
        Assert.Contains("is no evaluation", Assert.Throws<InputException>(() => Evidence.Read(folder.Put("g.json", "{\"hash\":\"x\"}"))).Message);
        Assert.Contains("is no evaluation", Assert.Throws<InputException>(() => Evidence.Read(folder.Put("h.json", File.ReadAllText(folder["e.json"])[..200]))).Message);
    }

    [Fact]
    public void A_metric_of_scores_needs_scores()
    {
        Assert.Contains("mae needs scores", Assert.Throws<InputException>(() => Draft.Evaluate(Forty, Now, options: o => o with { Metric = "mae" })).Message);
        Assert.Equal("Metric 'luck' is not known. Available: accuracy, macroF1, mae, pearson, spearman.", Assert.Throws<InputException>(() => Draft.Evaluate(Forty, Now, options: o => o with { Metric = "luck" })).Message);
        var scored = Labels.Of("s", Forty.Select(item => item with { Score = item.Class * 0.4 }));
        var mae = Draft.Evaluate(scored, Now, options: o => o with { Metric = "mae" }).Evidence;
        Assert.Equal(mae.ChampionValue - mae.DraftValue, mae.Gain.Value, 12);
    }

    [Fact]
    public void The_same_bits_whatever_the_order_of_the_texts_and_the_culture() => ArticleFolder.UnderCulture("tr-TR", () =>
    {
        var (one, other) = (Draft.Evaluate(Forty, Now).Evidence, Draft.Evaluate(Labels.Of("set", Forty.Reverse()), Now).Evidence);
        Assert.Equal((one.Gain, one.P), (other.Gain, other.P));
        Assert.Equal(one.Groups, other.Groups);
    });
}
