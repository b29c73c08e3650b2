using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary>Appends to a store, and asks it. The library of archives is loaded with this class.</summary>
static class StoreRun
{
    public static int Append(string path, string[] files, DateTimeOffset at)
    {
        var store = ScoreStore.Open(path);
        foreach (var file in files) Console.WriteLine(Untrusted.Line($"{file}: {store.Append(file, at)}"));
        return ExitCode.Done;
    }

    public static int Query(string path, string sql, string? file, bool json)
    {
        if (file is not null) RowFile.Check(file, [path]);
        using var found = ScoreStore.Open(path).Query(sql);
        var columns = Enumerable.Range(0, found.FieldCount).Select(found.GetName).ToArray();
        if (file is not null) RowFile.Write(file, [.. columns.Select(Untrusted.Cell)], Rows(found).Select(row => row.Select(cell => cell is string ? cell : Text(cell)).ToArray()));
        else if (json) PrintJson(columns, Rows(found));
        else
        {
            var table = Tables.New(columns);
            foreach (var row in Rows(found)) table.AddRow(row.Select(cell => Tables.Text(Text(cell) ?? "")));
            AnsiConsole.Write(table);
        }
        return ExitCode.Done;
    }

    static IEnumerable<object?[]> Rows(DbDataReader found)
    {
        while (found.Read()) yield return [.. Enumerable.Range(0, found.FieldCount).Select(i => found.IsDBNull(i) ? null : Plain(found.GetValue(i)))];
    }

    /// <summary>A store's times are in UTC, and say so.</summary>
    static object Plain(object cell) => cell is DateTime time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : cell;

    static void PrintJson(string[] columns, IEnumerable<object?[]> rows)
    {
        using var lines = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        foreach (var row in rows)
            Json.Line(lines, json =>
            {
                foreach (var (column, cell) in columns.Zip(row)) Write(json, column, cell);
            });
    }

    static void Write(Utf8JsonWriter json, string column, object? cell)
    {
        json.WritePropertyName(column);
        switch (cell)
        {
            case null: json.WriteNullValue(); break;
            case bool yes: json.WriteBooleanValue(yes); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal or BigInteger: json.WriteRawValue(Text(cell)!); break;
            default: json.WriteStringValue(Text(cell)); break;
        }
    }

    static string? Text(object? cell) => cell switch
    {
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => cell?.ToString(),
    };
}
