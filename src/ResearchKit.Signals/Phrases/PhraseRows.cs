using System.Collections.Immutable;
using CsvHelper;

namespace ResearchKit;

/// <summary>Tables of phrases with guards: themes and companies.</summary>
static class PhraseRows
{
    /// <summary>A row: the required columns in their order, its phrase, and where it stands.</summary>
    public readonly record struct Row(ImmutableArray<string> Cells, Phrase Phrase, string Where);

    /// <summary>The rows of a CSV file, or of every CSV file of a folder, ordinal by name.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="what">What it holds.</param>
    /// <param name="asWritten">Whether an empty <c>case</c> means <c>written</c>.</param>
    /// <param name="columns">The required columns; <c>term</c> is one of them.</param>
    public static IEnumerable<Row> Read(string path, string what, bool asWritten, params string[] columns)
    {
        var files = Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.csv").Order(StringComparer.Ordinal)] : new[] { path };
        if (files.Length == 0) throw new InputException($"{path}: holds no {what}. Expected a .csv file with the columns {Names(columns)}.");
        return files.SelectMany(file => OfFile(file, what, asWritten, columns));
    }

    static List<Row> OfFile(string path, string what, bool asWritten, string[] columns)
    {
        using var csv = LexiconFile.Open(Files.ReadText(path, what));
        var rows = new List<Row>();
        try
        {
            csv.ReadHeader();
            foreach (var name in columns)
                if (!csv.TryGetFieldIndex(name, out _))
                    throw new InputException($"{path}(1): column '{name}' is missing. Found: {Untrusted.Line(string.Join(", ", csv.Headers))}. Expected {Names(columns)}.");
            foreach (var header in csv.Headers.Select(header => header.Trim()))
                if (!columns.Concat(Guards).Contains(header, StringComparer.OrdinalIgnoreCase))
                    throw new InputException($"{path}(1): column {Untrusted.Quote(header)} is not known. Expected {Names(columns)}.");
                else if (csv.Headers.Count(other => other.Trim().Equals(header, StringComparison.OrdinalIgnoreCase)) > 1)
                    throw new InputException($"{path}(1): column {Untrusted.Quote(header)} stands twice. Expected {Names(columns)}, each once.");
            while (csv.Read())
            {
                var where = $"{path}({csv.LineNumber})";
                var cells = columns.Select(name => csv.GetString(name).Trim()).ToImmutableArray();
                for (var i = 0; i < cells.Length; i++)
                    if (cells[i].Length == 0) throw new InputException($"{where}: {columns[i]} is empty. Expected one in every row.");
                var written = Optional("case") switch
                {
                    "" => asWritten,
                    "written" => true,
                    "any" => false,
                    var other => throw new InputException($"{where}: case {Untrusted.Quote(other)} is not known. Available: any, written."),
                };
                rows.Add(new(cells, new(csv.GetString("term").Trim()) { AsWritten = written, Needs = Words("needs"), Unless = Words("unless") }, where));
            }
        }
        catch (CsvFormatException e)
        {
            throw LexiconFile.Broken(path, e);
        }
        return rows;

        string Optional(string column) => csv.TryGetFieldIndex(column, out var index) ? csv.GetString(index).Trim() : "";

        ImmutableArray<string> Words(string column) => [.. Optional(column).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    static readonly ImmutableArray<string> Guards = ["case", "needs", "unless"];

    static string Names(string[] columns) => $"{string.Join(", ", columns)} and, if wanted, {string.Join(", ", Guards)}";
}
