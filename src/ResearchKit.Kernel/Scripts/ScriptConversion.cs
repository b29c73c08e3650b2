using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>A notebook made a script, or a script made a notebook. Each is read back before it is handed out: what does not come back the same is refused.</summary>
/// <param name="Bytes">The file to write.</param>
/// <param name="Notes">What the user should know of it.</param>
/// <param name="IsWhole">False if something that was changed is not taken over.</param>
sealed record ScriptConversion(byte[] Bytes, IReadOnlyList<string> Notes, bool IsWhole)
{
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="InputException">The file is no C# notebook, or its cells cannot be one program.</exception>
    public static ScriptConversion ToScript(string file, string target)
    {
        var bytes = Notebook.Bytes(file);
        var notebook = Notebook.Read(file, bytes);
        Language.Require(notebook);
        var root = (JsonObject)JsonNode.Parse(bytes.AsSpan(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), null, new JsonDocumentOptions { MaxDepth = 512 })!;
        var whole = ScriptNotebook.Of(notebook, root);
        var place = new ScriptPlace(file, notebook.Folder, Path.GetDirectoryName(Path.GetFullPath(target))!);
        var writer = new ScriptWriter(whole, place);
        var canonical = writer.Write();
        var text = ScriptWriter.Laid(whole, canonical);
        if (Difference(file, whole, text) is not null)
            text = canonical.ToString();
        if (Difference(file, whole, text) is { } difference)
            throw new InputException($"{file}: {difference} would not come back from a script as it is. Expected text that a C# file can hold.");
        var notes = new List<string>(writer.Notes);
        if (ScriptCompilation.Check(writer, place) is { } note)
            notes.Add($"{target}: {note}");
        if (text != canonical.ToString() && ScriptCompilation.Trouble(text, writer, place) is { } trouble)
        {
            text = canonical.ToString();
            notes.Add($"{target}: is written anew, since it does not compile as it was laid out by hand ({trouble})");
        }
        var outputs = notebook.Cells.Count(c => c.Outputs.Any());
        if (outputs > 0)
            notes.Add(FormattableString.Invariant($"{target}: a script holds no outputs: those of {outputs} cells are left out"));
        return new(Utf8.GetBytes(text), notes, IsWhole: true);
    }

    /// <exception cref="InputException">The script cannot be taken apart into cells.</exception>
    public static ScriptConversion ToNotebook(string file)
    {
        var given = Text(file);
        var script = ScriptReader.Read(file, Plain(given));
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var notebook = script.Notebook;
        var notes = new List<string>(script.Notes);
        var isWhole = true;
        try
        {
            var writer = new ScriptWriter(notebook, new(file, Path.GetFullPath(script.Folder, folder), folder));
            var canonical = writer.Write();
            var changes = writer.Changes(script.Text).ToList();
            (isWhole, notes) = (changes.Count == 0, [.. notes, .. changes]);
            Keep(notebook, script.Text, canonical);
            notes.AddRange(Changed(file, notebook, script.Text, canonical));
            if (given != Plain(given))
                ScriptForm.KeepCarriageReturns(notebook.Metadata);
            if (ScriptWriter.Laid(notebook, canonical) != given)
                throw new InputException($"{file}: would not come back from a notebook as it is. Expected lines that all end in one way.");
        }
        catch (InputException e) when (!e.Message.StartsWith($"{file}: would not", StringComparison.Ordinal))
        {
            notes.Add($"the notebook cannot be made a script again as it is: {e.Message}");
        }
        return new(NotebookText.Of(notebook.ToJson()), notes, isWhole);
    }

    static void Keep(ScriptNotebook notebook, ScriptText given, ScriptText canonical)
    {
        if (given.Head != canonical.Head || given.Tail != canonical.Tail)
            ScriptForm.Keep(notebook.Metadata, canonical.Head + canonical.Tail, ("head", given.Head), ("tail", given.Tail));
        for (var i = 0; i < given.Cells.Count; i++)
        {
            if (given.Cells[i] != canonical.Cells[i])
                ScriptForm.Keep(notebook.Cells[i].Metadata, canonical.Cells[i], ("text", given.Cells[i]));
        }
    }

    /// <summary>Lines that are made anew were changed by hand, and the notebook does not get that.</summary>
    static IEnumerable<string> Changed(string file, ScriptNotebook notebook, ScriptText given, ScriptText canonical)
    {
        for (var i = 0; i < given.Cells.Count; i++)
        {
            var mark = ScriptMark.For(notebook.Cells[i].Source);
            var (found, made) = (mark.AddedIn(given.Cells[i]), mark.AddedIn(canonical.Cells[i]));
            if (found.Count > 0 && !found.SequenceEqual(made))
                yield return FormattableString.Invariant($"{file}: cell {i + 1}: lines marked {mark.Prefix}+ or between {mark.Open} and {mark.Close} are not as they would be written; the notebook has the cell's own lines only");
        }
    }

    static string? Difference(string file, ScriptNotebook notebook, string text)
    {
        try
        {
            return notebook.DifferenceTo(ScriptReader.Read(file, Plain(text), keepsIds: true).Notebook);
        }
        catch (InputException e)
        {
            return e.Message;
        }
    }

    /// <summary>A script whose lines all end in \r\n is read as if they ended in \n; in any other, \r belongs to the text.</summary>
    static string Plain(string text) => text.Contains('\n') && text.Count(c => c == '\n') == Pairs(text) ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text;

    static int Pairs(string text) => text.AsSpan().Count("\r\n");

    static string Text(string file)
    {
        var bytes = Notebook.Bytes(file);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException($"{file}: invalid UTF-8 at byte {e.Index}. Expected a C# script.", e);
        }
    }
}
