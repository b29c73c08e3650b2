using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ResearchKit;

/// <summary>The folder beside a file of scores in which a run keeps what it has done: what the run is of, and a file for each chunk. A chunk is there as a whole or not at all.</summary>
sealed class RunFolder : IDisposable
{
    const string ManifestName = "run.json", FaultName = "fault", FinishedName = "finished", Ending = ".chunk";

    readonly string path, shown;
    readonly RunLock held;

    RunFolder(string file)
    {
        (path, shown) = (PathOf(file), Untrusted.Line(file));
        held = RunLock.Take(path, shown);
    }

    /// <summary>The folder of a file of scores.</summary>
    public static string PathOf(string file) => Path.GetFullPath(file) + ".parts";

    /// <summary>How many chunks are kept.</summary>
    public int Chunks { get; private set; }

    /// <summary>Where the next begins.</summary>
    public ArchivePosition End { get; private set; }

    /// <summary>Bytes of the archive's files that are done.</summary>
    public long Read { get; private set; }

    public long Articles { get; private set; }

    public long Rejected { get; private set; }

    public long Seen { get; private set; }

    /// <summary>How much of files is read, by their numbers.</summary>
    public SortedDictionary<int, PartRead> PartsRead { get; } = [];

    /// <summary>What is hashed of the file in which the next chunk begins; null where none of it is.</summary>
    public PartHash? Hash { get; private set; }

    /// <summary>Begins a run, or goes on with one; null when it is through, and its scores are there.</summary>
    /// <exception cref="InputException">There is one that may not be touched, or another is wanted.</exception>
    public static RunFolder? Open(string file, RunManifest manifest, IReadOnlyList<ArchivePart> parts, ArchiveOptions options, CancellationToken stop)
    {
        var (resume, force) = (options.Resume, options.Force);
        var (place, shown) = (PathOf(file), Untrusted.Line(file));
        if (!resume && !force && (File.Exists(file) || Directory.Exists(place)))
            throw new InputException($"{shown}{(File.Exists(file) ? " exists" : ": a run that was stopped has left its work in " + shown + ".parts")}. Expected a new file: go on where the run stopped with --resume, replace it with --force, or name another.");
        if (resume && !Directory.Exists(place) && File.Exists(file)) return null;
        var folder = new RunFolder(file);
        try
        {
            if (resume && IsThrough(file))
            {
                folder.Tidy();
                folder.Dispose();
                return Open(file, manifest, parts, options, stop);
            }
            if (resume && File.Exists(Path.Combine(place, ManifestName))) folder.GoOn(manifest, parts, options.Workers, stop);
            else folder.Begin(manifest);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Whether a run is through and only its folder is left: the mark says so, or scores beside a folder without work in it, when it was killed behind the mark.</summary>
    static bool IsThrough(string file)
    {
        var place = PathOf(file);
        try { return File.Exists(Path.Combine(place, FinishedName)) || (File.Exists(file) && Directory.EnumerateFileSystemEntries(place).All(RunLock.Is)); }
        catch (DirectoryNotFoundException) { return false; }
    }

    /// <summary>Keeps a chunk.</summary>
    /// <exception cref="InputException">It cannot be written; those before it are kept.</exception>
    public void Keep(Chunk chunk, IReadOnlyList<ScoredBatch> batches)
    {
        Write(NameOf(chunk.Number), file => Chunk.Write(file, chunk, batches));
        Count(chunk);
    }

    /// <summary>The chunks in their order, read when they are asked for.</summary>
    public IEnumerable<ChunkContent> Contents()
    {
        for (var i = 0; i < Chunks; i++)
            yield return Chunk.Of(Path.Combine(path, NameOf(i))) ?? throw new InputException($"{shown}.parts/{NameOf(i)}: has changed since it was written. Expected it as it was: score again with --force.");
    }

    /// <summary>A file in the folder that is moved to its place when it is whole.</summary>
    public string Draft(string name) => Path.Combine(path, name);

    /// <summary>Says that the run is through: from here on only tidying is left.</summary>
    public void Finish()
    {
        Write(FinishedName, _ => { });
        Tidy();
    }

    /// <summary>Takes the folder away, the mark that the run is through last.</summary>
    void Tidy() => Guarded(shown, () =>
    {
        RunSteps.Say("tidy.start", path);
        if (Directory.GetDirectories(path) is [var foreign, ..]) throw new IOException($"It holds the folder {Path.GetFileName(foreign)}, which no run has made");
        foreach (var file in Directory.GetFiles(path))
            if (Path.GetFileName(file) != FinishedName && !RunLock.Is(file)) File.Delete(file);
        RunSteps.Say("tidy.emptied", path);
        File.Delete(Path.Combine(path, FinishedName));
        RunSteps.Say("tidy.unmarked", path);
        held.TakeAway();
        RunSteps.Say("tidy.stop", path);
        return true;
    }, "The scores are whole; take the folder away.");

    /// <summary>Takes the folder of a run away that has kept nothing, so that the same command may be given again once its input is mended.</summary>
    public void GiveUp()
    {
        try
        {
            if (Directory.GetDirectories(path).Length > 0) return;
            Clear();
            held.TakeAway();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stopped the run is told; a folder without chunks is only in the way.
        }
    }

    public void Dispose() => held.Dispose();

    void Begin(RunManifest manifest)
    {
        Guarded(shown, () =>
        {
            Clear();
            return true;
        }, "Make room, or get leave to write there.");
        Write(ManifestName, file => JsonSerializer.Serialize(file, manifest, RunJson.Form.RunManifest));
    }

    /// <summary>Leaves nothing but the lock. What says that there is a run goes first, so that one that is killed here is none.</summary>
    void Clear()
    {
        File.Delete(Path.Combine(path, FinishedName));
        File.Delete(Path.Combine(path, ManifestName));
        foreach (var file in Directory.GetFiles(path))
            if (!RunLock.Is(file)) File.Delete(file);
    }

    void GoOn(RunManifest manifest, IReadOnlyList<ArchivePart> parts, int threads, CancellationToken stop)
    {
        var before = Written(ManifestName, RunJson.Form.RunManifest);
        var differs = before.DifferenceTo(manifest);
        var (changed, first) = before.ChangedFile(manifest);
        // What stopped the run is mended: what is kept of the files before it stands.
        var fault = FaultyPart();
        var mended = changed is not null && differs is null && first >= fault ? first : (int?)null;
        if (mended is null && (differs ?? changed) is { } other) throw Another(other);
        if (before.DifferentFiles(manifest) is { } moved) throw new InputException($"{shown}: {Untrusted.Line(changed!)}, and with that {moved}. Shards that began before and after would hold rows twice or not at all. Expected files of the same sizes: give what it was given, or score every shard again with --force.");
        var kept = new List<Chunk>();
        while (Chunk.Of(Path.Combine(path, NameOf(kept.Count))) is { } content && !(content.Chunk.End.Part >= mended)) kept.Add(content.Chunk);
        while (ReadBefore.Difference([.. Reads(kept).Values], parts, threads, stop, out var hash) is var different)
        {
            Hash = hash;
            if (different is not var (changedPart, what)) break;
            if (changedPart != fault) throw Another(what);
            mended = fault;
            kept.RemoveAll(chunk => chunk.End.Part >= fault);
        }
        if (mended is { } part) Forget(part, manifest);
        File.Delete(Path.Combine(path, FaultName));
        kept.ForEach(Count);
        if (!PartsRead.ContainsKey(End.Part)) Hash = null;
    }

    InputException Another(string what) => new($"{shown}: the run that was stopped is another: {Untrusted.Line(what)}. Expected the same: give what it was given, or score again with --force.");

    /// <summary>Says which file stopped the run, so that it may be another when the run goes on.</summary>
    public void Fail(int part) => Write(FaultName, file => JsonSerializer.Serialize(file, part, RunJson.Form.Int32));

    int? FaultyPart() => File.Exists(Path.Combine(path, FaultName)) ? Written(FaultName, RunJson.Form.Int32) : null;

    /// <summary>What a small file of the folder says.</summary>
    T Written<T>(string name, JsonTypeInfo<T> form)
    {
        try { return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(path, name)), form) ?? throw new JsonException("It holds null."); }
        catch (JsonException e) { throw new InputException($"{shown}.parts/{name}: is not what a run wrote: {Untrusted.Line(e.Message)} Score again with --force.", e); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new InputException($"{shown}.parts/{name}: cannot be read: {Untrusted.Line(e.Message)} Expected the file as a run wrote it: get leave to read it and go on with --resume, or score again with --force.", e); }
    }

    /// <summary>Drops the chunks that hold anything of a file or of those behind it, the last first, so that what is left is always whole.</summary>
    void Forget(int part, RunManifest manifest)
    {
        var chunks = 0;
        while (File.Exists(Path.Combine(path, NameOf(chunks)))) chunks++;
        Guarded(shown, () =>
        {
            for (var i = chunks - 1; i >= 0 && (Chunk.Of(Path.Combine(path, NameOf(i))) is not { } content || content.Chunk.End.Part >= part); i--) File.Delete(Path.Combine(path, NameOf(i)));
            return true;
        }, "What is done is kept: go on with --resume.");
        Write(ManifestName, file => JsonSerializer.Serialize(file, manifest, RunJson.Form.RunManifest));
    }

    void Count(Chunk chunk)
    {
        Chunks++;
        (End, Read) = (chunk.End, chunk.Read);
        Articles += chunk.Articles;
        Rejected += chunk.Rejected;
        Seen += chunk.Seen;
        foreach (var read in chunk.PartsRead) PartsRead[read.Part] = read;
    }

    static SortedDictionary<int, PartRead> Reads(IEnumerable<Chunk> chunks)
    {
        var reads = new SortedDictionary<int, PartRead>();
        foreach (var read in chunks.SelectMany(chunk => chunk.PartsRead)) reads[read.Part] = read;
        return reads;
    }

    static string NameOf(int chunk) => chunk.ToString("D8", CultureInfo.InvariantCulture) + Ending;

    void Write(string name, Action<Stream> write) => Guarded(shown, () =>
    {
        var draft = Path.Combine(path, name + ".draft");
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            write(stream);
            RunSteps.Say("file.written", draft);
            stream.Flush(flushToDisk: true);
        }
        RunSteps.Say("file.flushed", draft);
        File.Move(draft, Path.Combine(path, name), overwrite: true);
        RunSteps.Say("file.moved", draft);
        return true;
    }, "What is done is kept: make room and go on with --resume.");

    public static T Guarded<T>(string shown, Func<T> write, string advice) => Guarded(shown, write, _ => advice);

    /// <summary>Writes, and says as a message for the user what stands against it.</summary>
    /// <param name="shown">The file that is made.</param>
    /// <param name="write">What is done.</param>
    /// <param name="advice">What to do about a fault.</param>
    public static T Guarded<T>(string shown, Func<T> write, Func<Exception, string> advice)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DuckDB.NET.Data.DuckDBException)
        {
            throw new InputException($"{shown}: cannot be written: {Duck.Said(e, 300)}. {advice(e)}", e);
        }
    }
}
