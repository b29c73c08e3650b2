using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace ResearchKit;

/// <summary>A lexicon as a CSV file.</summary>
static class LexiconFile
{
    public const string Columns = "term, role, valence and, if wanted, direction, quantity, note, date, by, source, evidence";

    static readonly ImmutableArray<string> Names = ["term", "role", "valence", "direction", "quantity", "note", "date", "by", "source", "evidence"];

    /// <summary>The names of the roles that an entry can have, each at the place of its number.</summary>
    static readonly ImmutableArray<string> Roles = [.. Enum.GetNames<Role>().Where((_, number) => Entry.CanHave((Role)number)).Select(name => name.ToLowerInvariant())];

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

    public static WordList Read(string path, string text)
    {
        var check = new LexiconCheck(text.AsSpan().Count('\n'));
        using var csv = Open(text);
        try
        {
            csv.ReadHeader();
            foreach (var name in (string[])["term", "role", "valence"])
                if (!csv.TryGetFieldIndex(name, out _))
                    throw new InputException($"{path}(1): column '{name}' is missing. Found: {Untrusted.Line(string.Join(", ", csv.Headers))}. Expected {Columns}; or a published form: {ListForms.Names["kit, ".Length..]}.");
            foreach (var name in Names)
                if (csv.Headers.Count(header => header.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) > 1)
                    throw new InputException($"{path}(1): column '{name}' stands twice. Expected {Columns}, each once.");
            // Found once: there are ten cells in a row, and tens of thousands of rows.
            var columns = Names.ToDictionary(name => name, name => csv.TryGetFieldIndex(name, out var index) ? index : -1);
            var row = new LexiconRow(column => columns[column] is >= 0 and var index ? csv.GetString(index).Trim() : "", () => $"{path}({csv.LineNumber})");
            while (csv.Read()) check.Add(Row(row), path, csv.LineNumber);
        }
        catch (CsvFormatException e)
        {
            throw Broken(path, e);
        }
        var entries = check.Entries;
        if (entries.IsEmpty) throw new InputException($"{path}: no entries. Expected at least one row under the header.");
        return new(entries, [], "", Licence.NotStated, check.Words);
    }

    public static void Write(string path, ImmutableArray<Entry> entries) => Files.WriteText(path, writer =>
    {
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        // Who, on what and how often: columns of a lexicon whose entries say it.
        var columns = entries.Any(entry => entry.By.Length > 0 || entry.Source.Length > 0 || entry.Evidence is not null) ? Names.Length : Names.Length - 3;
        csv.WriteRecord([.. Names[..columns]]);
        foreach (var entry in entries)
            csv.WriteRecord([.. new[] { entry.Term, Word(entry.Role), Number(entry.Valence), Number(entry.Direction), Number(entry.Quantity), entry.Note, Day(entry.Date), entry.By, entry.Source, Count(entry.Evidence) }[..columns]]);
    });

    internal static string Word(Role role) => role.ToString().ToLowerInvariant();

    internal static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    internal static string Count(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    internal static string Number(double? value) => value is { } number ? Number(number) : "";

    /// <summary>Two decimals where they are the whole number, else all of it.</summary>
    static string Number(double value) =>
        value.ToString("0.00", CultureInfo.InvariantCulture) is var two && double.Parse(two, CultureInfo.InvariantCulture) == value ? two : value.ToString("R", CultureInfo.InvariantCulture);

    static Entry Row(LexiconRow row) => new(row.Text("term"), row.Role(), row.Number("valence") ?? throw row.Missing("valence"), row.Text("note"), row.Day("date"))
    {
        Direction = row.Number("direction"),
        Quantity = row.Number("quantity"),
        By = row.Text("by"),
        Source = row.Text("source"),
        Evidence = row.Count("evidence"),
    };

    /// <summary>The role of a name, in any case; null when none has it.</summary>
    internal static Role? Find(string role)
    {
        for (var i = 0; i < Roles.Length; i++)
            if (Roles[i].Equals(role, StringComparison.OrdinalIgnoreCase)) return (Role)i;
        return null;
    }

    internal static string Available => string.Join(", ", Roles.Order(StringComparer.Ordinal));
}

/// <summary>The cells of a row, read without the machine's culture, with errors that say where.</summary>
readonly struct LexiconRow(Func<string, string> cell, Func<string> where)
{
    /// <summary>A cell without its outer white space; empty when the column is missing.</summary>
    public string Text(string column) => cell(column);

    public Role Role() => LexiconFile.Find(Text("role")) ?? throw new InputException($"{where()}: role '{Untrusted.Line(Text("role"))}' is not known. Available: {LexiconFile.Available}.");

    public double? Number(string column) => Text(column) is not { Length: > 0 } text ? null : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw new InputException($"{where()}: {column} '{Untrusted.Line(text)}' is not a number. Expected -1 to 1, with '.' as decimal point.");

    public DateOnly? Day(string column) => Text(column) is not { Length: > 0 } text ? null : DayOf(text) is { } day ? day
        : throw new InputException($"{where()}: {column} '{Untrusted.Line(text)}' is not a date. Expected the form 2026-01-31.");

    public int? Count(string column) => Text(column) is not { Length: > 0 } text ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : throw new InputException($"{where()}: {column} '{Untrusted.Line(text)}' is not a count. Expected a whole number, 0 or more.");

    /// <summary>By its digits: <see cref="DateOnly.TryParseExact(string, string, out DateOnly)"/> asks the machine's collation, which takes longer to be ready than a lexicon to be read.</summary>
    static DateOnly? DayOf(string text)
    {
        if (text.Length != 10 || text[4] != '-' || text[7] != '-' || Digits(0, 4) is not (>= 1 and var year) || Digits(5, 2) is not (>= 1 and <= 12 and var month) || Digits(8, 2) is not (>= 1 and var day)) return null;
        return day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

        int Digits(int from, int count) => int.TryParse(text.AsSpan(from, count), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }

    public InputException Missing(string column) => new($"{where()}: {column} '' is not a number. Expected -1 to 1, with '.' as decimal point.");
}
