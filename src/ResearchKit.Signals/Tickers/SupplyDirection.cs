using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Which way texts say that compute supply goes: statements that diversify it against statements that concentrate it.</summary>
/// <param name="Diversifying">Their weight: a statement 1, hedged ½; a negated one counts on the other side.</param>
/// <param name="Concentrating">The same.</param>
/// <param name="Evidence">The statements, in the order of the texts, each with its article and its side: 1 or −1.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record SupplyDirection(double Diversifying, double Concentrating, ImmutableArray<(string ArticleId, Mention Statement, int Side)> Evidence)
{
    /// <summary>The names that the two themes of a table of directions have.</summary>
    public const string DiversifyingTheme = "diversifying supply", ConcentratingTheme = "concentrating supply";

    /// <summary>(D − C)/(D + C), −1 to 1; null where nothing is said.</summary>
    public double? Value => Diversifying + Concentrating > 0 ? (Diversifying - Concentrating) / (Diversifying + Concentrating) : null;

    /// <summary>Reads statements off theme scores; other themes are passed over.</summary>
    public static SupplyDirection Of(IEnumerable<ThemeScore> scores)
    {
        double diversifying = 0, concentrating = 0;
        var evidence = ImmutableArray.CreateBuilder<(string, Mention, int)>();
        foreach (var score in scores)
        {
            var side = score.Theme.Name == DiversifyingTheme ? 1 : score.Theme.Name == ConcentratingTheme ? -1 : 0;
            if (side == 0) continue;
            foreach (var mention in score.Mentions)
            {
                var (way, weight) = mention.Stance switch { Stance.Negated => (-side, 1.0), Stance.Hedged => (side, 0.5), _ => (side, 1.0) };
                if (way > 0) diversifying += weight; else concentrating += weight;
                evidence.Add((score.ArticleId, mention, way));
            }
        }
        return new(diversifying, concentrating, evidence.ToImmutable());
    }

    /// <summary>Value and statements.</summary>
    public override string ToString() => Value is not { } value ? "nothing is said of the direction of supply"
        : Untrusted.Line(FormattableString.Invariant($"direction {value:+0.00;-0.00;0.00} ({Diversifying:0.#} diversifying, {Concentrating:0.#} concentrating): {string.Join(", ", Evidence.Select(one => $"{(one.Side > 0 ? "+" : "−")}{one.Statement.Term}"))}"));
}
