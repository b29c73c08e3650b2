using System.Globalization;

namespace ResearchKit;

/// <summary>A row that was not read, and why.</summary>
/// <param name="Path">The file, as the user named it, with '/' separators.</param>
/// <param name="Line">The physical line on which the row starts, from 1; 0 when the file as a whole is meant.</param>
/// <param name="Field">The field at fault; empty when the row as a whole is meant.</param>
/// <param name="Reason">What was found and what is expected, continuing a sentence that begins with the field.</param>
public sealed record Rejection(string Path, long Line, string Field, string Reason)
{
    /// <summary>One printable line: <c>path(line): field reason</c>.</summary>
    public override string ToString()
    {
        var place = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Path}({Line})") : Path;
        return Untrusted.Line(Field.Length > 0 ? $"{place}: {Field} {Reason}" : $"{place}: {Reason}");
    }
}
