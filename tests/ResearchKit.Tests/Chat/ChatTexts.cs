using System.Text.Encodings.Web;
using System.Text.Json;

namespace ResearchKit.Tests;

/// <summary>An article, and answers about it.</summary>
static class ChatTexts
{
    public const string Text = "Acme raised its guidance. Orders fell in Europe.";

    public static Article Acme { get; } = Article.Of(Text, "acme");

    static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>0.4 positive: what the quotes add, 0.5 − 0.2, leaves 0.1.</summary>
    public static string Good { get; } = Answer(0.4, [("raised its guidance", 0.5), ("Orders fell", -0.2)]);

    public static string Answer(double score, (string Quote, double Adds)[] evidence, (string Ticker, double Score, string Quote)[]? tickers = null, string? label = null) => JsonSerializer.Serialize(new
    {
        label = label ?? (score > 0 ? "positive" : score < 0 ? "negative" : "neutral"),
        score,
        evidence = evidence.Select(part => new { quote = part.Quote, adds = part.Adds }),
        tickers = (tickers ?? []).Select(part => new { ticker = part.Ticker, score = part.Score, quote = part.Quote }),
    }, AsWritten);

    /// <summary>An answer to any article: its first word is what it rests on.</summary>
    public static string About(string article, double score = 0.5) => Answer(score, [(article.Split(' ')[0], score)]);

    /// <summary>A scorer on a server, with options for tests: a fast clock, one try after the other.</summary>
    public static ChatScorer Scorer(ChatServer server, Func<ChatScorerOptions, ChatScorerOptions>? options = null) =>
        ChatScorer.At(server.Url, o => (options ?? (same => same))(o with { Model = "tiny", Clock = new FastClock(), Timeout = TimeSpan.FromMinutes(30), KeyVariable = "RESEARCHKIT_TEST_NO_KEY" }));
}
