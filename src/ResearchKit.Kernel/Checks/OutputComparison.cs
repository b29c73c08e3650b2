using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Compares what a cell shows with what it showed before.</summary>
/// <param name="sanitizer">What is taken out of both.</param>
/// <param name="tolerance">For numbers.</param>
/// <param name="limit">How many lines of a difference are kept.</param>
sealed class OutputComparison(Sanitizer sanitizer, Tolerance tolerance, int limit)
{
    public IEnumerable<CellDifference> Compare(Cell cell, int? count, IEnumerable<JsonObject> expected, IEnumerable<JsonObject> actual)
    {
        var (before, now) = (OutputPart.Of(expected), OutputPart.Of(actual));
        foreach (var (name, mimeType) in before.Concat(now).Select(p => (p.Name, p.MimeType)).Distinct())
        {
            var (old, current) = (Find(before, name, mimeType), Find(now, name, mimeType));
            var place = $"{Terminal.Line(name, 40)}, {Terminal.Line(mimeType, 80)}";
            if (old is null || current is null)
                yield return new(cell.Number, count, place, 0, old is null ? "was not there before" : "is not there any more", Excerpt(old ?? current!, old is null ? '+' : '-'));
            else if (Difference(old, current) is { } found)
                yield return new(cell.Number, count, place, found.Line, found.What, found.Diff);
        }
    }

    static OutputPart? Find(IEnumerable<OutputPart> parts, string name, string mimeType) => parts.FirstOrDefault(p => p.Name == name && p.MimeType == mimeType);

    List<string> Excerpt(OutputPart part, char sign) => part.IsBinary ? [] : [.. Shown(part).Split('\n').Take(limit).Select(l => sign + UnifiedDiff.Safe(l))];

    (int Line, string What, IReadOnlyList<string> Diff)? Difference(OutputPart before, OutputPart now)
    {
        if (before.IsBinary)
            return Bytes(before) == Bytes(now) ? null : (0, "other bytes", []);
        if (before.IsJson)
        {
            var paths = new List<string>();
            Json(sanitizer.Clean(before.Value), sanitizer.Clean(now.Value), "$", paths);
            return paths.Count == 0 ? null : (0, FormattableString.Invariant($"{paths.Count} values differ"), [.. paths.Take(limit)]);
        }
        var (a, b) = (Shown(before), Shown(now));
        if (tolerance.AreSame(a, b))
            return null;
        var (lines, first) = UnifiedDiff.Of(a, b, tolerance, limit);
        return lines.Count == 0 ? null : (first, "differs", lines);
    }

    /// <summary>HTML comes on few lines; a difference is looked for between its elements.</summary>
    string Shown(OutputPart part)
    {
        var text = sanitizer.Clean(part.Text);
        return part.MimeType is MimeBundle.Html or "image/svg+xml" ? text.Replace("><", ">\n<", StringComparison.Ordinal) : text;
    }

    static string Bytes(OutputPart part) => string.Concat(part.Text.Where(c => !char.IsWhiteSpace(c)));

    void Json(JsonNode? a, JsonNode? b, string path, List<string> found)
    {
        switch (a, b)
        {
            case (JsonObject x, JsonObject y):
                foreach (var name in x.Select(p => p.Key).Concat(y.Select(p => p.Key)).Distinct())
                {
                    if (x.ContainsKey(name) && y.ContainsKey(name))
                        Json(x[name], y[name], $"{path}.{name}", found);
                    else
                        found.Add(UnifiedDiff.Safe($"{path}.{name}: {(x.ContainsKey(name) ? "is gone" : "is new")}"));
                }
                break;
            case (JsonArray x, JsonArray y):
                if (x.Count != y.Count)
                    found.Add(UnifiedDiff.Safe(FormattableString.Invariant($"{path}: {x.Count} items became {y.Count}")));
                for (var i = 0; i < Math.Min(x.Count, y.Count); i++)
                    Json(x[i], y[i], FormattableString.Invariant($"{path}[{i}]"), found);
                break;
            default:
                if (!AreSame(a, b))
                    found.Add(UnifiedDiff.Safe($"{path}: {Short(a)} became {Short(b)}"));
                break;
        }
    }

    bool AreSame(JsonNode? a, JsonNode? b) => (a?.GetValueKind(), b?.GetValueKind()) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => a!.ToJsonString() == b!.ToJsonString() || Number(a) is { } x && Number(b) is { } y && tolerance.AreSame(x, y),
        (JsonValueKind.String, JsonValueKind.String) => tolerance.AreSame(a!.GetValue<string>(), b!.GetValue<string>()),
        _ => JsonNode.DeepEquals(a, b),
    };

    /// <summary>A whole number that a double cannot hold is compared by its digits.</summary>
    static double? Number(JsonNode node) =>
        double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 9e15 ? value : null;

    static string Short(JsonNode? node) => Terminal.Line(node?.ToJsonString() ?? "null", 80);
}
