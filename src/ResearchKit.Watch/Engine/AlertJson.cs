using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ResearchKit;

/// <summary>The JSON form of an alert.</summary>
static class AlertJson
{
    /// <summary>Contributions that are sent; what the others add is one number, so that the sum is still the value.</summary>
    const int MostContributions = 12;

    const int MostTitle = 300;

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Default };

    public static string Write(Alert alert)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("id", alert.Id);
            json.WriteString("rule", alert.Rule.Name);
            json.WriteString("subject", alert.Subject);
            json.WriteString("at", alert.At.UtcDateTime);
            if (alert.DeliverAt != alert.At) json.WriteString("deliverAt", alert.DeliverAt.UtcDateTime);
            json.WriteString("because", alert.Because);
            json.WriteNumber("value", alert.Value);
            json.WriteNumber("limit", alert.Rule.Limit);
            Article(json, alert);
            json.WriteNumber("counted", alert.Counted);
            json.WriteStartArray("evidence");
            foreach (var evidence in alert.Evidence)
            {
                json.WriteStartObject();
                json.WriteString("id", evidence.ArticleId);
                json.WriteString("at", evidence.At.UtcDateTime);
                json.WriteNumber("value", evidence.Value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Explanation(json, alert.Explanation);
            json.WriteString("receipt", alert.Receipt.Hash);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Article(Utf8JsonWriter json, Alert alert)
    {
        var article = alert.Article;
        json.WriteStartObject("article");
        json.WriteString("id", article.Id);
        json.WriteString("title", article.Title.Length > MostTitle ? Untrusted.Show(article.Title, MostTitle) : article.Title);
        if (article.Source is { } source) json.WriteString("source", source);
        if (article.AvailableAt is { } available) json.WriteString("availableAt", available.UtcDateTime);
        if (article.Fields.TryGetValue("link", out var link) && link.ValueKind == JsonValueKind.String) json.WriteString("link", link.GetString());
        json.WriteString("story", alert.Story.Id);
        json.WriteNumber("telling", alert.Story.Rank);
        json.WriteEndObject();
    }

    static void Explanation(Utf8JsonWriter json, Explanation why)
    {
        json.WriteStartObject("explanation");
        json.WriteString("method", why.Method);
        json.WriteNumber("value", why.Score.Value);
        json.WriteString("label", why.Label());
        var ordered = why.Contributions.OrderByDescending(part => Math.Abs(part.Value)).ThenBy(part => part.Start).ToList();
        json.WriteStartArray("contributions");
        foreach (var part in ordered.Take(MostContributions))
        {
            json.WriteStartObject();
            json.WriteString("term", part.Term);
            json.WriteNumber("start", part.Start);
            json.WriteNumber("length", part.Length);
            json.WriteNumber("value", part.Value);
            if (part.Shifts.Length > 0) json.WriteString("shifters", string.Join(", ", part.Shifts));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("others", ordered.Skip(MostContributions).Sum(part => part.Value));
        json.WriteNumber("remainder", why.Remainder);
        json.WriteEndObject();
    }
}
