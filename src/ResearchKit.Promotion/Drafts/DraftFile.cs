using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace ResearchKit;

/// <summary>A draft as a CSV file: a row <c>parent</c> first, then rows <c>learned</c>, then the edits in their order.</summary>
static class DraftFile
{
    const string Expected = "a draft: CSV with the columns edit, term, why and, if wanted, role, valence, direction, quantity, by, date, source, evidence, texts";

    const string Parent = "parent", Learned = "learned";

    static readonly ImmutableArray<string> Names = ["edit", "term", "role", "valence", "direction", "quantity", "why", "by", "date", "source", "evidence", "texts"];

    static readonly ImmutableArray<EditKind> Kinds = [.. Enum.GetValues<EditKind>()];

    /// <summary>Whether a file is a draft: its header has a column <c>edit</c>.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static bool Is(string path)
    {
        if (!File.Exists(path) || !Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase)) return false;
        try { return File.ReadLines(path).FirstOrDefault("").TrimStart('\uFEFF').Split(',').Any(name => name.Trim().Trim('"').Equals("edit", StringComparison.OrdinalIgnoreCase)); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new InputException($"{Untrusted.Line(path)}: cannot be read: {e.Message}", e); }
    }

    /// <summary>What a draft says that it was learned on, whatever its parent.</summary>
    public static ImmutableArray<LearnedOn> LearnedOf(string path) => [.. Rows(path).Where(row => row.Text("edit").Equals(Learned, StringComparison.OrdinalIgnoreCase)).Select(Texts)];

    /// <summary>What a draft says that its parent is; null when it says nothing.</summary>
    public static (string Reference, string Hash)? ParentOf(string path)
    {
        var parents = Rows(path).Where(row => row.Text("edit") == Parent).Select(row => (row.Text("term"), row.Text("source"))).ToList();
        return parents.Count == 0 ? null : parents[0];
    }

    /// <param name="path">The file.</param>
    /// <param name="root">What the edits are made on: a draft without edits on the parent, or with those of another draft.</param>
    /// <param name="moving">Whether the edits are to be made on another parent than the file names.</param>
    public static LexiconDraft Read(string path, LexiconDraft root, bool moving = false)
    {
        var (rows, parent) = (Rows(path), root.Lexicon);
        if (rows.Count == 0) throw new InputException($"{path}: no edits. Expected at least one row under the header.");
        var draft = root.WrittenBy(rows.Select(row => row.Text("by")).FirstOrDefault(by => by.Length > 0) ?? throw new InputException($"{path}: no row has an author. Expected a name in the column by."),
            rows.Select(row => row.Day("date")).OfType<DateOnly>().DefaultIfEmpty().Max());
        foreach (var row in rows)
            switch (row.Text("edit").ToLowerInvariant())
            {
                case Parent when row.Text("source") is var hash && hash.Length > 0 && hash != parent.Hash && !moving:
                    throw new InputException($"{row.Where}: the draft was made on {Untrusted.Line(row.Text("term"))} ({Untrusted.Line(hash.Length > 8 ? hash[..8] : hash)}), and this is {parent.Label}. Expected the same words: name that parent, or move the draft with ./kit lexicon draft {path} --onto champion.");
                case Parent:
                    break;
                case Learned:
                    draft = draft.Knowing(Texts(row));
                    break;
                default:
                    draft = draft.With(Edit(row), row.Where);
                    break;
            }
        return draft;
    }

    public static void Write(string path, LexiconDraft draft) => Files.WriteText(path, writer =>
    {
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteRecord([.. Names]);
        csv.WriteRecord(Parent, draft.Parent.Version is null ? draft.Parent.Path ?? draft.Parent.Name : draft.Parent.Reference, "", "", "", "", "", draft.By, LexiconFile.Day(draft.On), draft.Parent.Hash, "", "");
        foreach (var texts in draft.Learned)
            csv.WriteRecord(Learned, texts.Name, "", "", "", "", "", "", "", texts.From is null ? "" : $"{Instant(texts.From)}/{Instant(texts.Until)}", LexiconFile.Count(texts.Texts.Length), texts.Marks());
        foreach (var edit in draft.Edits)
            csv.WriteRecord(EntryEdit.Word(edit.Kind), edit.Term, edit.Role is { } role ? LexiconFile.Word(role) : "", LexiconFile.Number(edit.Valence), LexiconFile.Number(edit.Direction), LexiconFile.Number(edit.Quantity),
                edit.Why, edit.By, LexiconFile.Day(edit.On), edit.Source, LexiconFile.Count(edit.Evidence), "");
    });

    static string Instant(DateTimeOffset? time) => time!.Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    static EntryEdit Edit(DraftRow row)
    {
        var kind = Kinds.Select(known => (EditKind?)known).FirstOrDefault(known => EntryEdit.Word(known!).Equals(row.Text("edit"), StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException($"{row.Where}: edit {Untrusted.Quote(row.Text("edit"))} is not known. Available: {Parent}, {Learned}, {string.Join(", ", Kinds.Select(known => EntryEdit.Word(known)))}.");
        return new(kind, row.Text("term"), row.Text("role").Length == 0 ? null : row.Cells.Role(), row.Cells.Number("valence"), row.Text("why"), row.Text("by"),
            row.Day("date") ?? throw new InputException($"{row.Where}: date '' is missing. Expected the day of the edit, in the form 2026-01-31."), row.Text("source"), row.Cells.Count("evidence"))
        { Direction = row.Cells.Number("direction"), Quantity = row.Cells.Number("quantity") };
    }

    static LearnedOn Texts(DraftRow row)
    {
        try
        {
            var window = row.Text("source").Split('/');
            var marks = LearnedOn.ReadMarks(row.Text("texts"));
            if (row.Cells.Count("evidence") is { } count && count != marks.Length) throw new FormatException($"there are {marks.Length} marks of texts, and {count} texts.");
            DateTimeOffset? Time(int i) => row.Text("source").Length == 0 ? null : DateTimeOffset.ParseExact(window[i], "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            return new(row.Text("term"), Time(0), Time(window.Length - 1), marks);
        }
        catch (FormatException e)
        {
            throw new InputException($"{row.Where}: says of texts that were learned on what cannot be read: {e.Message} Expected a row as the kit wrote it: make the suggestions again.", e);
        }
    }

    /// <summary>A row that keeps its cells when the reader has gone on.</summary>
    readonly record struct DraftRow(string Where, ImmutableDictionary<string, string> Named, LexiconRow Cells)
    {
        public string Text(string column) => Named.GetValueOrDefault(column, "");

        public DateOnly? Day(string column) => Cells.Day(column);
    }

    static List<DraftRow> Rows(string path)
    {
        var rows = new List<DraftRow>();
        using var csv = LexiconFile.Open(Files.ReadText(path, Expected));
        try
        {
            csv.ReadHeader();
            foreach (var name in (string[])["edit", "term", "why"])
                if (!csv.TryGetFieldIndex(name, out _)) throw new InputException($"{path}(1): column '{name}' is missing. Found: {Untrusted.Line(string.Join(", ", csv.Headers))}. Expected {Expected}.");
            if (csv.Headers.FirstOrDefault(header => !Names.Contains(header.Trim().ToLowerInvariant())) is { } odd) throw new InputException($"{path}(1): column {Untrusted.Quote(odd)} is not known. Expected {Expected}.");
            while (csv.Read())
            {
                var cells = Names.Where(name => csv.TryGetFieldIndex(name, out _)).ToImmutableDictionary(name => name, name => csv.GetString(name).Trim());
                var where = $"{path}({csv.LineNumber})";
                rows.Add(new(where, cells, new(name => cells.GetValueOrDefault(name, ""), () => where)));
            }
        }
        catch (CsvFormatException e)
        {
            throw LexiconFile.Broken(path, e);
        }
        return rows;
    }
}
