using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Words of the article that a model rests its score on.</summary>
/// <param name="Start">UTF-16 offset in <see cref="Article.Text"/>.</param>
/// <param name="Length">UTF-16 length.</param>
/// <param name="Adds">What they add to the score by the model's own account, −1 to 1. Its word: nothing was computed from them.</param>
public readonly record struct ChatQuote(int Start, int Length, double Adds)
{
    /// <summary>Place and what it adds.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"quote at {Start}, {Length} long, adds {Adds:+0.00;-0.00;0.00}");
}

/// <summary>What a model says that an article is worth for one company.</summary>
/// <param name="Ticker">As the model gave it: capitals, digits, and <c>. - ^ =</c>. Nothing says that it exists.</param>
/// <param name="Value">−1 to 1.</param>
/// <param name="Start">UTF-16 offset in <see cref="Article.Text"/> of the words that it rests on.</param>
/// <param name="Length">Their UTF-16 length.</param>
public readonly record struct ChatTicker(string Ticker, double Value, int Start, int Length)
{
    /// <summary><c>MSFT +0.40</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ticker} {Value:+0.00;-0.00;0.00}");
}

/// <summary>One usable answer of a model about one article: of the asked form, with quotes that stand in the article. Not a score: several make one.</summary>
/// <param name="Label">positive, negative, neutral, mixed or silent.</param>
/// <param name="Value">−1 to 1.</param>
/// <param name="Evidence">In the order of the text.</param>
/// <param name="Tickers">In the order of the text.</param>
/// <param name="Model">The model that answered, as the endpoint calls it; null when it does not say.</param>
/// <param name="InputTokens">Tokens that were sent; null when the endpoint does not say.</param>
/// <param name="OutputTokens">Tokens that were answered; likewise.</param>
/// <param name="Replayed">Whether it comes from the cassette as it was read, and nothing was asked.</param>
public sealed record ChatAnswer(string Label, double Value, ImmutableArray<ChatQuote> Evidence, ImmutableArray<ChatTicker> Tickers, string? Model, long? InputTokens, long? OutputTokens, bool Replayed)
{
    /// <summary><c>+0.40 positive, 2 quotes, replayed</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:+0.00;-0.00;0.00} {Label}, {Evidence.Length} quotes, {(Replayed ? "replayed" : "asked")}");
}
