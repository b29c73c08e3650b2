using System.Globalization;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The seed, for each company in it.</summary>
public sealed class TickerSeedTests
{
    static readonly IReadOnlyList<TickerScore> Rows = Invented.Finance.Tickers(Companies.Read(Repository.File("data", "tickers"))).Score(Corpus.Read(Repository.File("seeds"))[0]);

    static TickerScore Of(string symbol) => Assert.Single(Rows, row => row.Company.Symbol == symbol);

    [Fact]
    public void Who_gains_choice_is_positive_and_who_loses_exclusivity_is_mixed()
    {
        Assert.Equal(["OpenAI", "MSFT", "GOOGL, GOOG", "ORCL"], Rows.Select(row => row.Company.Symbol));
        Assert.All(["OpenAI", "GOOGL, GOOG", "ORCL"], (string symbol) => Assert.InRange(Of(symbol).Value, 0.10, 0.7));
        Assert.InRange(Of("MSFT").Value, -0.0999, 0.0999);
        Assert.Equal("mixed", Of("MSFT").Label());
    }

    [Fact]
    public void The_mix_of_providers_is_as_counted_by_hand()
    {
        var raw = Diversification.Of(Rows, o => o with { Raw = true });
        Assert.Equal([("Microsoft", 5), ("Oracle", 3), ("Alphabet", 2)], raw.Providers.Select(provider => (provider.Company.Name, provider.Mentions)));
        Assert.Equal((5 * 5 + 3 * 3 + 2 * 2) / (10 * 10.0), raw.Hhi!.Value, 1e-12);
        Assert.Equal((5 * 4 + 3 * 2 + 2 * 1) / (10 * 9.0), raw.Unbiased!.Value, 1e-12);
        var hedged = Diversification.Of(Rows);
        Assert.Equal([("Microsoft", 5.0), ("Alphabet", 2.0), ("Oracle", 3 * 0.5)], hedged.Providers.Select(provider => (provider.Company.Name, provider.Weight)));
        var hhi = (5 * 5 + 2 * 2 + 1.5 * 1.5) / (8.5 * 8.5);
        Assert.Equal(hhi, hedged.Hhi!.Value, 1e-12);
        Assert.Equal(("0.433", "2.31"), (hhi.ToString("0.000", CultureInfo.InvariantCulture), hedged.Effective!.Value.ToString("0.00", CultureInfo.InvariantCulture)));
        Assert.Equal(hedged.Interval, Diversification.Of(Rows.Reverse()).Interval);
        Assert.True(hedged.Interval!.Value.Low < hhi && hhi < hedged.Interval.Value.High);
    }

    [Fact]
    public void What_is_said_for_each_company_of_the_seed_is_as_approved()
    {
        var lines = new StringBuilder("# The companies of the seed by finance and data/tickers, with the evidence. A moved value is a diff someone signs; to renew: RESEARCHKIT_APPROVE=1 dotnet test.\n");
        foreach (var row in Rows)
        {
            lines.Append(CultureInfo.InvariantCulture, $"\n{row}\n  {string.Join(", ", row.Mentions)}\n");
            foreach (var part in row.Explanation.Contributions) lines.Append(CultureInfo.InvariantCulture, $"  {part.Value,7:+0.0000;-0.0000;0.0000}  {part.Term} {part.Valence:+0.00;-0.00}: {string.Join(", ", part.Shifts)}\n");
        }
        ApprovedText.Check("golden-tickers.txt", lines.Append(CultureInfo.InvariantCulture, $"\n{Diversification.Of(Rows)}\n").ToString());
    }
}
