using System.Text.Json;

namespace ResearchKit;

/// <summary>An alert as it is kept and sent: its JSON, and what has to be known of it.</summary>
/// <param name="Id">The alert's id.</param>
/// <param name="DeliverAt">Not before this; null for at once.</param>
/// <param name="Json">One line, without its end.</param>
sealed record AlertMessage(string Id, DateTimeOffset? DeliverAt, string Json)
{
    /// <summary>The timestamp of the article's arrival; 0 where it is from an earlier run, or was held back.</summary>
    public long Arrived { get; init; }

    /// <summary>The hash of its article's receipt.</summary>
    public string Receipt { get; init; } = "";

    public static AlertMessage Of(Alert alert, long arrived) => new(alert.Id, alert.DeliverAt > alert.At ? alert.DeliverAt : null, alert.ToJson()) { Arrived = alert.DeliverAt > alert.At ? 0 : arrived, Receipt = alert.Receipt.Hash };

    /// <summary>One as it stands in a journal.</summary>
    public static AlertMessage Of(string json)
    {
        using var read = JsonDocument.Parse(json);
        var root = read.RootElement;
        return new(root.GetProperty("id").GetString()!, root.TryGetProperty("deliverAt", out var later) ? later.GetDateTimeOffset() : null, json) { Receipt = root.GetProperty("receipt").GetString()! };
    }

    /// <summary>For a terminal.</summary>
    public string Line()
    {
        using var read = JsonDocument.Parse(Json);
        var root = read.RootElement;
        string Text(string field) => root.GetProperty(field).GetString()!;
        var article = root.GetProperty("article");
        var title = article.GetProperty("title").GetString() is { Length: > 0 } given ? given : article.GetProperty("id").GetString()!;
        return Untrusted.Line(FormattableString.Invariant($"{root.GetProperty("at").GetDateTime():yyyy-MM-dd HH:mm:ss}Z [{Text("rule")}] {(Text("subject") == title ? "" : $"{Text("subject")}: ")}{Text("because")} · {title} (receipt {Text("receipt")[..12]})"));
    }
}
