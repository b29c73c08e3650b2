using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Tones of terms learned from returns.</summary>
public sealed class LearnSestmTests
{
    static readonly Lexicon Few = Lexicon.Of("few", new Entry("gain", Role.Polarity, 0.5), new Entry("loss", Role.Polarity, -0.8), new Entry("not", Role.Negator, -0.75));

    static readonly ImmutableArray<string> Up = ["flourish", "gleam", "loss"], Down = ["wobble", "sag", "creak"], Neutral = ["desk", "window", "table", "river", "paper", "garden"];

    static readonly DateTimeOffset Start = new(2025, 1, 6, 15, 0, 0, TimeSpan.Zero);

    static Article Named(string id, string text, DateTimeOffset? at, params string[] tickers) => Article.Of(text, id) with { PublishedAt = at, Tickers = [.. tickers.Select(ticker => new TickerValue(ticker, null))] };

    /// <summary>An article a day of 30 words: one in three is neutral, the others positive with the article's own share p; on the next day its ticker gains p − ½, with noise of ±0.1.</summary>
    static (ImmutableArray<Article> Corpus, Returns Returns) Generated(int count = 400)
    {
        var draws = new Draws(31);
        var articles = ImmutableArray.CreateBuilder<Article>();
        var returns = new List<TickerReturn>();
        for (var i = 0; i < count; i++)
        {
            var p = draws.Share();
            var words = Enumerable.Range(0, 30).Select(_ => draws.Below(3) == 0 ? Neutral[draws.Below(Neutral.Length)] : draws.Share() < p ? Up[draws.Below(3)] : Down[draws.Below(3)]);
            articles.Add(Named($"a{i:000}", $"the {string.Join(" of ", words.Take(6 + draws.Below(6)))}", Start.AddDays(i), "ACME"));
            returns.Add(new(DateOnly.FromDateTime(Start.AddDays(i + 1).Date), "ACME", p - 0.5 + 0.2 * (draws.Share() - 0.5)));
        }
        return (articles.ToImmutable(), Returns.Of("r", returns));
    }

    static SestmModel Fitted(Func<SestmOptions, SestmOptions>? options = null) => Generated() is var (corpus, returns) ? Learn.SestmModel(corpus, returns, Few, options) : throw new InvalidOperationException();

    static string Refusal(Func<object> act) => Assert.Throws<InputException>(act).Message;

    [Fact]
    public void Planted_tones_come_back()
    {
        var model = Fitted();
        var tones = model.Terms.ToDictionary(term => term.Term, term => term.Tone);
        Assert.All(Up, word => Assert.InRange(tones[word], 0.3, 1));
        Assert.All(Down, word => Assert.InRange(tones[word], -1, -0.3));
        Assert.DoesNotContain(model.Terms, term => Neutral.Contains(term.Term) && Math.Abs(term.Rises - 0.5) < 0.1);
        Assert.All(model.Terms.Where(term => Up.Contains(term.Term) || Down.Contains(term.Term)), term => Assert.InRange(term.Q, 0, 0.01));
        Assert.Equal(1, model.Terms.Sum(term => term.Positive), 1e-12);
        Assert.Equal(1, model.Terms.Sum(term => term.Negative), 1e-12);
        Assert.Equal(new(400, 0, 0, 0, 0, 0), model.Join);
    }

    [Fact]
    public void Shares_and_counts_of_a_term_are_those_of_the_texts_that_hold_it()
    {
        var (corpus, returns) = Generated();
        var model = Learn.SestmModel(corpus, returns, Few);
        Assert.NotEmpty(model.Terms);
        Assert.All(model.Terms.Where(term => term.Term != "loss"), term =>
        {
            var holding = corpus.Where(article => article.Text.Split(' ').Contains(term.Term)).ToList();
            Assert.Equal(holding.Count, term.Texts);
            Assert.Equal(holding.Count(article => returns.Single(each => each.Date == DateOnly.FromDateTime(article.AvailableAt!.Value.Date).AddDays(1)).Return > 0) / (double)holding.Count, term.Rises, 1e-12);
        });
    }

    [Fact]
    public void New_terms_are_added_and_an_entry_of_the_other_sign_is_reweighed()
    {
        var model = Fitted();
        Assert.Equal(EditKind.Reweigh, model.Suggestions.Single(s => s.Term == "loss").Kind);
        Assert.StartsWith("stands at -0.80; a return above 0 followed ", model.Suggestions.Single(s => s.Term == "loss").Why, StringComparison.Ordinal);
        var wobble = model.Suggestions.Single(s => s.Term == "wobble");
        Assert.Equal((EditKind.Add, "SESTM", "tone", 3), (wobble.Kind!.Value, wobble.Method, wobble.Unit, wobble.Examples.Length));
        var term = model.Terms.Single(term => term.Term == "wobble");
        Assert.Equal(term.Tone, wobble.Statistic);
        Assert.Equal(Math.Round(term.Tone * term.Texts / (term.Texts + 10) * 20, MidpointRounding.AwayFromZero) / 20, wobble.Valence);
        Assert.Equal(model.Suggestions.Length, Few.Draft("ada", new(2027, 1, 1)).Add(model.Suggestions).Edits.Length);
        Assert.Equal(model.Suggestions.Select(s => s.ToString()), Learn.Sestm(Generated().Corpus, Generated().Returns, Few).Select(s => s.ToString()));
    }

    [Fact]
    public void What_was_learned_reaches_to_the_end_of_the_last_days_return()
    {
        var model = Fitted();
        Assert.Equal(("corpus with r", Start), (model.LearnedOn.Name, model.LearnedOn.From));
        var last = Start.AddDays(399);
        var next = Labels.Of("next", [new(Named("x", "after the close of that day", last.AddHours(20)), 1, null, null, "x")]);
        Assert.NotNull(model.LearnedOn.Overlap(next));
        Assert.Null(model.LearnedOn.Overlap(Labels.Of("later", [new(Named("x", "the day after", last.AddHours(34)), 1, null, null, "x")])));
        Assert.All(model.Suggestions, s => Assert.Equal(model.LearnedOn, s.LearnedOn));
    }

    [Fact]
    public void A_score_is_taken_apart_by_its_terms_and_is_one_half_without_any()
    {
        var model = Fitted();
        Article good = Article.Of("flourish and gleam and flourish on the desk"), bad = Article.Of("sag and wobble"), mixed = Article.Of("flourish and sag and gleam, wobble, loss"), none = Article.Of("nothing of that kind"), foreign = Article.Of("flourish") with { Language = "de" };
        foreach (var article in new[] { good, bad, mixed })
        {
            var p = model.Score(article);
            Assert.Equal(p - 0.5, model.Explain(article).Sum(term => term.Value), 1e-12);
            // The score itself, from the terms found, by the search that has its own test.
            Assert.Equal(SestmFit.Tone([.. model.Explain(article).Select(term => (term.Term.Positive, term.Term.Negative, term.Count))], 1), p, 1e-12);
        }
        Assert.Equal(2, model.Explain(good).Single(term => term.Term.Term == "flourish").Count);
        Assert.True(model.Score(good) > 0.6 && model.Score(bad) < 0.4);
        Assert.True(model.Score(good) > model.Score(mixed) && model.Score(mixed) > model.Score(bad));
        Assert.Equal((0.5, 0.5), (model.Score(none), model.Score(foreign)));
        Assert.Equal("SESTM of " + model.Terms.Length + " terms on corpus with r (400 texts, 2025-01-06 to 2026-02-10); 400 articles joined; 0 not in English, 0 without a time, 0 without a ticker, 0 without a return, 0 repeated", model.ToString());
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(1000)]
    public void Its_terms_sum_to_the_score_under_any_penalty(double penalty)
    {
        var model = Fitted(o => o with { Penalty = penalty });
        foreach (var text in new[] { "flourish", "sag", "flourish and sag and gleam, wobble, loss" })
        {
            var found = model.Explain(Article.Of(text));
            Assert.Equal(SestmFit.Tone([.. found.Select(term => (term.Term.Positive, term.Term.Negative, term.Count))], penalty) - 0.5, found.Sum(term => term.Value), 1e-12);
            Assert.InRange(model.Score(Article.Of(text)), 0.001, 0.999);
        }
    }

    [Fact]
    public void Scores_of_texts_that_were_not_fitted_on_follow_their_returns()
    {
        var (corpus, returns) = Generated(600);
        var model = Learn.SestmModel([.. corpus.Take(300)], returns, Few);
        var later = corpus.Skip(300).ToArray();
        var gains = later.Select(article => returns.Single(each => each.Date == DateOnly.FromDateTime(article.AvailableAt!.Value.Date).AddDays(1)).Return).ToArray();
        Assert.InRange(Evaluating.Spearman([.. Enumerable.Range(0, 300)], later.Select(model.Score).ToArray(), gains), 0.5, 1);
    }

    [Fact]
    public void An_article_meets_the_mean_of_its_tickers_first_returns_after_its_day()
    {
        Returns returns = Returns.Of("r", [new(new(2026, 1, 9), "A", 0.9), new(new(2026, 1, 12), "A", 0.1), new(new(2026, 1, 13), "A", 0.8), new(new(2026, 1, 13), "B", 0.4)]);
        // Friday the 9th at 23:30 in New York is Saturday in UTC.
        var friday = new DateTimeOffset(2026, 1, 9, 23, 30, 0, TimeSpan.FromHours(-5));
        SestmJoining Joined(Func<SestmOptions, SestmOptions> options, params Article[] articles) => SestmJoining.Of(articles, returns, options(new()));
        var both = Named("a", "of both", friday, "A", "B", "C", "A");
        Assert.Equal([(0.1 + 0.4) / 2], Joined(o => o, both).Returns);
        Assert.Equal(new DateOnly(2026, 1, 13), Joined(o => o, both).LastDay);
        Assert.Equal([0.1], Joined(o => o with { Tickers = _ => ["A"] }, both).Returns);
        var morning = Named("b", "of the morning", new(2026, 1, 12, 8, 0, 0, TimeSpan.Zero), "A");
        Assert.Equal([0.8], Joined(o => o, morning).Returns);
        Assert.Equal([0.1], Joined(o => o with { Lag = 0 }, morning).Returns);
        Assert.Equal(new(1, 1, 1, 1, 3, 1), Joined(o => o with { Within = 2 }, morning, Named("c", "Of the  MORNING", new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero), "A"), Named("d", "untimed", null, "A"), Named("e", "unnamed", friday), Named("f", "unknown", friday, "Z"),
            Named("g", "too early", new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), "A"), Named("h", "too late", new(2026, 1, 13, 0, 0, 0, TimeSpan.Zero), "A"), Named("i", "fremd", friday, "A") with { Language = "de" }).Join);
    }

    [Fact]
    public void Neither_the_order_of_the_texts_nor_the_culture_changes_a_bit()
    {
        var (corpus, returns) = Generated(120);
        string[] Figures(IEnumerable<Article> articles) => [.. Learn.SestmModel([.. articles], returns, Few) is var model ? model.Terms.Select(term => FormattableString.Invariant($"{term.Term} {term.Positive:R} {term.Negative:R} {term.Rises:R} {term.P:R} {term.Q:R}")).Concat(model.Suggestions.Select(s => s.ToString())).Append($"{BitConverter.DoubleToInt64Bits(model.Score(corpus[0])):x}") : []];
        var expected = Figures(corpus);
        Assert.Equal(expected, Figures(corpus));
        Assert.Equal(expected, Figures(new Draws(32).Shuffled(corpus)));
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(expected, Figures(corpus)));
    }

    [Fact]
    public void Articles_that_meet_no_return_are_counted_in_the_refusal()
    {
        var (corpus, returns) = Generated(30);
        var elsewhere = Returns.Of("other", returns.Select(each => each with { Ticker = "ZZZ" }));
        Assert.Equal("corpus: 0 articles joined; 0 not in English, 0 without a time, 0 without a ticker, 30 without a return, 0 repeated, of 30 articles and other (30 returns of 1 ticker, 2025-01-07 to 2025-02-05). Expected at least 20 different English texts joined: "
            + "name tickers as the returns do (option Tickers), or give returns for the days after the articles.", Refusal(() => Learn.Sestm(corpus, elsewhere, Few)));
        Assert.Contains("19 articles joined", Refusal(() => Learn.Sestm([.. corpus.Take(19)], returns, Few)), StringComparison.Ordinal);
        Assert.Equal("flat: every article is followed by the return 0.01. Expected some that differ.", Refusal(() => Learn.Sestm(corpus, Returns.Of("flat", returns.Select(each => each with { Return = 0.01 })), Few)));
    }

    [Fact]
    public void A_lexicon_of_VADERs_form_and_half_a_character_are_refused()
    {
        using var folder = new ArticleFolder();
        var vader = Lexicon.Read(folder.Put("vader_lexicon.txt", "good\t1.9\t0.7\t[2, 2]\nbad\t-2.5\t0.7\t[-2, -3]\n"));
        var (corpus, returns) = Generated(30);
        const string refused = "Lexicon 'vader_lexicon' is of VADER's form, whose terms are no words. Expected a lexicon of the kit's form: convert it with ./kit lexicon import.";
        Assert.Equal(refused, Refusal(() => Learn.Sestm(corpus, returns, vader)));
        Assert.Equal(refused, Refusal(() => Learn.ElasticNet(Labels.Of("l", [new(corpus[0], 1, null, null, "x")]), vader)));
        Assert.StartsWith("a000: the text holds half a surrogate pair. Expected whole characters", Refusal(() => Learn.Sestm([corpus[0] with { Paragraphs = ["half \uD83D"] }], returns, Few)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_article_on_the_last_day_there_is_meets_no_return() =>
        Assert.Equal(1, SestmJoining.Of([Named("a", "the end", DateTimeOffset.MaxValue, "ACME")], Generated(1).Returns, new()).Join.Unmatched);

    [Fact]
    public void Nothing_screened_in_gives_a_model_that_says_one_half()
    {
        var model = Fitted(o => o with { Screen = 0.5 });
        Assert.Empty(model.Terms);
        Assert.Empty(model.Suggestions);
        Assert.Equal(0.5, model.Score(Article.Of("flourish")));
    }

    [Theory]
    [InlineData("Screen is 0.6. Expected 0 to 0.5.")]
    [InlineData("MinTexts is 0. Expected 1 or more.")]
    [InlineData("MaxWords is 6. Expected 1 to 5.")]
    [InlineData("Penalty is 0. Expected 0.01 to 1000.")]
    [InlineData("Lag is -1. Expected 0 to 30.")]
    [InlineData("Within is 0. Expected 1, which is Lag, to 365.")]
    [InlineData("Name is blank. Expected what the corpus is called.")]
    public void An_option_out_of_its_range_is_refused(string fault) => Assert.Equal($"Option {fault}", Refusal(() => Fitted(o => fault.Split(' ')[0] switch
    {
        "Screen" => o with { Screen = 0.6 },
        "MinTexts" => o with { MinTexts = 0 },
        "MaxWords" => o with { MaxWords = 6 },
        "Penalty" => o with { Penalty = 0 },
        "Lag" => o with { Lag = -1 },
        "Within" => o with { Within = 0 },
        _ => o with { Name = " " },
    })));
}
