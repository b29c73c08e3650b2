using DuckDB.NET.Data;

namespace ResearchKit;

/// <summary>A database in memory that reads and writes Parquet: one thread, rows in their order, so that the same rows make the same bytes.</summary>
sealed class Duck : IDisposable
{
    const string Settings = "SET threads = 1; SET preserve_insertion_order = true; SET TimeZone = 'UTC'; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET enable_progress_bar = false;";

    readonly DuckDBConnection connection = new("DataSource=:memory:");

    Duck(int megabytes)
    {
        connection.Open();
        Run(FormattableString.Invariant($"{Settings} SET temp_directory = ''; SET memory_limit = '{megabytes}MB';"));
    }

    /// <param name="megabytes">How much memory it may take.</param>
    public static Duck Open(int megabytes = 96) => new(megabytes);

    public void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public object? Value(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Rows as they come, without holding them all.</summary>
    public DuckDBDataReader Stream(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        return command.ExecuteReader();
    }

    /// <summary>Lets SQL read rows that are made here.</summary>
    public void Register(string name, IReadOnlyList<ColumnInfo> columns, Func<IEnumerable<object>> rows, Action<object, DuckDB.NET.Data.DataChunk.Writer.IDuckDBDataWriter[], ulong> write) =>
        connection.RegisterTableFunction(name, () => new TableFunction(columns, rows()), (row, writers, at) => write(row!, writers, at));

    /// <summary>A file as SQL reads one: its name is no pattern. One that is there is taken by its name in any case, which alone holds a backslash: no pattern fits that.</summary>
    public static string File(string path) => Quote(Path.GetFullPath(path) is var full && full.Contains('\\', StringComparison.Ordinal) ? full : string.Concat(full.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : $"{c}")));

    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public void Dispose() => connection.Dispose();
}
