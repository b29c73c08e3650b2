using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>An answer as it must be written; every other form is refused, and nothing of it is taken.</summary>
sealed record AnswerForm(string Label, double Score, ImmutableArray<EvidenceForm> Evidence, ImmutableArray<TickerForm> Tickers);

/// <summary>A quote, and what it adds.</summary>
sealed record EvidenceForm(string Quote, double Adds);

/// <summary>A company, its score, and a quote.</summary>
sealed record TickerForm(string Ticker, double Score, string Quote);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, MaxDepth = 8)]
[JsonSerializable(typeof(AnswerForm))]
sealed partial class AnswerJson : JsonSerializerContext;

/// <summary>Reads answers strictly.</summary>
static partial class AnswerReading
{
    const int MostQuotes = 20, LongestQuote = 300;

    /// <summary>How far from 0 a text of no direction may be.</summary>
    const double Undecided = 0.25;

    /// <summary>What an answer says, or why it cannot be used. The reason is the kit's own words: nothing of the answer stands in it but numbers.</summary>
    public static (ChatAnswer? Answer, string? Refused) Read(string answer, SentText text)
    {
        AnswerForm? form;
        try
        {
            form = JsonSerializer.Deserialize(answer, AnswerJson.Default.AnswerForm);
        }
        catch (JsonException)
        {
            return (null, IsJson(answer) ? "it is not of the asked form: it lacks a field, has one too many or twice, or one of another type" : "it is not one JSON object");
        }
        if (form is null) return (null, "it is not one JSON object");
        if (form.Evidence.IsDefault || form.Tickers.IsDefault || form.Evidence.Contains(null!) || form.Tickers.Contains(null!)) return (null, "it is not of the asked form: a list, or one of its items, is null");
        if (Fault(form) is { } fault) return (null, fault);
        // Adding 0 leaves no negative zero.
        var (evidence, tickers, places) = (new List<ChatQuote>(), new List<ChatTicker>(), new List<(int, int)>());
        foreach (var (quote, i) in form.Evidence.Select((quote, i) => (quote, i + 1)))
        {
            if (text.Find(quote.Quote, places) is not var (start, length)) return (null, Invariant($"evidence {i} does not stand in the article as whole words of one paragraph, or stands in the list twice"));
            places.Add((start, length));
            evidence.Add(new(start, length, quote.Adds + 0.0));
        }
        foreach (var (ticker, i) in form.Tickers.Select((ticker, i) => (ticker, i + 1)))
        {
            if (text.Find(ticker.Quote, []) is not var (start, length)) return (null, Invariant($"the quote of ticker {i} does not stand in the article as whole words of one paragraph"));
            tickers.Add(new(ticker.Ticker, ticker.Score + 0.0, start, length));
        }
        return (new(form.Label, form.Score + 0.0, [.. evidence.OrderBy(quote => quote.Start).ThenBy(quote => quote.Length)],
            [.. tickers.OrderBy(ticker => ticker.Start).ThenBy(ticker => ticker.Ticker, StringComparer.Ordinal)], null, null, null, false), null);
    }

    static string? Fault(AnswerForm form)
    {
        if (!Valid(form.Score)) return Invariant($"the score is {form.Score:R}, not from -1 to 1");
        if (form.Label is not ("positive" or "negative" or "neutral" or "mixed" or "silent")) return "the label is none of the five";
        var agrees = form.Label switch
        {
            "positive" => form.Score > 0,
            "negative" => form.Score < 0,
            "silent" => form.Score == 0,
            _ => Math.Abs(form.Score) <= Undecided,
        };
        if (!agrees) return Invariant($"the label is {form.Label} and the score {form.Score:R}: they contradict each other");
        if (form.Evidence.Length > MostQuotes || form.Tickers.Length > MostQuotes) return Invariant($"it has {form.Evidence.Length} quotes and {form.Tickers.Length} tickers, more than {MostQuotes}");
        if ((form.Label == "silent") != form.Evidence.IsEmpty) return form.Evidence.IsEmpty ? "there is no evidence" : "the label is silent, and there is evidence";
        for (var i = 0; i < form.Evidence.Length; i++)
        {
            if (!Valid(form.Evidence[i].Adds)) return Invariant($"what evidence {i + 1} adds is {form.Evidence[i].Adds:R}, not from -1 to 1");
            if (form.Evidence[i].Quote.Length > LongestQuote) return Invariant($"evidence {i + 1} is longer than {LongestQuote} characters");
        }
        for (var i = 0; i < form.Tickers.Length; i++)
        {
            if (!Symbol().IsMatch(form.Tickers[i].Ticker)) return Invariant($"ticker {i + 1} is not of a ticker's form");
            if (!Valid(form.Tickers[i].Score)) return Invariant($"the score of ticker {i + 1} is {form.Tickers[i].Score:R}, not from -1 to 1");
            if (form.Tickers[i].Quote.Length > LongestQuote) return Invariant($"the quote of ticker {i + 1} is longer than {LongestQuote} characters");
        }
        return form.Tickers.Select(ticker => ticker.Ticker).Distinct(StringComparer.Ordinal).Count() < form.Tickers.Length ? "a ticker stands in the list twice" : null;
    }

    static bool Valid(double number) => number is >= -1 and <= 1;

    static bool IsJson(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, new() { MaxDepth = 64 });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[A-Z0-9^][A-Z0-9.\-^=]{0,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Symbol();
}
