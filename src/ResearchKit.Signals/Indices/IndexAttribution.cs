using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>What a term, theme or company adds to an index, at two points.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Before">What it adds to the first point; 0 where a level is taken apart.</param>
/// <param name="After">What it adds to the second.</param>
public readonly record struct IndexShare(string Name, double Before, double After)
{
    /// <summary>What of the move is its own.</summary>
    public double Change => After - Before;

    /// <summary>Name and change.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Name} adds {Change:+0.0000;-0.0000;0.0000}"));
}

/// <summary>A level or move of an index taken apart to the words: its articles into the contributions of their explanations. Terms, themes and companies are three ways to add up the same contributions;
/// each way sums, with the remainder, to the move, to 1e-12.</summary>
/// <remarks>A contribution goes to the themes whose value it is part of, in equal parts, and to the companies that it bears on likewise; where there is none, to <see cref="NoTheme"/> and <see cref="NoCompany"/>.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record IndexAttribution
{
    const int Shown = 10;

    /// <summary>The name under which contributions stand that belong to no theme.</summary>
    public const string NoTheme = "(no theme)";

    /// <summary>The name under which contributions stand that bear on no company.</summary>
    public const string NoCompany = "(no company)";

    /// <summary>The move, by articles.</summary>
    public required IndexMove Move { get; init; }

    /// <summary>By the terms of the contributions, the greatest change first.</summary>
    public ImmutableArray<IndexShare> Terms { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>By themes; empty where none were given.</summary>
    public ImmutableArray<IndexShare> Themes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>By companies, under their symbols; empty where none were given.</summary>
    public ImmutableArray<IndexShare> Tickers { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What no contribution accounts for: the remainders of the explanations, and articles without one.</summary>
    public required IndexShare Remainder { get; init; }

    /// <summary>Takes a move apart by explanations that are there.</summary>
    /// <param name="move">The move.</param>
    /// <param name="explanations">One for each observation: of the article as a whole, or, where the index is one of companies or themes, of its row. An article without one goes to the remainder.</param>
    /// <param name="themes">Rows of themes of the same articles, if contributions are to be added up by theme.</param>
    /// <param name="tickers">Rows of companies of the same articles, if they are to be added up by company.</param>
    /// <exception cref="InputException">An article's explanations all have other values than the observation: they are by another method.</exception>
    public static IndexAttribution Of(IndexMove move, IEnumerable<Explanation> explanations, IEnumerable<ThemeScore>? themes = null, IEnumerable<TickerScore>? tickers = null) =>
        IndexAttributing.Of(move, explanations, themes?.Select(row => (row.ArticleId, row.Theme.Name, row.Contributions)), tickers?.Select(row => (row.ArticleId, row.Company.Symbol, row.Explanation.Contributions)));

    /// <summary>Takes a move of an index of articles apart, explaining those behind it anew.</summary>
    /// <param name="move">The move.</param>
    /// <param name="corpus">The articles.</param>
    /// <param name="scorer">The scorer that the index rests on.</param>
    /// <param name="themes">Themes to add contributions up by.</param>
    /// <param name="companies">Companies to add them up by.</param>
    /// <exception cref="InputException">An article is not in the corpus, or its value is another.</exception>
    public static IndexAttribution Of(IndexMove move, Corpus corpus, LexiconScorer scorer, Taxonomy? themes = null, Companies? companies = null)
    {
        Article[] articles = [.. move.Parts.Select(part => part.Observation.ArticleId).Distinct(StringComparer.Ordinal).Select(id => corpus[id])];
        return Of(move, articles.Select(scorer.Explain), themes is null ? null : scorer.Themes(articles, themes), companies is null ? null : scorer.Tickers(companies).Score(articles).SelectMany(rows => rows));
    }

    /// <summary>The move, and what adds most to it by each way.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Move.ToString());
        foreach (var (way, shares) in new[] { ("terms", Terms), ("themes", Themes), ("companies", Tickers) })
        {
            if (shares.IsEmpty) continue;
            text.Append(CultureInfo.InvariantCulture, $"\n{way}: {string.Join(", ", shares.Take(Shown).Select(share => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{share.Name} {share.Change:+0.0000;-0.0000;0.0000}"))))}");
            if (shares.Length > Shown) text.Append(CultureInfo.InvariantCulture, $", {shares.Length - Shown} more {shares.Skip(Shown).Sum(share => share.Change):+0.0000;-0.0000;0.0000}");
        }
        return text.Append(CultureInfo.InvariantCulture, $"\nremainder: {Remainder.Change:+0.0000;-0.0000;0.0000}").ToString();
    }
}
