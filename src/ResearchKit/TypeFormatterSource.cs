namespace ResearchKit;

/// <summary>Notebook kernels look for an attribute of this name on a type and ask the type it names for formatters; so a
/// result shows as HTML in a notebook while this library depends on no kernel.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; init; } = ["text/html", "text/plain"];
}

/// <summary>Shows an explanation as its HTML, or as its table where there is none.</summary>
sealed class ExplanationFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter("text/html", value => ((Explanation)value).ToHtml()),
        new ValueFormatter("text/plain", value => ((Explanation)value).ToString()),
    ];
}

/// <summary>Shows a value as the lines that it says of itself, where a kernel would list its properties.</summary>
sealed class TextFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter("text/html", value => $"<p style=\"white-space:pre-wrap\">{System.Net.WebUtility.HtmlEncode(value.ToString())}</p>"),
        new ValueFormatter("text/plain", value => value.ToString()!),
    ];
}

/// <summary>A formatter by the kernels' convention: a MIME type and exactly one public <c>Format</c>.</summary>
sealed class ValueFormatter(string mimeType, Func<object, string> write)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object value, TextWriter writer)
    {
        writer.Write(write(value));
        return true;
    }
}
