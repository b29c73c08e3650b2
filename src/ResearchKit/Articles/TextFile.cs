using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>A text file is one article, named after the file: a publisher's page, or plain text with blank lines between paragraphs.</summary>
static class TextFile
{
    public static IEnumerable<Row> Read(Stream stream, string path, ReadOptions options)
    {
        var text = Decode(stream, options.MaxRowBytes);
        if (string.IsNullOrWhiteSpace(text)) throw new FileFault(0, "the file holds no text.");
        var id = Path.GetFileNameWithoutExtension(path);
        yield return Row.At(1, () => PublisherPage.Recognises(text)
            ? PublisherPage.Read(text, id, path)
            : new() { Id = id, Paragraphs = Article.SplitParagraphs(text), Path = path });
    }

    static string Decode(Stream stream, long longest)
    {
        if (stream.Length > longest)
            throw new FileFault(0, string.Create(CultureInfo.InvariantCulture,
                $"the file is {stream.Length} bytes long. At most {longest} are read as one article; MaxCharacters allows longer ones."));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        if (Utf8Text.Fault(bytes, 0) is { } fault) throw new FileFault(0, fault);
        var body = bytes.AsSpan();
        return Encoding.UTF8.GetString(body.StartsWith(Utf8Text.Mark) ? body[Utf8Text.Mark.Length..] : body);
    }
}
