using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel;

/// <summary>Makes a program of one file of a notebook: the cells in their order, between a head and an end that are generated.</summary>
/// <param name="notebook">What is written.</param>
/// <param name="place">Where both are.</param>
sealed class ScriptWriter(ScriptNotebook notebook, ScriptPlace place)
{
    readonly List<ScriptLine> head = [], tail = [];
    readonly List<List<ScriptLine>> cells = [];
    readonly List<string> usings = ["using System;", "using System.Text;", "using System.Collections;", "using System.Collections.Generic;", "using System.Threading.Tasks;", "using System.Linq;", "using static Microsoft.DotNet.Interactive.Kernel;"];
    CellNames names = new(new HashSet<string> { "args" }, new HashSet<string>()); // the parameter of every program
    int scopes;

    /// <summary>What <c>#r</c> names, with the cell that does.</summary>
    public List<(string Name, int Cell, int Line)> References { get; } = [];

    /// <summary>What of the cells a script does not do.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Every line with the cell and line that it stands for.</summary>
    public IEnumerable<ScriptLine> Lines => [.. head, .. cells.SelectMany(c => c), .. tail];

    /// <summary>The script as it is when nobody has touched it.</summary>
    /// <exception cref="InputException">A cell holds what no program of one file can hold.</exception>
    public ScriptText Write()
    {
        var types = new List<ScriptLine>();
        for (var i = 0; i < notebook.Cells.Count; i++)
            cells.Add([.. Cell(notebook.Cells[i], i + 1, types), new("")]);
        Head(ScriptReferences.For(place, References));
        Tail(types);
        return new(Text(head), [.. cells.Select(Text)], Text(tail));
    }

    /// <summary>The script as it is wanted: as somebody laid it out by hand, where what that stands for is unchanged.</summary>
    public static string Laid(ScriptNotebook notebook, ScriptText canonical)
    {
        var ends = canonical.Head + canonical.Tail;
        var text = new ScriptText(ScriptForm.Find(notebook.Metadata, "head", ends) ?? canonical.Head,
            [.. canonical.Cells.Select((c, i) => ScriptForm.Find(notebook.Cells[i].Metadata, "text", c) ?? c)],
            ScriptForm.Find(notebook.Metadata, "tail", ends) ?? canonical.Tail).ToString();
        return ScriptForm.HasCarriageReturns(notebook.Metadata) ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
    }

    /// <summary>What somebody changed in the generated parts of a script: it is in no cell.</summary>
    public IEnumerable<string> Changes(ScriptText given)
    {
        var (headNow, tailNow) = (Generated(given.Head), Generated(given.Tail));
        var (headMade, tailMade) = (Generated(Text(head)), Generated(Text(tail)));
        var directives = given.Head.Split('\n').Where(l => l.StartsWith("#:package", StringComparison.Ordinal) || l.StartsWith("#:project", StringComparison.Ordinal)).Except(headMade);
        foreach (var line in headNow.Except(headMade).Union(directives))
            yield return $"{place.Name}: '{Terminal.Line(line, 100)}' in the head is not taken over: write a using or a #r into a cell";
        foreach (var line in headNow.Count == 0 ? [] : headMade.Except(headNow))
            yield return $"{place.Name}: '{Terminal.Line(line, 100)}' was taken out of the head, which is not taken over: change the cell that it comes from";
        if (tailNow.Count == 0)
            yield break;
        var changed = tail.Where(l => l.Cell > 0 && !given.Tail.Contains(l.Text, StringComparison.Ordinal)).ToList();
        foreach (var type in changed)
            yield return FormattableString.Invariant($"{place.Cell(type.Cell)}, line {type.Line}: its type was changed at the script's end, which is not taken over: change it in the cell, in the lines marked //=");
        // The lines of a type that was changed are said already.
        if (changed.Count == 0 && tailNow.Except(tailMade).Concat(tailMade.Except(tailNow)).FirstOrDefault() is { } other)
            yield return $"{place.Name}: '{Terminal.Line(other, 100)}' at the script's end was added, changed or taken out, which is not taken over: write types into a cell";
    }

    static List<string> Generated(string part)
    {
        var lines = part.Split('\n').ToList();
        var (from, to) = (lines.IndexOf(ScriptMark.Generated), lines.LastIndexOf(ScriptMark.GeneratedEnd));
        return from < 0 || to < from ? [] : [.. lines[from..to].Where(l => l.Trim().Length > 0)];
    }

    static string Text(IEnumerable<ScriptLine> lines) => string.Concat(lines.Select(l => l.Text + "\n"));

    IEnumerable<ScriptLine> Cell(ScriptCell cell, int number, List<ScriptLine> types)
    {
        var mark = cell.IsCode ? ScriptMark.For(cell.Source) : ScriptMark.Usual;
        var body = (cell.IsCode ? Code(cell, number, mark, types) : CellLines.Comment(cell.Source, number, mark)).ToList();
        var lines = body.SelectMany(l => l.Text.Split('\n')).ToList();
        int? count = lines.Any(ScriptMark.LooksLikeMarker) ? lines.Count : null;
        return [new(Marker(cell, number, count, mark).ToString(), number), .. body];
    }

    IEnumerable<ScriptLine> Code(ScriptCell cell, int number, ScriptMark mark, List<ScriptLine> types)
    {
        CellCode code;
        try
        {
            code = CellCode.Read(cell.Source, place.Cell(number));
        }
        catch (InputException) when (cell.Raises)
        {
            return CellLines.Aside(cell.Source, number, mark);
        }
        Notes.AddRange(code.Notes);
        usings.AddRange(code.Usings.Except(usings));
        types.AddRange(code.Types.Select(t => new ScriptLine(t.Text, number, t.Line, Fixed: false)));
        References.AddRange(code.References.Select(r => (r.Name, number, r.Line)));
        var before = new List<string>();
        if (names.Collides(code.Names))
        {
            // A local function may declare what stands outside it again, and what the cells before declared still sees the old.
            before.Add(FormattableString.Invariant($"await Scope{++scopes}(); async System.Threading.Tasks.Task Scope{scopes}() {{"));
            names = CellNames.None;
        }
        names = names.With(code.Names);
        var raises = cell.Raises && cell.Source.Trim().Length > 0;
        return CellLines.Code(cell.Source, code, number, mark, raises ? [.. before, "try {"] : before, raises ? ["} catch (Exception researchKitExpected) { ResearchKitScript.Cell.Value(researchKitExpected); }"] : []);
    }

    CellMarker Marker(ScriptCell cell, int number, int? lines, ScriptMark mark)
    {
        var values = new List<KeyValuePair<string, JsonNode?>>();
        var rest = ScriptNotebook.Without(cell.Rest, "id");
        if (ScriptIds.Needs(notebook, cell, number))
            values.Add(new("id", cell.Rest["id"]));
        if (lines is not null)
            values.Add(new(CellMarker.LineCount, lines));
        if (mark != ScriptMark.Usual)
            values.Add(new(CellMarker.Mark, mark.Sign));
        if (rest.Count > 0)
            values.Add(new(CellMarker.Rest, rest));
        var metadata = ScriptForm.Without(cell.Metadata);
        var title = metadata["title"] is JsonValue t && t.TryGetValue(out string? text) && CellMarker.IsTitle(text) ? text : null;
        if (CellMarker.Own(notebook.Metadata, cell.Kind, metadata) is { } own)
            return new(cell.Kind, title, [.. values, .. own.Where(p => title is null || p.Key != "title")]);
        return new(cell.Kind, null, [.. values, new(CellMarker.Metadata, metadata)]);
    }

    void Head(IEnumerable<string> references)
    {
        var metadata = ScriptForm.Without(notebook.Metadata);
        if (!JsonNode.DeepEquals(metadata, ScriptNotebook.DefaultMetadata()) || !JsonNode.DeepEquals(notebook.Rest, ScriptNotebook.DefaultRest()))
            head.AddRange(ScriptHeader.Lines(metadata, notebook.Rest).Select(l => new ScriptLine(l)));
        string[] lines =
        [
            ScriptMark.Generated,
            "// Makes one program of the cells. It is written anew at every conversion: change the cells instead.",
            .. references, "#:property PublishAot=false", "#:property ImplicitUsings=disable", "#:property Nullable=disable", "#:property AllowUnsafeBlocks=true", "#:property TreatWarningsAsErrors=false", "#:property RunAnalyzers=false",
            "#pragma warning disable", .. usings, $"{ScriptHeader.Start}{SymbolDisplay.FormatLiteral(place.FromScript(place.Notebooks), quote: true)});", ScriptMark.GeneratedEnd, "",
        ];
        head.AddRange(lines.Select(l => new ScriptLine(l)));
    }

    void Tail(IEnumerable<ScriptLine> types)
    {
        tail.Add(new(ScriptMark.Generated));
        if (scopes > 0)
            tail.Add(new(new string('}', scopes)));
        tail.AddRange(types);
        tail.Add(new(ScriptHeader.Prelude()));
        tail.Add(new(ScriptMark.GeneratedEnd));
    }
}
