using System.Data;
using System.Data.Common;
using DuckDB.NET.Data;

namespace ResearchKit;

/// <summary>A database: in memory to read and write Parquet, by one thread and in the order of the rows, so that the same rows make the same bytes; or a file.</summary>
sealed class Duck : IDisposable
{
    const string Settings = "SET threads = 1; SET preserve_insertion_order = true; SET TimeZone = 'UTC'; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET enable_progress_bar = false;";

    readonly DuckDBConnection connection;

    Duck(DuckDBConnection connection, string? settings)
    {
        this.connection = connection;
        try
        {
            connection.Open();
            if (settings is not null) Run(settings);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What is free goes back to the system, which it does not by itself before there are 128 MB, and rows are not made far ahead.</summary>
    const string Lean = "SET allocator_flush_threshold = '8MB'; SET allocator_bulk_deallocation_flush_threshold = '8MB'; SET streaming_buffer_size = '64KB';";

    /// <param name="megabytes">How much memory it may take.</param>
    public static Duck Open(int megabytes = 96) =>
        new(new("DataSource=:memory:"), FormattableString.Invariant($"{Settings} {Lean} SET temp_directory = ''; SET memory_limit = '{megabytes}MB';"));

    /// <summary>A database that is a file.</summary>
    public static Duck At(string file, params ReadOnlySpan<(string Name, string Value)> options)
    {
        var asked = new DbConnectionStringBuilder { ["DataSource"] = Path.GetFullPath(file) };
        foreach (var (name, value) in options) asked[name] = value;
        return new(new(asked.ConnectionString), null);
    }

    /// <returns>How many rows were changed.</returns>
    public int Run(string sql, params ReadOnlySpan<(string Name, object? Value)> bound)
    {
        using var command = Command(sql, bound);
        return command.ExecuteNonQuery();
    }

    public object? Value(string sql, params ReadOnlySpan<(string Name, object? Value)> bound)
    {
        using var command = Command(sql, bound);
        return command.ExecuteScalar();
    }

    /// <summary>All rows; whoever closes them closes the database.</summary>
    public DbDataReader Last(string sql, params ReadOnlySpan<(string Name, object? Value)> bound) => Command(sql, bound).ExecuteReader(CommandBehavior.CloseConnection);

    /// <summary>Rows as they come, without holding them all.</summary>
    public DuckDBDataReader Stream(string sql, CommandBehavior closes = CommandBehavior.Default)
    {
        var command = Command(sql, []);
        command.UseStreamingMode = true;
        return command.ExecuteReader(closes);
    }

    DuckDBCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> bound)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in bound) command.Parameters.Add(new(name, value));
        return command;
    }

    /// <summary>Lets SQL read rows that are made here.</summary>
    public void Register(string name, IReadOnlyList<ColumnInfo> columns, Func<IEnumerable<object>> rows, Action<object, DuckDB.NET.Data.DataChunk.Writer.IDuckDBDataWriter[], ulong> write) =>
        connection.RegisterTableFunction(name, () => new TableFunction(columns, rows()), (row, writers, at) => write(row!, writers, at));

    /// <summary>A file as SQL reads one: its name is no pattern. One that is there is taken by its name in any case, which alone holds a backslash: no pattern fits that.</summary>
    public static string File(string path) => Quote(Path.GetFullPath(path) is var full && full.Contains('\\', StringComparison.Ordinal) ? full : string.Concat(full.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : $"{c}")));

    /// <summary>What went wrong, in a line to be shown: the database's own ends with the SQL that the kit made.</summary>
    public static string Said(Exception fault, int most = 200) => Untrusted.Show(fault.Message.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd(), most).TrimEnd('.');

    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public void Dispose() => connection.Dispose();
}
