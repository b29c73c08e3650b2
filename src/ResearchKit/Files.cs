using System.Text;

namespace ResearchKit;

/// <summary>Reading and writing whole files, with errors a user understands.</summary>
static class Files
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a small file in UTF-8, with or without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What was expected there, for the error.</param>
    /// <exception cref="InputException">Missing, a folder, empty, binary, or not UTF-8.</exception>
    public static string ReadText(string path, string expected)
    {
        if (Directory.Exists(path)) throw new InputException($"{path}: is a folder. Expected {expected}.");
        if (!File.Exists(path)) throw new InputException($"{path}: no such file. Expected {expected}.");
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
        if (bytes.Length == 0) throw new InputException($"{path}: the file is empty. Expected {expected}.");
        if (bytes.AsSpan().IndexOf((byte)0) is >= 0 and var nul)
            throw new InputException($"{path}: holds a NUL byte at offset {nul}, so it is no text. Expected {expected}.");
        try
        {
            var text = Strict.GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException($"{path}: is not UTF-8 at offset {e.Index}. Expected {expected}; save it as UTF-8.", e);
        }
    }

    /// <summary>Writes a file in UTF-8 as a whole or not at all.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteText(string path, Action<TextWriter> write, bool durable = true) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, Strict, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    }, durable);

    /// <summary>Writes a file as a whole or not at all: into a hidden file beside it, which then takes its place. A reader never meets
    /// half of it, and one that reads the folder does not take the draft for an article.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="durable">Whether it waits until the disk has it; else a machine that loses its power may lose it.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write, bool durable = true)
    {
        string? draft = null;
        try
        {
            draft = DraftOf(path);
            Directory.CreateDirectory(Path.GetDirectoryName(draft)!);
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: durable);
            }
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{Untrusted.Line(path)} cannot be written: {e.Message}", e);
        }
        finally
        {
            if (File.Exists(draft)) File.Delete(draft);
        }
    }

    /// <summary>A place beside a file, under a hidden name that says whose draft it is: whoever takes drafts away that a program left which died takes no others. A long name says its beginning.</summary>
    public static string DraftOf(string path)
    {
        var name = Path.GetFileName(path);
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{name[..Math.Min(name.Length, 40)]}.{Path.GetRandomFileName()}.tmp");
    }
}
