using System.Globalization;
using System.Text;
using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>A DataFrame as lines of text with aligned columns, for a kernel's plain text: cells as in <see cref="FrameHtml"/>, numbers to the right.</summary>
static class FrameText
{
    const int MostRows = 20;
    const int MostCharacters = 40;

    public static string Write(DataFrame frame)
    {
        var columns = frame.Columns.Select(column => (Number: IsNumber(column), Cells: Cells(column, frame.Rows.Count))).ToList();
        var widths = columns.Select(column => column.Cells.Max(Width)).ToList();
        var text = new StringBuilder();
        for (var row = 0; row <= Math.Min(frame.Rows.Count, MostRows); row++)
            text.Append(string.Join("  ", columns.Zip(widths, (column, width) => Padded(column.Cells[row], width, column.Number))).TrimEnd()).Append('\n');
        if (frame.Rows.Count == 0) text.Append("no rows\n");
        if (frame.Rows.Count - MostRows is > 0 and var more) text.Append(CultureInfo.InvariantCulture, $"… {more} more {(more == 1 ? "row" : "rows")}\n");
        return text.ToString();
    }

    /// <summary>Whether the column stands to the right.</summary>
    public static bool IsNumber(DataFrameColumn column) =>
        column.DataType != typeof(string) && column.DataType != typeof(bool) && column.DataType != typeof(DateTime);

    public static string Shown(double number) => number.ToString("0.000;−0.000;0.000", CultureInfo.InvariantCulture);

    public static string Shown(DateTime time) => time.ToString(time.TimeOfDay == default ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Shown(bool yes) => yes ? "yes" : "";

    /// <summary>The name and the shown cells below it.</summary>
    static List<string> Cells(DataFrameColumn column, long rows) =>
        [Untrusted.Show(column.Name, MostCharacters), .. Enumerable.Range(0, (int)Math.Min(rows, MostRows)).Select(row => Cell(column[row]))];

    static string Cell(object? cell) => cell switch
    {
        null => "",
        double number => Shown(number),
        DateTime time => Shown(time),
        bool yes => Shown(yes),
        IFormattable number => Untrusted.Show(number.ToString(null, CultureInfo.InvariantCulture), MostCharacters),
        _ => Untrusted.Show(cell.ToString() ?? "", MostCharacters),
    };

    static string Padded(string text, int width, bool right)
    {
        var space = new string(' ', width - Width(text));
        return right ? space + text : text + space;
    }

    /// <summary>In characters as a reader counts them; a wide one counts as one.</summary>
    static int Width(string text) => new StringInfo(text).LengthInTextElements;
}
