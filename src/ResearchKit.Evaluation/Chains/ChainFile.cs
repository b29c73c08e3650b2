using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ResearchKit;

/// <summary>A record that holds the hash of the one before.</summary>
interface ILink
{
    int Number { get; }

    string? Previous { get; }

    string Hash { get; }
}

/// <summary>What a chain holds as far as it is whole, what is wrong with it, its bytes, and how to look at it.</summary>
sealed record Chain<T>(ImmutableArray<T> Links, ImmutableArray<ChainFinding> Findings, byte[] Bytes, string Verify)
{
    /// <summary>The links, of a chain without fault.</summary>
    /// <exception cref="InputException">There is one.</exception>
    public ImmutableArray<T> Whole() => Findings.FirstOrDefault(finding => finding.IsFault) is { } fault ? throw new InputException($"{fault} Nothing is read from a history that is broken: take the file from git again, or look at it with {Verify}.") : Links;
}

/// <summary>A file that is only added to: one JSON object a line, each with the hash of the one before and its own; and beside it the head, which says how many there are, so that a last line that is gone is missed.</summary>
/// <remarks>A file takes the place of the one before as a whole, in one rename: that is the commit. The head follows; a writer that dies in between leaves a head that is one behind, which the next mends.</remarks>
/// <param name="path">Where it is.</param>
/// <param name="shown">What it is called in messages.</param>
/// <param name="verify">How people have it verified.</param>
/// <param name="form">The record's JSON.</param>
/// <param name="sign">The same record with a hash.</param>
sealed class ChainFile<T>(string path, string shown, string verify, JsonTypeInfo<T> form, Func<T, string, T> sign) where T : class, ILink
{
    const string Unsigned = ",\"hash\":\"\"}";

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    string HeadPath => Path.ChangeExtension(path, ".head");

    string HeadShown => Path.ChangeExtension(shown, ".head");

    public string Line(T link) => JsonSerializer.Serialize(link, form);

    /// <summary>The record with its hash: SHA-256 of its line without the field.</summary>
    public T Signed(T link) => sign(link, Hashing.Sha256(Line(sign(link, ""))[..^Unsigned.Length] + "}"));

    public Chain<T> Read()
    {
        // The head first: a writer that comes in between makes the chain longer than it, never shorter.
        var head = Bytes(HeadPath, HeadShown);
        var bytes = Bytes(path, shown);
        var (links, findings) = (ImmutableArray.CreateBuilder<T>(), ImmutableArray.CreateBuilder<ChainFinding>());
        if (bytes is { Length: > 0 }) Links(bytes, links, findings);
        else if (bytes is not null) findings.Add(new(shown, "the file is empty", "at least one event"));
        if (findings.Count == 0 && Head(head, links) is { } finding) findings.Add(finding);
        return new(links.ToImmutable(), findings.ToImmutable(), bytes ?? [], verify);
    }

    /// <summary>Adds a signed record; under the lock.</summary>
    public void Append(Chain<T> chain, T link)
    {
        ChainSteps.Say("chain.start", path);
        var staged = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.tmp");
        using (var stream = new FileStream(staged, FileMode.Create, FileAccess.Write))
        {
            stream.Write(chain.Bytes);
            stream.Write(Strict.GetBytes(Line(link) + "\n"));
            stream.Flush(flushToDisk: true);
        }
        ChainSteps.Say("chain.staged", staged);
        File.Move(staged, path, overwrite: true);
        ChainSteps.Say("chain.moved", path);
        WriteHead(link);
    }

    /// <summary>Brings a head that is one behind up to date; under the lock.</summary>
    public void Mend(Chain<T> chain)
    {
        if (chain.Links is [.., var last] && !(File.Exists(HeadPath) && File.ReadAllText(HeadPath) == HeadOf(last))) WriteHead(last);
    }

    void WriteHead(T last)
    {
        ChainSteps.Say("head.start", HeadPath);
        Files.WriteText(HeadPath, writer => writer.Write(HeadOf(last)));
        ChainSteps.Say("head.moved", HeadPath);
    }

    static string HeadOf(T last) => string.Create(CultureInfo.InvariantCulture, $"{last.Number} {last.Hash}\n");

    static byte[]? Bytes(string path, string shown)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{shown}: cannot be read: {e.Message}", e);
        }
    }

    void Links(byte[] bytes, ImmutableArray<T>.Builder links, ImmutableArray<ChainFinding>.Builder findings)
    {
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            findings.Add(new(shown, string.Create(CultureInfo.InvariantCulture, $"is not UTF-8 at offset {e.Index}"), "the file as the kit wrote it"));
            return;
        }
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
            if (Fault(lines[i], links, out var link) is var (found, expected))
            {
                findings.Add(new(Where(i), found, expected));
                return;
            }
            else
                links.Add(link!);
        if (lines[^1].Length > 0) findings.Add(new(Where(lines.Length - 1), "the last line is cut off", "a line that ends with a line end, as the kit wrote it"));

        string Where(int i) => string.Create(CultureInfo.InvariantCulture, $"{shown}({i + 1})");
    }

    /// <summary>What is wrong with a line; null when nothing is.</summary>
    (string Found, string Expected)? Fault(string line, ImmutableArray<T>.Builder before, out T? link)
    {
        link = null;
        string again;
        try
        {
            link = JsonSerializer.Deserialize(line, form);
            if (link is null) return ("holds null", "an event");
            again = Line(link);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return ($"cannot be read: {e.Message.Split(" Path:")[0].Split(" LineNumber:")[0].TrimEnd('.')}", "a line as the kit wrote it");
        }
        if (link.Number != before.Count + 1) return (string.Create(CultureInfo.InvariantCulture, $"is event {link.Number}"), string.Create(CultureInfo.InvariantCulture, $"event {before.Count + 1}: a line was taken out, put in or moved"));
        var previous = before.Count == 0 ? null : before[^1].Hash;
        if (link.Previous != previous) return ($"follows {Short(link.Previous)}", $"{Short(previous)}, the hash of the event before: one of the two was changed");
        if (Signed(link).Hash != link.Hash) return ($"its hash is {Short(link.Hash)}, but what it says hashes to {Short(Signed(link).Hash)}", "an event as it was written");
        return again == line ? null : ("is not written as the kit writes it", "a line as it was written, to the byte");
    }

    ChainFinding? Head(byte[]? head, ImmutableArray<T>.Builder links)
    {
        var text = head is null ? null : Encoding.Latin1.GetString(head);
        if (links.Count == 0) return text is null ? null : new(shown, $"is missing or empty, and {HeadShown} says that there are events", "the file as the kit wrote it");
        if (links.Count == 1 && text is null) return Behind("is missing: a writer died before it wrote it");
        if (text is null) return new(HeadShown, "no such file", Written(links[^1]));
        // Behind by one where a writer died, by more where others write while this reads.
        if (links.FirstOrDefault(link => text == HeadOf(link)) is { } written) return written.Number == links.Count ? null : Behind(string.Create(CultureInfo.InvariantCulture, $"says {written.Number} of {links.Count} events: a writer died before it wrote it"));
        if (text.Split(' ') is not [var number, { Length: 65 } hash] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || links.Any(link => hash == $"{link.Hash}\n")) return new(HeadShown, $"says {Untrusted.Quote(text)}", Written(links[^1]));
        return count > links.Count
            ? new(shown, string.Create(CultureInfo.InvariantCulture, $"ends with event {links.Count}, and {HeadShown} says that there are {count}"), "all of them: the last lines are gone")
            : new(HeadShown, $"says {Untrusted.Quote(text)}, which is no event", $"{Written(links[^1])}: one of the two files was changed");

        ChainFinding Behind(string found) => new(HeadShown, found, "nothing of you: the next write mends it", IsFault: false);
        string Written(T last) => $"'{HeadOf(last).TrimEnd('\n')}', the last event of {shown}";
    }

    static string Short(string? hash) => hash is null ? "nothing" : hash.Length > 8 ? $"{Untrusted.Show(hash[..8])}…" : Untrusted.Show(hash);
}
