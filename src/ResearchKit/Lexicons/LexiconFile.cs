using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace ResearchKit;

/// <summary>A lexicon as a CSV file.</summary>
static class LexiconFile
{
    public const string Columns = "term, role, valence and, if wanted, direction, quantity, note, date";

    static readonly ImmutableSortedDictionary<string, Role> Roles =
        Enum.GetValues<Role>().Where(Entry.CanHave).ToImmutableSortedDictionary(r => r.ToString().ToLowerInvariant(), r => r, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a header names some columns of the kit's form, so that what is wrong with the others is worth saying.</summary>
    public static bool Has(string header) => header.Split(',').Select(name => name.Trim().ToLowerInvariant()).Intersect(["term", "role", "valence"]).Count() > 1;

    public static CsvReader Open(string text) => CsvReader.FromText(text, new CsvReaderOptions
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        TrackLineNumbers = true,
    });

    public static InputException Broken(string path, CsvFormatException e) =>
        new($"{path}({e.LineNumber}): {e.Message} Quote a field that holds a comma or a quote, and double the quotes inside it.", e);

    public static ImmutableArray<Entry> Read(string path, string text)
    {
        var check = new LexiconCheck();
        using var csv = Open(text);
        try
        {
            csv.ReadHeader();
            foreach (var name in (string[])["term", "role", "valence"])
                if (!csv.TryGetFieldIndex(name, out _))
                    throw new InputException($"{path}(1): column '{name}' is missing. Found: {Untrusted.Line(string.Join(", ", csv.Headers))}. Expected {Columns}; or a published form: {ListForms.Names["kit, ".Length..]}.");
            foreach (var name in (string[])["term", "role", "valence", "direction", "quantity", "note", "date"])
                if (csv.Headers.Count(header => header.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) > 1)
                    throw new InputException($"{path}(1): column '{name}' stands twice. Expected {Columns}, each once.");
            while (csv.Read()) check.Add(Row(csv, $"{path}({csv.LineNumber})"), $"{path}({csv.LineNumber})");
        }
        catch (CsvFormatException e)
        {
            throw Broken(path, e);
        }
        if (check.Entries.IsEmpty) throw new InputException($"{path}: no entries. Expected at least one row under the header.");
        return check.Entries;
    }

    public static void Write(string path, ImmutableArray<Entry> entries) => Files.WriteText(path, writer =>
    {
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteRecord("term", "role", "valence", "direction", "quantity", "note", "date");
        foreach (var entry in entries)
            csv.WriteRecord(entry.Term, entry.Role.ToString().ToLowerInvariant(), Number(entry.Valence), Number(entry.Direction), Number(entry.Quantity),
                entry.Note, entry.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
    });

    static string Number(double? value) => value is { } number ? Number(number) : "";

    /// <summary>Two decimals where they are the whole number, else all of it.</summary>
    static string Number(double value) =>
        value.ToString("0.00", CultureInfo.InvariantCulture) is var two && double.Parse(two, CultureInfo.InvariantCulture) == value ? two : value.ToString("R", CultureInfo.InvariantCulture);

    static Entry Row(CsvReader csv, string where)
    {
        var role = csv.GetString("role").Trim();
        if (!Roles.TryGetValue(role, out var parsed))
            throw new InputException($"{where}: role '{Untrusted.Line(role)}' is not known. Available: {string.Join(", ", Roles.Keys)}.");
        var date = Optional("date");
        DateOnly? changed = null;
        if (date.Length > 0)
            changed = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : throw new InputException($"{where}: date '{Untrusted.Line(date)}' is not a date. Expected the form 2026-01-31.");
        return new(csv.GetString("term").Trim(), parsed, Parse("valence", csv.GetString("valence").Trim()), Optional("note"), changed)
        {
            Direction = Optional("direction") is { Length: > 0 } direction ? Parse("direction", direction) : null,
            Quantity = Optional("quantity") is { Length: > 0 } quantity ? Parse("quantity", quantity) : null,
        };

        double Parse(string column, string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new InputException($"{where}: {column} '{Untrusted.Line(text)}' is not a number. Expected -1 to 1, with '.' as decimal point.");

        string Optional(string column) => csv.TryGetFieldIndex(column, out var index) ? csv.GetString(index).Trim() : "";
    }
}
