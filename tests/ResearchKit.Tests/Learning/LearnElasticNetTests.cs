using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Weights of terms learned from labels.</summary>
public sealed class LearnElasticNetTests
{
    static readonly Lexicon Few = Lexicon.Of("few", new Entry("gain", Role.Polarity, 0.5), new Entry("loss", Role.Polarity, -0.8), new Entry("not", Role.Negator, -0.75));

    static readonly ImmutableArray<string> Fillers = ["desk", "window", "table", "river", "paper", "garden", "stone", "bridge", "kettle", "carpet"];

    static LabelledText Judged(string text, double score, int id) => new(Article.Of(text, $"t{id:000}"), null, score, null, Labels.GroupOf(text));

    /// <summary>Texts of eight words, each judged 0.1 and the weights of the planted ones in it, with noise of ±0.05.</summary>
    static Labels Planted(params (string Word, double Weight)[] planted)
    {
        var draws = new Draws(11);
        return Labels.Of("planted", Enumerable.Range(0, 200).Select(i =>
        {
            var words = Enumerable.Range(0, 7).Select(_ => draws.Below(4) == 0 ? planted[draws.Below(planted.Length)].Word : Fillers[draws.Below(Fillers.Length)]).ToList();
            var score = 0.1 + planted.Where(each => words.Contains(each.Word)).Sum(each => each.Weight) + 0.1 * (draws.Share() - 0.5);
            return Judged($"a {string.Join(" and ", words)}", score, i);
        }));
    }

    static string Refusal(Func<object> act) => Assert.Throws<InputException>(act).Message;

    [Fact]
    public void Planted_weights_come_back_in_order_with_their_signs()
    {
        var labels = Planted(("flourish", 0.4), ("wobble", -0.3), ("sag", -0.15));
        var found = Learn.ElasticNet(labels, Few, o => o with { MaxWords = 1 });
        Assert.Equal(["flourish", "wobble", "sag"], found.Take(3).Select(s => s.Term));
        Assert.Equal(0.4, found[0].Statistic, 0.06);
        Assert.Equal(-0.3, found[1].Statistic, 0.06);
        Assert.Equal(-0.15, found[2].Statistic, 0.06);
        Assert.All(found.Skip(3), s => Assert.InRange(Math.Abs(s.Statistic), 0, 0.03));
        // Two entries are too few to tell what a weight is worth: it is its own valence, in steps of 0.05.
        Assert.All(found, s => Assert.Equal(Math.Round(s.Statistic * 20) / 20, s.Valence!.Value, 1e-12));
        Assert.All(found, s =>
        {
            Assert.Equal((EditKind.Add, Role.Polarity, "elastic net", "weight"), (s.Kind!.Value, s.Role, s.Method, s.Unit));
            Assert.Equal((null, null), (s.P, s.Q));
            Assert.Equal(labels.Count(item => item.Article.Text.Contains(s.Term, StringComparison.Ordinal)), s.Evidence);
            Assert.Equal(3, s.Examples.Length);
            Assert.Equal(LearnedOn.Of(labels), s.LearnedOn);
        });
        Assert.Contains("R² out of fold 0.9", found[0].Why, StringComparison.Ordinal);
        Assert.Equal(found.Length, Few.Draft("ada", new(2026, 1, 1)).Add(found).Edits.Length);
    }

    [Fact]
    public void What_the_lexicon_says_already_is_not_proposed_again()
    {
        var labels = Planted(("gain", 0.4), ("wobble", -0.3));
        Assert.Equal("wobble", Learn.ElasticNet(labels, Few, o => o with { MaxWords = 1 })[0].Term);
        var whole = Learn.ElasticNet(labels, Few, o => o with { MaxWords = 1, Residual = false });
        Assert.DoesNotContain(whole, s => s.Term == "gain");
        Assert.DoesNotContain("the lexicon alone", whole[0].Why, StringComparison.Ordinal);
        Assert.Contains("by the lexicon alone", Learn.ElasticNet(labels, Few, o => o with { MaxWords = 1 })[0].Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_entry_with_the_wrong_sign_is_reweighed(bool residual)
    {
        var found = Learn.ElasticNet(Planted(("loss", 0.4), ("wobble", -0.3)), Few, o => o with { MaxWords = 1, Residual = residual, OneStandardError = false });
        var entry = Assert.Single(found, s => s.Term == "loss");
        Assert.Equal(EditKind.Reweigh, entry.Kind);
        Assert.True(entry.Valence > -0.8 && entry.Statistic > 0);
        Assert.StartsWith("stands at -0.80; texts with it are judged higher than", entry.Why, StringComparison.Ordinal);
        Few.Draft("ada", new(2026, 1, 1)).Add(found);
    }

    [Fact]
    public void The_largest_weight_can_stand_for_a_valence_and_the_others_in_proportion()
    {
        var found = Learn.ElasticNet(Planted(("flourish", 0.4), ("wobble", -0.3)), Few, o => o with { MaxWords = 1, Strongest = 0.9 });
        Assert.Equal(0.9, found[0].Valence);
        Assert.Equal(Math.Round(0.9 * found[1].Statistic / found[0].Statistic * 20) / 20, found[1].Valence!.Value, 1e-12);
    }

    [Fact]
    public void A_weight_is_worth_what_the_lexicons_own_entries_are()
    {
        // Ten entries, every other one positive, have the valence ±0.9 where they move a judgement by about ±0.3.
        var known = Fillers.Select((word, i) => (Word: word, Weight: i % 2 == 0 ? 0.3 : -0.3)).ToArray();
        var lexicon = Lexicon.Of("ten", known.Select(each => new Entry(each.Word, Role.Polarity, 3 * each.Weight)));
        var draws = new Draws(13);
        var labels = Labels.Of("worth", Enumerable.Range(0, 300).Select(i =>
        {
            var word = known[draws.Below(10)];
            var flourishes = draws.Below(4) == 0;
            return Judged($"a {word.Word} {(flourishes ? "with flourish" : "with nothing")} in number {i}", word.Weight + (flourishes ? 0.2 : 0), i);
        }));
        var mean = labels.Average(item => item.Score!.Value);
        double cross = 0, squares = 0;
        foreach (var entry in lexicon.Entries)
        {
            var holding = labels.Where(item => item.Article.Text.Contains(entry.Term, StringComparison.Ordinal)).ToList();
            var effect = holding.Average(item => item.Score!.Value) - mean;
            cross += holding.Count * effect * entry.Valence;
            squares += holding.Count * effect * effect;
        }
        var flourish = Learn.ElasticNet(labels, lexicon, o => o with { MaxWords = 1 }).Single(s => s.Term == "flourish");
        Assert.InRange(cross / squares, 2.5, 3.5);
        Assert.Equal(Math.Round(cross / squares * flourish.Statistic * 20) / 20, flourish.Valence!.Value, 1e-12);
    }

    [Fact]
    public void Texts_that_stand_there_twice_change_nothing_for_they_are_in_one_fold()
    {
        var labels = Planted(("flourish", 0.4), ("wobble", -0.3));
        var twice = Labels.Of("planted", labels.Concat(labels.Select((item, i) => item with { Article = item.Article with { Id = $"u{i:000}", Paragraphs = [item.Article.Text.ToUpperInvariant()] } })));
        Assert.Equal(Figures(Learn.ElasticNet(labels, Few)), Figures(Learn.ElasticNet(twice, Few)));
    }

    [Fact]
    public void Neither_the_order_of_the_texts_nor_the_culture_changes_a_bit()
    {
        var labels = Planted(("flourish", 0.4), ("wobble", -0.3), ("gain", -0.2));
        var expected = Figures(Learn.ElasticNet(labels, Few));
        Assert.Equal(expected, Figures(Learn.ElasticNet(labels, Few)));
        Assert.Equal(expected, Figures(Learn.ElasticNet(Labels.Of("planted", new Draws(12).Shuffled(labels)), Few)));
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(expected, Figures(Learn.ElasticNet(labels, Few))));
    }

    [Fact]
    public void Classes_are_learned_from_where_there_are_no_scores()
    {
        var labels = Planted(("flourish", 0.4), ("wobble", -0.3));
        var found = Learn.ElasticNet(Labels.Of("classes", labels.Select(item => item with { Class = item.Judged, Score = null })), Few, o => o with { MaxWords = 1 });
        Assert.Equal(["flourish", "wobble"], found.Take(2).Select(s => s.Term).Order());
    }

    [Fact]
    public void Too_few_texts_are_refused_and_so_is_one_judgement_for_all()
    {
        var labels = Planted(("flourish", 0.4), ("wobble", -0.3));
        Assert.Equal("few: 19 different English texts have one judgement. Expected at least 20 to learn weights on: take a larger set.", Refusal(() => Learn.ElasticNet(Labels.Of("few", labels.Take(19).Concat(labels.Take(5))), Few)));
        Assert.Equal("same: every text is judged 0.25. Expected some that differ: nothing can be learned on one.", Refusal(() => Learn.ElasticNet(Labels.Of("same", labels.Select(item => item with { Score = 0.25 })), Few)));
    }

    [Fact]
    public void No_term_in_enough_texts_gives_no_suggestion() => Assert.Empty(Learn.ElasticNet(Planted(("flourish", 0.4)), Few, o => o with { MinTexts = 1000 }));

    [Theory]
    [InlineData(nameof(ElasticNetOptions.Alpha), "1.5", "0 to 1")]
    [InlineData(nameof(ElasticNetOptions.Penalty), "0", "a number above 0, or null for one by cross-validation")]
    [InlineData(nameof(ElasticNetOptions.Penalties), "1", "2 to 1000")]
    [InlineData(nameof(ElasticNetOptions.Folds), "1", "2 to 100")]
    [InlineData(nameof(ElasticNetOptions.Strongest), "1.1", "above 0, to 1")]
    [InlineData(nameof(ElasticNetOptions.MaxWords), "6", "1 to 5")]
    [InlineData(nameof(ElasticNetOptions.MinTexts), "0", "1 or more")]
    public void An_option_out_of_its_range_is_refused(string option, string found, string allowed)
    {
        ElasticNetOptions With(ElasticNetOptions o) => option switch
        {
            nameof(o.Alpha) => o with { Alpha = 1.5 },
            nameof(o.Penalty) => o with { Penalty = 0 },
            nameof(o.Penalties) => o with { Penalties = 1 },
            nameof(o.Folds) => o with { Folds = 1 },
            nameof(o.Strongest) => o with { Strongest = 1.1 },
            nameof(o.MaxWords) => o with { MaxWords = 6 },
            _ => o with { MinTexts = 0 },
        };
        Assert.Equal($"Option {option} is {found}. Expected {allowed}.", Refusal(() => Learn.ElasticNet(Planted(("flourish", 0.4)), Few, With)));
    }

    static string[] Figures(ImmutableArray<EntrySuggestion> found) => [.. found.Select(s => FormattableString.Invariant($"{s.Kind} {s.Term} {BitConverter.DoubleToInt64Bits(s.Statistic):x} {s.Valence:R} {s.Evidence} {s.Why}"))];
}
