using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ResearchKit;

/// <summary>Tells text from what is not, byte by byte, so that nothing is replaced in silence.</summary>
static class Utf8Text
{
    public static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <summary>Where the first invalid bytes are; null when the row is UTF-8.</summary>
    /// <param name="row">Bytes as they stand in the file.</param>
    /// <param name="offset">Of the row in its file.</param>
    /// <exception cref="FileFault">There is a NUL byte, so the file is no text at all.</exception>
    public static string? Fault(ReadOnlySpan<byte> row, long offset)
    {
        var nul = row.IndexOf((byte)0);
        if (nul >= 0)
            throw new FileFault(0, string.Create(CultureInfo.InvariantCulture,
                $"a NUL byte at byte offset {offset + nul}: this is a binary file or UTF-16. Expected UTF-8 text."));
        if (Utf8.IsValid(row)) return null;

        var valid = 0;
        while (Rune.DecodeFromUtf8(row[valid..], out _, out var length) == OperationStatus.Done) valid += length;
        return string.Create(CultureInfo.InvariantCulture, $"invalid UTF-8 at byte offset {offset + valid}. Save the file as UTF-8.");
    }

    /// <summary>Refuses UTF-16 by its byte order mark, which says it sooner and more plainly than the first NUL.</summary>
    public static void RefuseUtf16(Stream stream)
    {
        Span<byte> start = stackalloc byte[2];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (read == 2 && start is [0xFF, 0xFE] or [0xFE, 0xFF]) throw new FileFault(0, "the file is UTF-16. Save it as UTF-8.");
    }
}
