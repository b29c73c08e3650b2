using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>A file of a chat model's answers as they came, one JSON object a line, by which a score is made again without asking. Only added to.</summary>
/// <remarks>A line is written at once, flushed, and taken back where that fails. What a writer that died left of a last line is told, not used, and cut off before the next line is written.
/// Each line holds its own hash: one that was changed is an error.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class Cassette
{
    /// <summary>Waits this often, a fiftieth of a second each time, for another that is writing.</summary>
    const int Patience = 250;

    const char Digit = '#';

    /// <summary>How every line begins: its key.</summary>
    static readonly string Form = $"{{\"key\":\"{new string(Digit, 64)}\",\"prompt\":\"";

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly ConcurrentDictionary<string, CassetteLine> answers = new(StringComparer.Ordinal);
    readonly Lock writing = new();

    internal Cassette(string path)
    {
        Path = path;
        CutOff = Read();
        Count = answers.Count;
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>Usable answers that it held when it was read.</summary>
    public int Count { get; }

    /// <summary>That its last line is cut off, and where; null when it is whole.</summary>
    public string? CutOff { get; }

    /// <summary><c>answers.jsonl: 200 answers</c>, and what is wrong with its last line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(Path)}: {Count} answers{(CutOff is null ? "" : $"; {CutOff}")}");

    /// <summary>The first usable answer of a key, as the file was read or as it was added since.</summary>
    internal CassetteLine? this[string key] => answers.GetValueOrDefault(key);

    /// <summary>Adds a line to the file.</summary>
    /// <exception cref="InputException">It cannot be written; the file is as it was.</exception>
    internal void Add(CassetteLine line)
    {
        var bytes = Strict.GetBytes(line.Write() + "\n");
        lock (writing)
            try
            {
                using var file = Open(forWriting: true);
                var end = WholeLength(file);
                if (end == 0 && !IsBeginning(Start(file))) throw new IOException("it is no cassette.");
                file.SetLength(end);
                file.Position = end;
                try
                {
                    file.Write(bytes);
                    file.Flush(flushToDisk: true);
                }
                catch (IOException)
                {
                    file.SetLength(end);
                    throw;
                }
                if (line.Refused is null) answers.TryAdd(line.Key, line.Signed());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw new InputException($"{Untrusted.Line(Path)}: an answer cannot be written: {e.Message} Expected a file that can be added to; nothing of it was changed.", e);
            }
    }

    /// <summary>Nobody writes while another does or reads: scorers may share a file, and a line is met whole.</summary>
    FileStream Open(bool forWriting)
    {
        if (forWriting && System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { } folder) Directory.CreateDirectory(folder);
        for (var wait = 0; ; wait++)
            try
            {
                return forWriting ? new(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) : new(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            }
            catch (IOException e) when (wait < Patience && (e.HResult is 11 or 35 || e.HResult == unchecked((int)0x80070020)))
            {
                Thread.Sleep(20);
            }
    }

    /// <summary>Up to the end of the last whole line.</summary>
    static long WholeLength(FileStream file)
    {
        var buffer = new byte[4096];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            file.Position = start;
            file.ReadExactly(buffer, 0, (int)(end - start));
            if (buffer.AsSpan(0, (int)(end - start)).LastIndexOf((byte)'\n') is >= 0 and var found) return start + found + 1;
            end = start;
        }
        return 0;
    }

    static byte[] Start(FileStream file)
    {
        var start = new byte[Math.Min(file.Length, Form.Length)];
        file.Position = 0;
        file.ReadExactly(start);
        return start;
    }

    /// <summary>Whether bytes are the beginning of a line, as far as they go.</summary>
    static bool IsBeginning(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < Math.Min(bytes.Length, Form.Length); i++)
            if (Form[i] == Digit ? !char.IsAsciiHexDigitLower((char)bytes[i]) : bytes[i] != Form[i]) return false;
        return true;
    }

    /// <summary>Reads what is whole; returns what is not.</summary>
    string? Read()
    {
        if (Directory.Exists(Path)) throw new InputException($"{Untrusted.Line(Path)}: is a folder. Expected a cassette, or no file yet.");
        if (!File.Exists(Path)) return null;
        try
        {
            using var file = Open(forWriting: false);
            var rest = new byte[file.Length];
            file.ReadExactly(rest);
            var (number, start) = (0, 0);
            while (rest.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length)
            {
                number++;
                Take(rest.AsSpan(start, length), number);
                start += length + 1;
            }
            // Of a file without a whole line only a first answer that was cut off may go: anything else is somebody's.
            if (number == 0 && !IsBeginning(rest)) throw new InputException($"{Untrusted.Line(Path)}(1): is no answer, and no beginning of one. Expected a cassette, or no file yet: name another file.");
            return start == rest.Length ? null : string.Create(CultureInfo.InvariantCulture, $"line {number + 1} is cut off, as by a writer that died: it is not used, and goes when the next answer is written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Untrusted.Line(Path)}: cannot be read: {e.Message}", e);
        }
    }

    void Take(ReadOnlySpan<byte> bytes, int number)
    {
        CassetteLine line;
        try
        {
            line = CassetteLine.Read(Strict.GetString(bytes));
        }
        catch (Exception e) when (e is DecoderFallbackException or FormatException)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(Path)}({number}): {(e is FormatException ? e.Message : "is not UTF-8")}. Expected an answer as the kit wrote it: take the file from where it was whole, or take this line out and the answer is asked for again."), e);
        }
        if (line.Refused is null) answers.TryAdd(line.Key, line);
    }
}
