using System.Globalization;

namespace ResearchKit;

/// <summary>What a chat scorer has asked for so far, and what that cost. What is replayed costs nothing and is counted apart.</summary>
/// <param name="Answers">Answers that came, refused ones among them.</param>
/// <param name="Refused">Those of them that could not be used.</param>
/// <param name="Failed">Attempts that brought none; an endpoint may charge for them.</param>
/// <param name="Replayed">Answers taken from the cassette as it was read.</param>
/// <param name="InputTokens">Tokens that were sent, as far as the endpoint says.</param>
/// <param name="OutputTokens">Tokens that were answered, likewise.</param>
/// <param name="Uncounted">Answers of which it does not say.</param>
/// <param name="Cost">In the currency of the prices; null when a price is not known, or the tokens of an answer.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ChatSpending(int Answers, int Refused, int Failed, int Replayed, long InputTokens, long OutputTokens, int Uncounted, decimal? Cost)
{
    /// <summary><c>3 answers asked for (1 refused, 0 attempts failed), 97 replayed; 1200 tokens sent, 300 answered; cost 0.0123</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Answers} answers asked for ({Refused} refused, {Failed} attempts failed), {Replayed} replayed; {InputTokens} tokens sent, {OutputTokens} answered{(Uncounted > 0 ? $", not told of {Uncounted} answers" : "")}; cost {Cost?.ToString(CultureInfo.InvariantCulture) ?? "not known"}");

    internal static ChatSpending None(ChatScorerOptions options) => new(0, 0, 0, 0, 0, 0, 0, options.InputPrice is null || options.OutputPrice is null ? null : 0);

    internal ChatSpending With(CassetteLine line, ChatScorerOptions options) => this with
    {
        Answers = Answers + 1,
        Refused = Refused + (line.Refused is null ? 0 : 1),
        InputTokens = InputTokens + (line.InputTokens ?? 0),
        OutputTokens = OutputTokens + (line.OutputTokens ?? 0),
        Uncounted = Uncounted + (line.InputTokens is null || line.OutputTokens is null ? 1 : 0),
        Cost = Cost + (line.InputTokens * options.InputPrice + line.OutputTokens * options.OutputPrice) / 1_000_000m,
    };
}
