using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What pages and notebook 04 say of the drafts for three sectors, on the texts that their writers had not read.</summary>
public sealed class SectorDraftTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 26, 20, 0, 0, TimeSpan.Zero);

    static readonly string Page = File.ReadAllText(Repository.File("data", "drafts", "README.md"));

    static readonly Labels Set = Labels.Read(Repository.File("data", "labels", "sectors.csv"));

    static readonly Labels Recent = Set.Split(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).Recent;

    static readonly Lexicon Champion = Registry.Open(Repository.File("data", "registry")).Champion();

    static LexiconDraft Draft(string sector) => LexiconDraft.Read(Repository.File("data", "drafts", $"{sector}.csv"), Champion);

    static string Stated(Difference gain) => string.Create(CultureInfo.InvariantCulture, $"{gain.Value:+0.000} ({gain.Low:+0.000} to {gain.High:+0.000})");

    [Fact]
    public void The_gains_and_the_part_that_loses_are_as_stated()
    {
        var (shipping, mining, medicine) = (Draft("shipping"), Draft("mining"), Draft("medicine"));
        Assert.Contains($"`shipping.csv` ({shipping.Edits.Length}), `mining.csv` ({mining.Edits.Length}), `medicine.csv` ({medicine.Edits.Length})", Page);
        var two = shipping.Joining(mining);
        var (one, both, all) = (shipping.Evaluate(Recent, Now), two.Evaluate(Recent, Now), two.Joining(medicine).Evaluate(Recent, Now));
        Assert.Contains($"1,008 texts): shipping {Stated(one.Evidence.Gain)}, shipping and mining {Stated(both.Evidence.Gain)}, all three {Stated(all.Evidence.Gain)}, but −0.051 on the 59 texts", Page);
        Assert.Equal(1008, Recent.Count);
        Assert.Empty(both.Refusals());
        Assert.StartsWith("guards.source: The Dosing Ledger loses 0.0508 of accuracy on 59 texts.", Assert.Single(all.Refusals()));
    }

    [Fact]
    public void What_it_costs_elsewhere_is_as_stated()
    {
        var cost = Draft("shipping").Joining(Draft("mining")).Evaluate(Labels.Read(Repository.File("data", "labels", "sentences.csv")), Now).Evidence.Gain;
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"lose {-cost.Value:0.000} ({-cost.High:0.000} to {-cost.Low:0.000})"), Page);
    }

    [Fact]
    public void The_page_of_the_labels_counts_them()
    {
        int Of(string sector) => Set.Count(item => item.Article.Fields["sector"].GetString() == sector);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"It holds {Set.Count:N0} short texts of the press of three sectors, shipping ({Of("shipping")}), mining ({Of("mining")}) and medicine ({Of("medicine")})"), File.ReadAllText(Repository.File("data", "labels", "README.md")));
    }
}
