using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace ResearchKit;

/// <summary>The file of a store. It is open for as long as one thing is done, so that nobody else is kept out longer.</summary>
static partial class StoreFile
{
    const string Settings = "SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET preserve_insertion_order = true;";

    const string Expected = "a store, as ScoreStore.Append and ./kit store append make it";

    static readonly (string, string) Alone = ("autoinstall_known_extensions", "false"), NoLoading = ("autoload_known_extensions", "false");

    /// <summary>Opens it so that nothing but its own tables can be reached, and nothing changed.</summary>
    /// <exception cref="InputException">It is no store, is not there, or is being written.</exception>
    public static Duck Read(string path) => Checked(path, "READ_ONLY", "is being written in this process: wait until that is done",
        () => Duck.At(path, Settings + " SET lock_configuration = true;", ("access_mode", "READ_ONLY"), ("enable_external_access", "false"), Alone, NoLoading));

    /// <summary>Opens it to be written; makes it when it is not there.</summary>
    /// <exception cref="InputException">It is no store, or is open elsewhere.</exception>
    public static Duck Write(string path)
    {
        if (!File.Exists(path)) Make(path);
        return Checked(path, "READ_WRITE", "is being read in this process: close what an earlier Query gave (ToDataFrame does)", () => Duck.At(path, Settings, ("access_mode", "READ_WRITE"), Alone, NoLoading));
    }

    /// <summary>Does something, and says as a message for the user what a database says that cannot.</summary>
    public static T Guarded<T>(string path, string what, Func<T> act)
    {
        try { return act(); }
        catch (Exception e) when (e is DuckDBException or IOException or UnauthorizedAccessException or InvalidOperationException or NotSupportedException)
        {
            var said = Untrusted.Show(e.Message.ReplaceLineEndings(" "), 400).TrimEnd('.');
            if (!said.Contains("Could not set lock on file", StringComparison.Ordinal)) throw new InputException($"{Untrusted.Line(path)}: {what}: {said}.", e);
            throw new InputException($"{Untrusted.Line(path)}: is open in another process{(Holder().Match(said) is { Success: true } holder ? $" ({holder.Value})" : "")}. One process may write, or several may read: close it there, and do it again.", e);
        }
    }

    static Duck Checked(string path, string mode, string otherwise, Func<Duck> open)
    {
        var shown = Untrusted.Line(path);
        if (!IsDatabase(path)) throw new InputException($"{shown}: is not a DuckDB file. Expected {Expected}, or a new name.");
        var duck = Guarded(path, "cannot be opened", open);
        try
        {
            // Within a process DuckDB hands out what is open already, whatever was asked for.
            if (Guarded(path, "cannot be read", () => (string)duck.Value("SELECT upper(current_setting('access_mode'))")!) is var found && found != mode && !(mode == "READ_WRITE" && found == "AUTOMATIC")) throw new InputException($"{shown}: {otherwise}, and do it again.");
            var tables = Guarded(path, "cannot be read", () => (string?)duck.Value("SELECT string_agg(table_name, ', ' ORDER BY table_name) FROM duckdb_tables() WHERE NOT internal") ?? "none");
            if (!tables.Split(", ").Contains("article_rows")) throw new InputException($"{shown}: holds no scores. Found the tables: {Untrusted.Show(tables, 200)}. Expected {Expected}, or a new name.");
            var format = Guarded(path, "cannot be read", () => (int)duck.Value("SELECT format FROM store")!);
            if (format != StoreSchema.Format) throw new InputException(FormattableString.Invariant($"{shown}: is a store of format {format}. Expected {StoreSchema.Format}: use the kit that made it, or append the scores to a new one."));
            return duck;
        }
        catch
        {
            duck.Dispose();
            throw;
        }
    }

    /// <summary>Whether it begins as every DuckDB file does; others would be taken for another database's, whose extension is then missed.</summary>
    static bool IsDatabase(string path) => Guarded(path, "cannot be opened", () =>
    {
        Span<byte> start = stackalloc byte[12];
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        return RandomAccess.Read(file, start, 0) == start.Length && start[8..].SequenceEqual("DUCK"u8);
    });

    /// <summary>Makes an empty store beside and moves it to its place, so that what is there is always whole.</summary>
    static void Make(string path) => Guarded(path, "cannot be made", () =>
    {
        var draft = $"{Path.GetFullPath(path)}.{Guid.NewGuid():N}.draft";
        Directory.CreateDirectory(Path.GetDirectoryName(draft)!);
        using (var duck = Duck.At(draft, Settings, Alone, NoLoading)) duck.Run($"BEGIN; {StoreSchema.Create} COMMIT; CHECKPOINT;");
        RunSteps.Say("store.made", draft);
        try { File.Move(draft, path, overwrite: false); }
        catch (IOException) when (File.Exists(path)) { File.Delete(draft); }
        RunSteps.Say("store.moved", path);
        return true;
    });

    [GeneratedRegex(@"PID \d+")]
    private static partial Regex Holder();
}
