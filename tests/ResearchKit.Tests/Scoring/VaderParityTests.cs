using System.Globalization;
using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What Python's vaderSentiment 3.3 answers, digit by digit, where its answers are found through RESEARCHKIT_DATA. Without it this test says nothing.</summary>
public sealed class VaderParityTests
{
    static readonly string? Folder = Environment.GetEnvironmentVariable("RESEARCHKIT_DATA") is { } data && Directory.Exists(Path.Combine(data, "vader")) ? Path.Combine(data, "vader") : null;

    /// <summary>Python's <c>round</c>: the decimal nearest to the exact binary value, and of two that are as near the even one.</summary>
    static double Round(double value, int decimals)
    {
        var exact = value.ToString("F80", CultureInfo.InvariantCulture);
        var end = exact.IndexOf('.') + 1 + decimals;
        var even = exact[end..].TrimEnd('0') == "5" && (exact[end - 1] - '0') % 2 == 0;
        return double.Parse(even ? exact[..end] : value.ToString($"F{decimals}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(0.0625, 3, 0.062)]
    [InlineData(0.1875, 3, 0.188)]
    [InlineData(-0.0625, 3, -0.062)]
    [InlineData(0.0005, 3, 0.001)]
    public void Rounding_is_as_in_python(double value, int decimals, double rounded) => Assert.Equal(rounded, Round(value, decimals));

    [Fact]
    public void Every_printed_decimal_is_the_same()
    {
        if (Folder is null) return;
        var scorer = Lexicon.Read(Path.Combine(Folder, "vader_lexicon.txt")).Scorer("vader:python");
        var differences = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(Path.Combine(Folder, "parity.jsonl")).Where(line => line.Length > 0))
        {
            using var row = JsonDocument.Parse(line);
            double Printed(string name) => row.RootElement.GetProperty(name).GetDouble();
            var explanation = scorer.Explain(new Article { Id = "a", Language = "en", Paragraphs = [row.RootElement.GetProperty("text").GetString()!] });
            var found = explanation.Components!.Value;
            count++;
            var (expected, got) = ((Printed("neg"), Printed("neu"), Printed("pos"), Printed("compound")),
                (Round(found.Negative, 3), Round(found.Neutral, 3), Round(found.Positive, 3), Round(found.Compound, 4)));
            if (expected != got) differences.Add($"{row.RootElement.GetProperty("id")} {row.RootElement.GetProperty("cat")}: {expected} {got}");
            Assert.Equal(explanation.Score.Value, explanation.Contributions.Sum(part => part.Value) + explanation.Remainder, 1e-12);
        }
        Assert.True(differences.Count == 0, $"{differences.Count} of {count} differ\n{string.Join('\n', differences.Take(40))}");
        Assert.True(count > 1000);
    }
}
