using System.Globalization;
using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>A small bar beside the numbers of a column: of scores from the middle to either side, of shares from the left.</summary>
sealed record FrameBar(bool Diverging)
{
    static readonly string[] Scores = ["value", "score", "tone", "sentiment"];
    static readonly string[] Shares = ["prevalence", "relevance", "share", "coverage"];

    /// <summary>By the words of the column's name, as long as every number is in range; null for none.</summary>
    public static FrameBar? Of(DataFrameColumn column)
    {
        if (column.DataType != typeof(double) && column.DataType != typeof(decimal)) return null;
        var words = column.Name.Split(' ', '_', '-', '.');
        var numbers = Enumerable.Range(0, (int)column.Length).Select(row => column[row]).OfType<IConvertible>().Select(cell => cell.ToDouble(CultureInfo.InvariantCulture));
        return words.Any(Scores.Contains) ? numbers.All(number => number is >= -1 and <= 1) ? new(true) : null
            : words.Any(Shares.Contains) && numbers.All(number => number is >= 0 and <= 1) ? new(false) : null;
    }

    public string Draw(double number)
    {
        var (from, to) = Diverging ? (50 + 50 * Math.Min(number, 0), 50 + 50 * Math.Max(number, 0)) : (0, 100 * number);
        var color = number < 0 ? Style.Down : Style.Up;
        var middle = Diverging ? "linear-gradient(currentColor,currentColor) 50%/1px 100% no-repeat," : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"<span style=\"display:inline-block;width:5em;height:.75em;margin-left:.6em;vertical-align:-.05em;border-radius:1px;background:{middle}linear-gradient(90deg,transparent {from:0.#}%,{color} {from:0.#}%,{color} {to:0.#}%,transparent {to:0.#}%),rgba(128,128,128,.16)\"></span>");
    }
}
