using DuckDB.NET.Data;

namespace ResearchKit;

/// <summary>The rows of a Parquet file in their order. Every column that the kit knows is read as text, by the rules that hold for a table; others are passed over.</summary>
sealed class ParquetRows(ArchivePart part)
{
    /// <summary>A page and its dictionary must be held unpacked. Most writers make pages of a megabyte; DuckDB's own may have 100.</summary>
    const int Memory = 1024;

    long rows, read;

    /// <summary>Bytes of the file that are done, as far as rows tell.</summary>
    public long Consumed => rows == 0 ? part.Bytes : (long)((double)read / rows * part.Bytes);

    /// <param name="skip">So many rows are passed over.</param>
    /// <exception cref="FileFault">The file is damaged, or has no text.</exception>
    public IEnumerable<Row> Read(long skip)
    {
        using var duck = Duck.Open(megabytes: Memory);
        var columns = Guarded(() => Columns(duck));
        rows = Guarded(() => (long)duck.Value($"SELECT count(*) FROM read_parquet({Duck.File(part.Location)}, hive_partitioning = false)")!);
        read = skip;
        using var found = Guarded(() => duck.Stream($"SELECT {string.Join(", ", columns.Select(column => column.Sql))} FROM read_parquet({Duck.File(part.Location)}, file_row_number = true) WHERE file_row_number >= {skip}"));
        while (Guarded(found.Read))
        {
            read++;
            yield return Row.At(read, () => Article(found, columns));
        }
    }

    Article Article(DuckDBDataReader found, List<(string Name, string Sql)> columns)
    {
        var builder = new ArticleBuilder(part.Path);
        for (var i = 0; i < columns.Count; i++)
            if (!found.IsDBNull(i)) builder.SetValue(columns[i].Name, found.GetString(i));
        return builder.Build();
    }

    List<(string Name, string Sql)> Columns(Duck duck)
    {
        var found = new List<(string Name, string Type)>();
        using (var reader = duck.Stream($"DESCRIBE SELECT * FROM read_parquet({Duck.File(part.Location)}, hive_partitioning = false)"))
            while (reader.Read()) found.Add((reader.GetString(0), reader.GetString(1)));
        var names = found.Select(column => column.Name).ToList();
        var missing = !names.Contains("id") ? "'id'" : !names.Contains("text") && !names.Contains("paragraphs") ? "'text' or 'paragraphs'" : null;
        if (missing is not null) throw new FileFault(0, $"the column {missing} is missing. Found: {Untrusted.Show(string.Join(", ", names), 200)}. Expected columns id, and text or paragraphs.");
        return [.. found.Where(column => ArticleRules.KnownFields.Contains(column.Name)).Select(column => (column.Name, Text(column.Name, column.Type)))];
    }

    static string Text(string name, string type)
    {
        var column = $"\"{name}\"";
        if (type == "VARCHAR") return column;
        if (name is "paragraphs" or "tickers") return $"to_json({column})::VARCHAR";
        if (name is "publishedAt" or "availableAt")
            return type == "TIMESTAMP WITH TIME ZONE" ? $"strftime({column} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
                : throw new FileFault(0, $"the column {name} is {type}, which says no offset from UTC. Expected TIMESTAMP WITH TIME ZONE, or text such as 2026-01-05T14:30:00Z.");
        return $"{column}::VARCHAR";
    }

    T Guarded<T>(Func<T> act)
    {
        try { return act(); }
        catch (DuckDBException e) when (e.ErrorType == DuckDB.NET.Native.DuckDBErrorType.OutOfMemory) { throw new FileFault(0, FormattableString.Invariant($"its pages need more than {Memory} MB of memory. Write the file with smaller row groups, of 10,000 rows.")); }
        catch (DuckDBException e) { throw new FileFault(0, $"the file cannot be read as Parquet: {Duck.Said(e)}. It is cut off, damaged or something else."); }
    }
}
