using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Reads a script in cells: what was generated is passed over, what stands as a comment is taken back.</summary>
sealed class ScriptReader
{
    readonly string name, text;
    readonly string[] lines;
    readonly int[] starts;
    readonly List<(CellMarker Marker, string Source, string Text, int Line)> cells = [];
    JsonObject metadata = ScriptNotebook.DefaultMetadata(), rest = ScriptNotebook.DefaultRest();

    ScriptReader(string name, string text)
    {
        (this.name, this.text) = (name, text);
        lines = (text.StartsWith('\uFEFF') ? text[1..] : text).Split('\n');
        starts = new int[lines.Length + 1];
        starts[0] = text.Length - lines.Sum(l => l.Length + 1) + 1;
        for (var i = 0; i < lines.Length; i++)
            starts[i + 1] = Math.Min(text.Length, starts[i] + lines[i].Length + 1);
        starts[0] = 0;
    }

    /// <summary>The folder that the script starts in, relative to its own.</summary>
    public string Folder { get; private set; } = ".";

    /// <summary>The parts of the text as they stand in the file.</summary>
    public ScriptText Text { get; private set; } = new("", [], "");

    public ScriptNotebook Notebook { get; private set; } = null!;

    /// <summary>What is not as the script says.</summary>
    public List<string> Notes { get; } = [];

    /// <param name="name">Named in messages.</param>
    /// <param name="text">With \n at the end of lines.</param>
    /// <param name="keepsIds">Two cells of one id stay so, as they are in the notebook that the text was made of.</param>
    /// <exception cref="InputException">It cannot be taken apart; says where.</exception>
    public static ScriptReader Read(string name, string text, bool keepsIds = false)
    {
        var reader = new ScriptReader(name, text);
        var at = reader.Head();
        var head = text[..reader.starts[at]];
        while (at < reader.lines.Length && reader.starts[at] < text.Length && reader.lines[at] != ScriptMark.Generated)
            at = reader.Cell(at);
        reader.Tail(at);
        reader.Text = new(head, [.. reader.cells.Select(c => c.Text)], text[reader.starts[at]..]);
        reader.Notebook = reader.ToNotebook(keepsIds);
        return reader;
    }

    int Head()
    {
        var generated = false;
        var at = lines[0].StartsWith("#!", StringComparison.Ordinal) ? 1 : 0;
        for (; at < lines.Length; at++)
        {
            if (ScriptHeader.IsEdge(lines[at]) && Array.FindIndex(lines, at + 1, ScriptHeader.IsEdge) is > 0 and var edge)
            {
                if (ScriptHeader.Read(lines[(at + 1)..edge]) is { } said)
                    (metadata, rest) = said;
                at = edge;
            }
            else if (lines[at] == ScriptMark.Generated && !generated)
            {
                generated = true;
                var end = Array.IndexOf(lines, ScriptMark.GeneratedEnd, at);
                if (end < 0)
                    throw new InputException($"{Place(at)}: {ScriptMark.Generated} without {ScriptMark.GeneratedEnd}. Convert the notebook again.");
                Folder = lines[at..end].Select(ScriptHeader.Folder).OfType<string>().FirstOrDefault() ?? Folder;
                at = end;
            }
            else if (lines[at].Trim().Length > 0 && !lines[at].StartsWith("#:", StringComparison.Ordinal))
            {
                break;
            }
        }
        return at;
    }

    /// <summary>Reads a cell and finds the line behind it.</summary>
    int Cell(int at)
    {
        var isMarked = CellMarker.Is(lines[at]);
        var marker = isMarked ? CellMarker.Read(lines[at], Place(at)) : new("code", null, []);
        var from = isMarked ? at + 1 : at;
        var end = marker.Has(CellMarker.LineCount) ? Counted(marker, from, at) : from;
        var next = end;
        while (next < lines.Length && !CellMarker.Is(lines[next]) && lines[next] != ScriptMark.Generated)
            next++;
        if (!marker.Has(CellMarker.LineCount))
            end = next > from && lines[next - 1].Length == 0 ? next - 1 : next;
        else if (lines[end..next].FirstOrDefault(l => l.Trim().Length > 0) is { } more)
            throw new InputException($"{Place(at)}: the marker says lines={end - from}, and the cell goes on: '{Terminal.Line(more, 60)}'. Give the number of lines that it has.");
        var source = marker.Kind == "code" ? Code(marker, from, end) : Comment(from, end);
        cells.Add((marker, source, text[starts[at]..starts[next]], at + 1));
        return next;
    }

    int Counted(CellMarker marker, int from, int at) => marker[CellMarker.LineCount] is JsonValue value && value.TryGetValue(out int count) && count >= 0 && from + count <= lines.Length
        ? from + count : throw new InputException($"{Place(at)}: lines={NotebookText.Line(marker[CellMarker.LineCount])}. Expected the number of lines of the cell.");

    string Code(CellMarker marker, int from, int end)
    {
        var mark = marker.Has(CellMarker.Mark) ? new ScriptMark(Lines.From(marker[CellMarker.Mark]) is { Length: > 0 } sign && sign.All(c => c == '=') ? sign
            : throw new InputException($"{Place(from - 1)}: mark={NotebookText.Line(marker[CellMarker.Mark])}. Expected equals signs.")) : ScriptMark.Usual;
        var source = new List<string>();
        var shown = new ShownValue(mark);
        for (var i = from; i < end; i++)
        {
            shown.Pass(lines[i], source.Count);
            if (lines[i] == mark.Open)
            {
                var close = Array.IndexOf(lines, mark.Close, i, end - i);
                i = close >= 0 ? close : throw new InputException($"{Place(i)}: {mark.Open} without {mark.Close} in the same cell.");
                shown.Pass(lines[i], source.Count);
            }
            else if (!lines[i].EndsWith(mark.Added(""), StringComparison.Ordinal))
            {
                var original = mark.Original(lines[i], Place(i));
                if (original is null)
                    shown.Below(lines[i], i);
                source.Add(original ?? lines[i]);
            }
        }
        if (shown.HasCodeBelow(out var below))
        {
            if (!shown.Display(source))
                throw new InputException($"{Place(below)}: cell {cells.Count + 1}: code below a value that is shown and shares its line with other code. Put the value on a line of its own, as display(…);");
            Notes.Add($"{Place(below)}: cell {cells.Count + 1}: code stands below the value that the cell shows, which became a statement that shows it");
        }
        return string.Join('\n', source);
    }

    string Comment(int from, int end)
    {
        while (end > from && lines[end - 1].Trim().Length == 0)
            end--;
        return string.Join('\n', Enumerable.Range(from, end - from).Select(i => ScriptMark.Usual.Prefix is var prefix && lines[i].StartsWith(prefix + "\"", StringComparison.Ordinal) ? ScriptMark.Usual.Original(lines[i], Place(i))
            : lines[i].StartsWith("// ", StringComparison.Ordinal) ? lines[i][3..]
            : lines[i].StartsWith("//", StringComparison.Ordinal) ? lines[i][2..]
            : throw new InputException($"{Place(i)}: '{Terminal.Line(lines[i], 60)}' in a cell of text. Expected every line to begin with '// ', or a marker before the code.")));
    }

    void Tail(int at)
    {
        if (at >= lines.Length || lines[at] != ScriptMark.Generated)
            return;
        var end = Array.LastIndexOf(lines, ScriptMark.GeneratedEnd);
        if (end < at)
            throw new InputException($"{Place(at)}: {ScriptMark.Generated} without {ScriptMark.GeneratedEnd}. Convert the notebook again.");
        var more = Array.FindIndex(lines, end + 1, l => l.Trim().Length > 0);
        if (more > 0)
            throw new InputException($"{Place(more)}: '{Terminal.Line(lines[more], 60)}' behind what is generated. Put cells before it.");
    }

    ScriptNotebook ToNotebook(bool keepsIds)
    {
        var plain = new ScriptNotebook([], metadata, rest);
        var taken = cells.Select(c => Lines.From(c.Marker["id"])).OfType<string>().ToHashSet();
        var seen = new HashSet<string>();
        for (var i = 0; i < cells.Count; i++)
        {
            if (keepsIds || Lines.From(cells[i].Marker["id"]) is not { } id || seen.Add(id))
                continue;
            var fresh = ScriptIds.New(i + 1, taken);
            taken.Add(fresh);
            var marker = cells[i].Marker;
            cells[i] = (marker with { Values = [.. marker.Values.Select(v => v.Key == "id" ? KeyValuePair.Create<string, JsonNode?>(v.Key, fresh) : v)] }, cells[i].Source, cells[i].Text, cells[i].Line);
            Notes.Add($"{Place(cells[i].Line - 1)}: cell {i + 1} has the id '{Terminal.Line(id, 60)}' of an earlier cell, and gets '{fresh}'");
        }
        return plain with { Cells = [.. cells.Select((c, i) => new ScriptCell(c.Marker.Kind, c.Source, c.Marker.MetadataOf(metadata), Rest(c.Marker, i + 1, plain.HasIds, taken)))] };
    }

    static JsonObject Rest(CellMarker marker, int number, bool hasIds, IReadOnlySet<string> taken)
    {
        var rest = (JsonObject?)(marker[CellMarker.Rest] as JsonObject)?.DeepClone() ?? [];
        if (marker.Has("id") && (marker["id"] is not null || !hasIds))
            rest["id"] = marker["id"]?.DeepClone();
        else if (!marker.Has("id") && hasIds)
            rest["id"] = ScriptIds.New(number, taken);
        return rest;
    }

    string Place(int line) => FormattableString.Invariant($"{name}({line + 1})");
}
