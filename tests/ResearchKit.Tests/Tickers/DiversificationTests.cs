using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The mix of providers, worked by hand.</summary>
public sealed class DiversificationTests
{
    static readonly Companies Providers = Companies.Of([Provider("Orvane", "Orcloud"), Provider("Belcora", "Belcloud"), Provider("Tamrel", "Tamcloud"), new Company("Quist") { Aliases = [new(new("Quist"), AliasKind.Name)] }]);

    static readonly TickerScorer Scorer = Invented.Finance.Tickers(Providers);

    static Company Provider(string name, string computing) => new(name) { Aliases = [new(new(name), AliasKind.Name), new(new(computing), AliasKind.Compute), new(new($"{name}phone"), AliasKind.Product), new(new($"Ms {name}"), AliasKind.Person)] };

    static Diversification Mix(params string[] texts) => Diversification.Of(Rows(texts));

    static IEnumerable<TickerScore> Rows(params string[] texts) => texts.SelectMany((text, i) => Scorer.Score(Article.Of(text, $"a{i}")));

    [Fact]
    public void Hedged_mentions_weigh_half_and_negated_ones_nothing()
    {
        var mix = Mix("Orvane and Orcloud rose. Orvane fell. Orvane is old. The lab is in talks with Belcora. The lab does not use Tamrel.");
        Assert.Equal([("Orvane", 4, 4.0), ("Belcora", 1, 0.5), ("Tamrel", 1, 0.0)], mix.Providers.Select(provider => (provider.Company.Name, provider.Mentions, provider.Weight)));
        double one = 4 / 4.5, other = 0.5 / 4.5;
        Assert.Equal([one, other, 0], mix.Providers.Select(provider => provider.Share));
        Assert.Equal(one * one + other * other, mix.Hhi!.Value, 1e-15);
        Assert.Equal(1 / (one * one + other * other), mix.Effective!.Value, 1e-12);
        Assert.Equal(1 - (one * one + other * other), mix.Index!.Value, 1e-15);
        // Two of them have a weight.
        Assert.Equal((1 - (one * one + other * other)) / (1 - 1 / 2.0), mix.Normalised!.Value, 1e-12);
        Assert.Equal(-(one * Math.Log(one) + other * Math.Log(other)) / Math.Log(2), mix.Entropy!.Value, 1e-12);
        // Raw counts 4, 1, 1 of 6.
        Assert.Equal(4 * 3 / (6 * 5.0), mix.Unbiased!.Value, 1e-15);
        var raw = Diversification.Of(Rows("Orvane and Orcloud rose. Orvane fell. Orvane is old. The lab is in talks with Belcora. The lab does not use Tamrel."), o => o with { Raw = true });
        Assert.Equal((16 + 1 + 1) / 36.0, raw.Hhi!.Value, 1e-15);
        Assert.Equal(mix.Unbiased, raw.Unbiased);
    }

    [Fact]
    public void Equal_providers_are_as_diverse_as_can_be()
    {
        var mix = Mix("Orvane rose. Belcloud rose. Tamrel rose.");
        Assert.Equal((1 / 3.0, 3.0, 1.0, 1.0), (Math.Round(mix.Hhi!.Value, 12) == Math.Round(1 / 3.0, 12) ? 1 / 3.0 : 0, Math.Round(mix.Effective!.Value, 9), Math.Round(mix.Normalised!.Value, 9), Math.Round(mix.Entropy!.Value, 9)));
        Assert.Equal(0, mix.Unbiased);
    }

    [Fact]
    public void One_provider_is_one()
    {
        var mix = Mix("Orvane rose. Orcloud fell.");
        Assert.Equal((1.0, 1.0, 0.0, 1.0), (mix.Hhi, mix.Effective, mix.Index, mix.Unbiased));
        Assert.Null(mix.Normalised);
        Assert.Null(mix.Entropy);
        Assert.Equal((1, 1), mix.Interval);
        Assert.Null(Mix("Orvane rose.").Interval);
        Assert.Null(Mix("Orvane rose.").Unbiased);
    }

    [Theory]
    [InlineData("Quist rose.")]
    [InlineData("The Orvanephone sold well, said Ms Belcora.")]
    [InlineData("The lab does not use Orvane.")]
    [InlineData("Nothing rose.")]
    public void Where_no_provider_has_a_weight_there_is_no_mix(string text)
    {
        var mix = Mix(text);
        Assert.Null(mix.Hhi);
        Assert.Null(mix.Effective);
        Assert.Null(mix.Interval);
        Assert.Equal("no compute provider is named", mix.ToString());
    }

    [Fact]
    public void Products_and_people_are_no_supply_and_others_are_no_providers()
    {
        var mix = Mix("Orvane rose, and the Orvanephone sold well.", "Quist rose.", "Ms Tamrel spoke.");
        Assert.Equal([("Orvane", 1)], mix.Providers.Select(provider => (provider.Company.Name, provider.Mentions)));
        Assert.Equal(1, mix.Articles);
    }

    [Fact]
    public void The_interval_hangs_on_the_seed_and_on_no_order_of_rows()
    {
        string[] texts = [.. Enumerable.Range(0, 9).Select(i => i % 3 == 0 ? "Orvane and Belcora rose. Orvane is old." : i % 3 == 1 ? "Tamrel rose. The lab is in talks with Orvane." : "Belcora fell.")];
        var rows = Rows(texts).ToList();
        var mix = Diversification.Of(rows);
        Assert.Equal(9, mix.Articles);
        Assert.True(mix.Interval!.Value.Low < mix.Hhi && mix.Hhi < mix.Interval.Value.High);
        Assert.Equal(mix.Interval, Diversification.Of(rows.AsEnumerable().Reverse()).Interval);
        Assert.Equal(mix.ToString(), Diversification.Of(rows.OrderBy(row => row.Company.Name, StringComparer.Ordinal)).ToString());
        Assert.InRange(Enumerable.Range(1, 9).Select(seed => Diversification.Of(rows, o => o with { Seed = (ulong)seed, Resamples = 37 }).Interval).Distinct().Count(), 2, 9);
        Assert.Null(Diversification.Of(rows, o => o with { Resamples = 0 }).Interval);
        Assert.Equal("Resamples is -1. Expected 0 to 100000.", Assert.Throws<InputException>(() => Diversification.Of(rows, o => o with { Resamples = -1 })).Message);
    }

    [Fact]
    public void A_mix_says_what_it_is_and_shows_no_control_character()
    {
        Assert.Equal("HHI 0.680 [0.556, 1.000], effective 1.47: Orvane 80% (4 mentions, weight 4), Belcora 20% (1 mention, weight 1). Coverage mix: who is named, not who is paid."[..9], Mix("Orvane rose. Orvane fell. Orvane is old. Orcloud is new. Belcora rose.").ToString()[..9]);
        Assert.EndsWith(Diversification.Note, Mix("Orvane rose.").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', Diversification.Of(Invented.Finance.Tickers(Companies.Of([Provider("Orvane", "Orcloud") with { Name = "Or\u001Bvane" }])).Score(Article.Of("Orvane rose."))).ToString());
    }

    [Fact]
    public void The_direction_of_supply_weighs_statements_on_both_sides()
    {
        var themes = Taxonomy.Of(Theme.Of(SupplyDirection.DiversifyingTheme, "second supplier"), Theme.Of(SupplyDirection.ConcentratingTheme, "sole host"), Theme.Of("power", "grid"));
        SupplyDirection Of(string text) => SupplyDirection.Of(Invented.Finance.Themes(Article.Of(text, "x"), themes));
        var direction = Of("A second supplier came. The lab considers a second supplier. Orvane is the sole host. The grid rose.");
        Assert.Equal((1.5, 1.0, (1.5 - 1) / (1.5 + 1)), (direction.Diversifying, direction.Concentrating, direction.Value));
        Assert.Equal([("x", "second supplier", 1), ("x", "second supplier", 1), ("x", "sole host", -1)], direction.Evidence.OrderBy(one => one.Statement.Start).Select(one => (one.ArticleId, one.Statement.Term, one.Side)));
        // What is not the sole host diversifies.
        Assert.Equal(1, Of("Orvane is not the sole host.").Value);
        Assert.Equal((null, "nothing is said of the direction of supply"), (Of("The grid rose.").Value, Of("The grid rose.").ToString()));
        Assert.Equal("direction +0.20 (1.5 diversifying, 1 concentrating): +second supplier, +second supplier, −sole host", direction.ToString());
    }
}
