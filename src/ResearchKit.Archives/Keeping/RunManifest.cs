using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>What a run is of: what decides its result, and nothing that does not. It stands in every file of scores.</summary>
/// <param name="Format">Version of this form.</param>
/// <param name="Kit">Version of the kit.</param>
/// <param name="Method">The scorer's identity.</param>
/// <param name="Lexicon">The lexicon by its name and version; empty for a scorer without one.</param>
/// <param name="LexiconHash">Its content hash.</param>
/// <param name="Map">The hash of the map behind the scorer; empty without one.</param>
/// <param name="Parts">How many files the archive has.</param>
/// <param name="Archive">The hash of their names and fingerprints.</param>
/// <param name="MaxCharacters">The longest article.</param>
/// <param name="Model">The whole hash of the model behind the scorer; null, and not written, without one.</param>
sealed record RunIdentity(int Format, string Kit, string Method, string Lexicon, string LexiconHash, string Map, int Parts, string Archive, int MaxCharacters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null);

/// <summary>A file of an archive, as it was when a run began.</summary>
/// <param name="Path">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Hash">SHA-256 of its first and its last 64 kB.</param>
sealed record PartPrint(string Path, long Bytes, string Hash)
{
    const int Edge = 64 << 10;

    /// <summary>Whether a file is so short that its hash is one of all of it.</summary>
    public static bool IsOfAll(ArchivePart part) => part.Bytes <= 2 * Edge;

    public static PartPrint Of(ArchivePart part)
    {
        try
        {
            using var file = File.OpenHandle(part.Location, options: FileOptions.RandomAccess);
            var length = RandomAccess.GetLength(file);
            // Shards by files hang on the sizes: all runs must go by those that their fingerprints say.
            if (length != part.Bytes) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(part.Path)}: has {length} bytes, and had {part.Bytes} when the archive was opened. Expected it as it was: open the archive again once nobody writes there."));
            var edges = new byte[(int)Math.Min(length, 2 * Edge)];
            var first = edges.AsSpan(0, Math.Min(edges.Length, Edge));
            ReadExactly(first, 0);
            ReadExactly(edges.AsSpan(first.Length), length - (edges.Length - first.Length));
            return new(part.Path, length, Convert.ToHexStringLower(SHA256.HashData(edges)));

            void ReadExactly(Span<byte> into, long at)
            {
                for (int read; into.Length > 0 && (read = RandomAccess.Read(file, into, at)) > 0; at += read) into = into[read..];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Untrusted.Line(part.Path)}: cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>What a run that is under way goes by.</summary>
/// <param name="Run">What it is of.</param>
/// <param name="Shard">Which part of the articles.</param>
/// <param name="ChunkBytes">How much text is kept at a time.</param>
/// <param name="BatchBytes">How much is scored at a time.</param>
/// <param name="Files">The files.</param>
sealed record RunManifest(RunIdentity Run, string Shard, int ChunkBytes, int BatchBytes, ImmutableArray<PartPrint> Files)
{
    /// <summary>2 since chunks say how much of files was read.</summary>
    const int CurrentFormat = 2;

    public static RunManifest Of(IEnumerable<ArchivePart> parts, Scorer scorer, ArchiveOptions options)
    {
        ImmutableArray<PartPrint> files = [.. parts.Select(PartPrint.Of)];
        var by = ScoredBy.Of(scorer);
        var kit = typeof(Archive).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return new(new(CurrentFormat, kit, by.Method, by.Lexicon, by.LexiconHash, by.Map, files.Length, Hash(files), options.MaxCharacters, scorer.ModelHash is { Length: > 0 } model ? model : null),
            options.Shard.ToString(), options.ChunkBytes, options.BatchBytes, files);
    }

    /// <summary>What is another run's, first, the files aside; null when it is the same.</summary>
    public string? DifferenceTo(RunManifest other) => Run.DifferenceTo(other.Run with { Archive = Run.Archive })
        ?? (Shard != other.Shard ? $"the shard is {other.Shard}, and was {Shard}" : (ChunkBytes, BatchBytes) != (other.ChunkBytes, other.BatchBytes) ? "chunks have another size" : null);

    /// <summary>What a shard by files would read other than it did, once files have changed; null when it is the same.</summary>
    public string? DifferentFiles(RunManifest other)
    {
        var (was, now) = (ResearchKit.Shard.Parse(Shard).Files([.. Files.Select(file => file.Bytes)]), ResearchKit.Shard.Parse(Shard).Files([.. other.Files.Select(file => file.Bytes)]));
        return !ResearchKit.Shard.Parse(Shard).ByFiles || was == now ? null : $"the shard {Shard} is of {Shown(now)}, and was of {Shown(was)}";

        static string Shown((int From, int To) files) => files.From == files.To ? "no file" : string.Create(CultureInfo.InvariantCulture, $"files {files.From + 1} to {files.To}");
    }

    /// <summary>Which file is another than it was, first, and its number from 0; null when none is.</summary>
    public (string? What, int First) ChangedFile(RunManifest other)
    {
        for (var i = 0; i < Math.Max(Files.Length, other.Files.Length); i++)
        {
            if (i >= other.Files.Length) return ($"{Files[i].Path} is no longer there", i);
            if (i >= Files.Length) return ($"{other.Files[i].Path} was not there", i);
            var (before, now) = (Files[i], other.Files[i]);
            if (before.Path != now.Path) return (string.Create(CultureInfo.InvariantCulture, $"file {i + 1} is {now.Path}, and was {before.Path}"), i);
            if (before != now) return (string.Create(CultureInfo.InvariantCulture, $"{now.Path} has changed{(before.Bytes == now.Bytes ? "" : $": {now.Bytes} bytes, and was {before.Bytes}")}"), i);
        }
        return (null, -1);
    }

    static string Hash(ImmutableArray<PartPrint> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> size = stackalloc byte[8];
        foreach (var file in files)
        {
            BinaryPrimitives.WriteInt64LittleEndian(size, file.Bytes);
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Hash}\0"));
            hash.AppendData(size);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Compares what runs are of.</summary>
static class RunIdentities
{
    /// <summary>What differs, first, the archive last; null when nothing does.</summary>
    public static string? DifferenceTo(this RunIdentity before, RunIdentity now)
    {
        var differs = Differs("method", before.Method, now.Method) ?? Differs("lexicon", before.Lexicon, now.Lexicon) ?? Differs("lexicon's hash", before.LexiconHash, now.LexiconHash) ?? Differs("map's hash", before.Map, now.Map) ?? Differs("model's hash", before.Model ?? "", now.Model ?? "")
            ?? Differs("longest article", $"{before.MaxCharacters}", $"{now.MaxCharacters}") ?? Differs("kit's version", before.Kit, now.Kit) ?? Differs("format", $"{before.Format}", $"{now.Format}");
        return differs ?? (before.Archive != now.Archive ? "the files of the archive are not the same" : null);

        static string? Differs(string what, string before, string now) => before == now ? null : $"the {what} is {(now.Length == 0 ? "none" : now)}, and was {(before.Length == 0 ? "none" : before)}";
    }
}
