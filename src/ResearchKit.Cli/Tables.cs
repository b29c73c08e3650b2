using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary>Tables for people. Every text passes through here, so that nothing of an article acts on the terminal.</summary>
static class Tables
{
    public static Table New(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(Untrusted.Line(column))) { Alignment = IsNumber(column) ? Justify.Right : Justify.Left, NoWrap = IsNumber(column) });
        return table;
    }

    /// <summary>Text as it is, made harmless.</summary>
    public static Markup Text(string text) => new(Markup.Escape(Untrusted.Line(text)));

    /// <summary>A signed number with three decimals, coloured by its sign.</summary>
    public static Markup Number(double value)
    {
        var text = value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);
        return new(value switch { > 0 => $"[blue]{text}[/]", < 0 => $"[darkorange]{text}[/]", _ => text });
    }

    static bool IsNumber(string column) => column is "value" or "coverage" or "positive" or "negative" or "off by" or "low" or "high" or "departs in" or "version" or "relevance" or "prevalence" or "mentions";
}
