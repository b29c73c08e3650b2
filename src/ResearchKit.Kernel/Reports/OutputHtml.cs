using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Outputs of cells as HTML. HTML that a formatter made is inserted as it is; all other text is encoded.</summary>
sealed class OutputHtml
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly JsonSerializerOptions Compact = new(Readable) { WriteIndented = false };
    static readonly string[] Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    /// <summary>Charts so far: if any, the page needs plotly.js.</summary>
    public int Charts { get; private set; }

    /// <param name="output">One output as nbformat stores it.</param>
    public string ToHtml(JsonObject output) => Lines.From(output["output_type"]) switch
    {
        "stream" => Stream(Lines.From(output["name"]) ?? "stdout", Lines.From(output["text"]) ?? ""),
        "error" => Error(output),
        // The page carries the script itself.
        "display_data" when Lines.From((output["metadata"] as JsonObject)?["researchkit"]) == PlotlyScript.Mark => "",
        "display_data" or "execute_result" when output["data"] is JsonObject data => Shown(data),
        _ => "",
    };

    string Shown(JsonObject data)
    {
        if (data[MimeBundle.Plotly] is JsonObject figure)
            return Chart(figure);
        if (Lines.From(data[MimeBundle.Html]) is { } html)
            return $"<div class=\"output html\">{html.Trim()}</div>\n";
        if (Lines.From(data["image/svg+xml"]) is { } svg)
            return Picture("image/svg+xml", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(svg)));
        foreach (var type in Pictures)
        {
            if (Lines.From(data[type])?.ReplaceLineEndings("").Trim() is { } base64 && Convert.TryFromBase64String(base64, new byte[base64.Length], out _))
                return Picture(type, base64);
        }
        if (Lines.From(data["text/markdown"]) is { } markdown)
            return $"<div class=\"output prose\">{new MarkdownText("output", ".").ToHtml(new(0, "markdown", markdown, [], []))}</div>\n";
        if (Lines.From(data[MimeBundle.Plain]) is { } plain)
            return $"<pre class=\"output\">{Encode(plain)}</pre>\n";
        return data["application/json"] is { } json ? $"<pre class=\"output\">{Encode(json.ToJsonString(Readable))}</pre>\n" : "";
    }

    public string Chart(JsonObject figure)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"chart-{++Charts}");
        // An article's headline in a hover text must not be able to end the element.
        var json = figure.ToJsonString(Compact).Replace("<", "\\u003c", StringComparison.Ordinal);
        return $"<figure class=\"output chart\"><div id=\"{id}\" class=\"plot\"></div><script type=\"application/json\" data-chart=\"{id}\">{json}</script></figure>\n";
    }

    static string Picture(string type, string base64) => $"<div class=\"output\"><img alt=\"\" src=\"data:{type};base64,{base64}\"></div>\n";

    static string Stream(string name, string text)
    {
        // A progress bar goes back to the start of its line; what stood last is what was meant to stay.
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var kept = string.Join('\n', lines.Select(l => l.TrimEnd('\r').Split('\r')[^1]));
        return $"<pre class=\"output {(name == "stderr" ? "stderr" : "stdout")}\">{Encode(kept.TrimEnd('\n'))}</pre>\n";
    }

    static string Error(JsonObject output)
    {
        var (name, message) = (Lines.From(output["ename"]) ?? "Error", Lines.From(output["evalue"]) ?? "");
        var traceback = (output["traceback"] as JsonArray ?? []).Select(l => Lines.From(l) ?? "").ToList();
        if (traceback.FirstOrDefault() is { } first && (first == message || first == $"{name}: {message}"))
            traceback.RemoveAt(0);
        var trace = traceback.Count == 0 ? "" : $"<pre>{Encode(string.Join('\n', traceback))}</pre>";
        return $"<div class=\"output error\" role=\"alert\"><p><strong>{Encode(name)}</strong> {Encode(message)}</p>{trace}</div>\n";
    }

    static string Encode(string text) => WebUtility.HtmlEncode(Terminal.WithoutEscapes(text));
}
