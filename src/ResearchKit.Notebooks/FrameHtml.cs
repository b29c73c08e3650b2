using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>A DataFrame as an HTML table: numbers to the right with their full value in the hover, long text cut, the first hundred rows.</summary>
static class FrameHtml
{
    const int MostRows = 100;
    const int MostCharacters = 120;
    const int LongName = 14;

    public static string Write(DataFrame frame)
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach (var column in frame.Columns) html.Append(column.Name.Length > LongName ? "<th style=\"white-space:normal;max-width:12em\">" : "<th>").Append(Text(column.Name)).Append("</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in frame.Rows.Take(MostRows))
        {
            html.Append("<tr>");
            foreach (var cell in row) html.Append(Cell(cell));
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table>\n");
        if (frame.Rows.Count > MostRows) html.Append(CultureInfo.InvariantCulture, $"<p>{MostRows} of {frame.Rows.Count} rows</p>\n");
        return html.ToString();
    }

    static string Cell(object? cell) => cell switch
    {
        null => "<td></td>",
        double number => $"<td style=\"text-align:right\" title=\"{number.ToString("R", CultureInfo.InvariantCulture)}\">{number.ToString("0.000;−0.000", CultureInfo.InvariantCulture)}</td>",
        DateTime time => $"<td>{time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}</td>",
        string text when text.Length > MostCharacters => $"<td style=\"max-width:28em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap\" title=\"{WebUtility.HtmlEncode(text)}\">{WebUtility.HtmlEncode(text[..MostCharacters])}…</td>",
        string text => $"<td>{Text(text)}</td>",
        bool yes => $"<td>{(yes ? "yes" : "")}</td>",
        IFormattable number => $"<td style=\"text-align:right\">{WebUtility.HtmlEncode(number.ToString(null, CultureInfo.InvariantCulture))}</td>",
        _ => $"<td>{WebUtility.HtmlEncode(cell.ToString())}</td>",
    };

    /// <summary>A method's long name may break behind its marks, where the page is narrow.</summary>
    static string Text(string text) => WebUtility.HtmlEncode(text).Replace(":", ":<wbr>", StringComparison.Ordinal).Replace("/", "/<wbr>", StringComparison.Ordinal);
}
