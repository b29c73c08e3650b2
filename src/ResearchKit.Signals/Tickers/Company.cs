using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What a name says of its company.</summary>
public enum AliasKind
{
    /// <summary>The company's own name, or a short form.</summary>
    Name,

    /// <summary>A product that stands for it (Copilot).</summary>
    Product,

    /// <summary>Computing that it rents out (Azure): whoever has one is a compute provider.</summary>
    Compute,

    /// <summary>A person who stands for it.</summary>
    Person,

    /// <summary>A ticker: found as <c>$MSFT</c> and <c>(NASDAQ: MSFT)</c>, and bare, in capitals, where the company is named elsewhere in the article.</summary>
    Ticker,
}

/// <summary>A name under which a company is found.</summary>
/// <param name="Phrase">The words and their guards.</param>
/// <param name="Kind">What it says of the company.</param>
public sealed record Alias(Phrase Phrase, AliasKind Kind);

/// <summary>A company, or anything else that news can be good or bad for: an index, a metal, a private firm.</summary>
/// <param name="Name">Unique among <see cref="Companies"/>.</param>
public sealed record Company(string Name)
{
    /// <summary>Its tickers, one for each class of shares; empty for a private company.</summary>
    public ImmutableArray<string> Tickers { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Its sector; empty when not stated.</summary>
    public string Sector { get; init; } = "";

    /// <summary>Every name it is found under.</summary>
    public ImmutableArray<Alias> Aliases { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether it rents out computing.</summary>
    public bool IsProvider => Aliases.Any(alias => alias.Kind == AliasKind.Compute);

    /// <summary>Its tickers, or else its name: <c>GOOGL, GOOG</c>.</summary>
    public string Symbol => Tickers.IsEmpty ? Name : string.Join(", ", Tickers);

    /// <summary>Name and tickers.</summary>
    public override string ToString() => Untrusted.Line(Tickers.IsEmpty ? Name : $"{Name} ({Symbol})");
}
