using System.Globalization;
using CsvHelper;

namespace ResearchKit;

/// <summary>The master dictionary of Loughran and McDonald (2011, and the editions since): a row for each word, with a column for each category.</summary>
static class MasterDictionary
{
    const int FirstYear = 1900, LastYear = 2100;

    static readonly string[] Columns = ["Word", "Positive", "Negative"];

    /// <summary>Whether a header is that of the dictionary; names and order of the other columns vary between editions.</summary>
    public static bool Has(string header)
    {
        var found = header.Split(',').Select(name => name.Trim().Trim('"')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Columns.All(found.Contains);
    }

    public static WordList Read(string path, string text, ImportOptions options)
    {
        var rows = new List<(string Word, int Positive, int Negative, long Line)>();
        using var csv = LexiconFile.Open(text);
        try
        {
            csv.ReadHeader();
            foreach (var column in Columns)
                if (csv.Headers.Count(header => header.Trim().Equals(column, StringComparison.OrdinalIgnoreCase)) != 1)
                    throw new InputException($"{path}(1): column '{column}' does not stand there once. Found: {Untrusted.Line(string.Join(", ", csv.Headers))}. Expected Word, Positive, Negative and others, each once.");
            while (csv.Read()) rows.Add((csv.GetString("Word").Trim(), Year("Positive"), Year("Negative"), csv.LineNumber));
        }
        catch (CsvFormatException e)
        {
            throw LexiconFile.Broken(path, e);
        }
        var years = rows.SelectMany(row => new[] { row.Positive, row.Negative }).Where(year => year != 0).Select(Math.Abs).ToList();
        var first = years.Count == 0 ? FirstYear : years.Min();
        var day = options.AsOf ?? DateOnly.MaxValue;
        var list = new WordListBuilder(path, options.MaxLoss);
        foreach (var row in rows)
        {
            if (In(row.Positive)) list.Add(row.Word.ToLowerInvariant(), options.Valence, Note("positive", row.Positive), path, row.Line);
            if (In(row.Negative)) list.Add(row.Word.ToLowerInvariant(), -options.Valence, Note("negative", row.Negative), path, row.Line);
        }
        var edition = options.AsOf is { } asOf ? string.Create(CultureInfo.InvariantCulture, $"as of {asOf:yyyy-MM-dd}; its first year is {first}") : "the latest edition in the file";
        return list.Build($"Loughran-McDonald master dictionary, {edition}", Licence.LoughranMcDonald);

        // A change counts from the last day of its year: the file does not tell the day, and an earlier one would know the future.
        bool In(int year) => year > 0 ? Over(year) : year < 0 && Over(first) && !Over(-year);

        bool Over(int year) => day >= new DateOnly(year, 12, 31);

        static string Note(string category, int year) => FormattableString.Invariant($"Loughran-McDonald {category}, {(year > 0 ? "since" : "removed in")} {Math.Abs(year)}");

        int Year(string column)
        {
            var cell = csv.GetString(column).Trim();
            return int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var year) && (year == 0 || year is >= FirstYear and <= LastYear or <= -FirstYear and >= -LastYear) ? year
                : throw new InputException($"{path}({csv.LineNumber}): {column} {Untrusted.Quote(cell)} is no year. Expected 0, the year the word was added, or minus the year it was removed.");
        }
    }
}
