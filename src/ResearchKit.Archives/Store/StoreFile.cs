using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace ResearchKit;

/// <summary>The file of a store. It is open for as long as one thing is done, so that nobody else is kept out longer.</summary>
static partial class StoreFile
{
    /// <summary>For every connection of the process, since a second one finds them locked.</summary>
    const string Settings = "SET GLOBAL TimeZone = 'UTC';";

    const string Expected = "a store, as ScoreStore.Append and ./kit store append make it";

    /// <summary>What an append may take; what it needs beyond goes to the disk.</summary>
    const string Memory = "512MB";

    static readonly Lock Opening = new();

    static readonly (string, string) NoInstalling = ("autoinstall_known_extensions", "false"), NoLoading = ("autoload_known_extensions", "false");

    /// <summary>Opens it so that nothing but its own tables can be reached, and nothing changed.</summary>
    /// <exception cref="InputException">It is no store, is not there, or is being written.</exception>
    public static Duck Read(string path) => Checked(path, "READ_ONLY", "is open to be written in this process: wait until that is done", Settings + " SET lock_configuration = true;",
        () => Duck.At(path, ("access_mode", "READ_ONLY"), ("enable_external_access", "false"), NoInstalling, NoLoading));

    /// <summary>Opens it to be written; makes it when it is not there.</summary>
    /// <exception cref="InputException">It is no store, or is open elsewhere.</exception>
    public static Duck Write(string path)
    {
        // The mark of one that is being made stays behind where its maker was killed.
        if (!File.Exists(path) || File.Exists(MarkOf(path))) Make(path);
        return Checked(path, "READ_WRITE", "is open in this process: close what an earlier Query gave (ToDataFrame does)", Settings,
            () => Duck.At(path, ("access_mode", "READ_WRITE"), ("memory_limit", Memory), NoInstalling, NoLoading));
    }

    /// <summary>Does something, and says as a message for the user what a database says that cannot.</summary>
    public static T Guarded<T>(string path, string what, Func<T> act)
    {
        try { return act(); }
        catch (Exception e) when (e is DuckDBException or IOException or UnauthorizedAccessException or InvalidOperationException or NotSupportedException)
        {
            var said = Untrusted.Show(e.Message.ReplaceLineEndings(" "), 400).Trim().TrimEnd('.');
            if (said.Contains("Could not set lock on file", StringComparison.Ordinal))
                said = $"is open in another process{(Holder().Match(said) is { Success: true } holder ? $" ({holder.Value})" : "")}. One process may write, or several may read: close it there, and do it again";
            else if (e is DuckDBException { ErrorType: DuckDBErrorType.Transaction }) said = "is being written by another append: do it again";
            else said = $"{what}: {said}";
            throw new InputException($"{Untrusted.Line(path)}: {said}.", e);
        }
    }

    static Duck Checked(string path, string mode, string otherwise, string settings, Func<Duck> open)
    {
        var shown = Untrusted.Line(path);
        using var _ = Opening.EnterScope();
        Duck duck;
        try { duck = Guarded(path, "cannot be opened", open); }
        catch (InputException e) when (File.Exists(path) && !IsDatabase(path)) { throw new InputException($"{shown}: is not a DuckDB file. Expected {Expected}, or a new name.", e); }
        try
        {
            // Within a process DuckDB hands out what is open already, whatever was asked for, its settings locked.
            if (Guarded(path, "cannot be read", () => (string)duck.Value("SELECT upper(current_setting('access_mode'))")!) != mode) throw new InputException($"{shown}: {otherwise}, and do it again.");
            if (!Guarded(path, "cannot be read", () => (bool)duck.Value("SELECT current_setting('lock_configuration')")!)) Guarded(path, "cannot be opened", () => duck.Run(settings));
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

    /// <summary>Whether it begins as every DuckDB file does. Looked at only where it could not be opened: to close a file gives up every lock that the process has on it.</summary>
    static bool IsDatabase(string path) => Guarded(path, "cannot be opened", () =>
    {
        Span<byte> start = stackalloc byte[12];
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        return RandomAccess.Read(file, start, 0) == start.Length && start[8..].SequenceEqual("DUCK"u8);
    });

    /// <summary>Makes an empty store beside and moves it to its place, so that what is there is always whole. Whoever makes one holds a lock: a second must not move its own over what the first has filled.</summary>
    static void Make(string path) => Guarded(path, "cannot be made", () =>
    {
        var draft = Path.GetFullPath(path) + ".draft";
        using var held = new FileStream(MarkOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        if (File.Exists(path)) return false;
        File.Delete(draft);
        File.Delete(draft + ".wal");
        using (var duck = Duck.At(draft, NoInstalling, NoLoading)) duck.Run($"BEGIN; {StoreSchema.Create} COMMIT; CHECKPOINT;");
        RunSteps.Say("store.made", draft);
        File.Move(draft, path);
        RunSteps.Say("store.moved", path);
        return true;
    });

    static string MarkOf(string path) => Path.GetFullPath(path) + ".making";

    [GeneratedRegex(@"PID \d+")]
    private static partial Regex Holder();
}
