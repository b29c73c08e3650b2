using System.Net;
using System.Text;
using Microsoft.FSharp.Collections;
using Plotly.NET;

namespace ResearchKit;

/// <summary>The one look of the kit's charts; paper, ink and fonts are left to the page they stand on, light or dark. Colours are Okabe and Ito's, which readers with any colour vision tell apart; symbols differ as well.</summary>
static class Style
{
    /// <summary>What every chart so far has on its x-axis.</summary>
    public const string ValueAxis = "value, −1 to 1";

    public const string Up = "#0072B2";
    public const string Down = "#D55E00";
    public const string Total = "#777777";
    public const string Faint = "#AAAAAA";
    public const string Pale = "#D9DEE2";

    /// <summary>The ends of a scale whose cells hold dark numbers.</summary>
    public const string CellUp = "#56A9DB", CellDown = "#E88B3C", CellInk = "#15181B";

    static readonly string[] Colors = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999"];
    static readonly string[] Symbols = ["circle", "diamond", "square", "triangle-up", "cross", "x", "star"];

    public static string Series(int number) => Colors[number % Colors.Length];

    public static string Symbol(int number) => Symbols[number % Symbols.Length];

    /// <summary>A trace of a type with its properties.</summary>
    public static Trace Trace(string type, params IEnumerable<(string Name, object? Value)> properties)
    {
        var trace = new Trace(type);
        foreach (var (name, value) in properties)
            if (value is not null) trace.SetProperty(name, value);
        return trace;
    }

    /// <summary>What stands on an axis and, under the lowest one, the chart's note: what a reader must not take the figures for.</summary>
    public static object Under(string axis, string? note, int standoff = 12) => new { text = Encode(axis) + (note is null ? "" : $"<br><span style=\"font-size:11px\">{Wrapped(note, 52)}</span>"), standoff, font = new { size = 13 } };

    /// <summary>Plotly reads some HTML in its texts and breaks no line by itself: encoded, and broken between words so that a page of 500 px shows it.</summary>
    public static string Wrapped(string text, int width)
    {
        var (lines, line) = (new StringBuilder(), 0);
        foreach (var word in text.Split(' '))
        {
            var breaks = line > 0 && line + 1 + word.Length > width;
            if (lines.Length > 0) lines.Append(breaks ? "<br>" : " ");
            lines.Append(Encode(word));
            line = (breaks || line == 0 ? 0 : line + 1) + word.Length;
        }
        return lines.ToString();
    }

    /// <summary>A name beside a row or in a legend, cut to a width.</summary>
    public static string Label(string text, int width = 30) => Encode(text.Length <= width ? text : text[..(width - 1)].TrimEnd() + "…");

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>The colour, so thin that what lies under it is seen, on a light page and a dark one.</summary>
    public static string Thin(string color) => color + "40";

    /// <summary>A vertical line at a value, and a band around it.</summary>
    public static object[] Mark(double at, double tolerance) =>
    [
        new { type = "rect", xref = "x", yref = "paper", x0 = at - tolerance, x1 = at + tolerance, y0 = 0, y1 = 1, fillcolor = Faint, opacity = 0.35, line = new { width = 0 }, layer = "below" },
        new { type = "line", xref = "x", yref = "paper", x0 = at, x1 = at, y0 = 0, y1 = 1, line = new { color = Total, width = 1.5, dash = "dot" } },
    ];

    /// <summary>What a vertical line is, above it.</summary>
    public static object[] MarkText(double at, string text) =>
    [
        new { x = at, xref = "x", y = 1, yref = "paper", yanchor = "bottom", showarrow = false, text, font = new { size = 12 } },
    ];

    public static Plot Finish(IEnumerable<Trace> traces, string title, int height, Action<Layout> adapt)
    {
        var layout = new Layout();
        layout.SetProperty("title", new { text = title, font = new { size = 15 }, x = 0, xref = "container", xanchor = "left", yref = "container", y = 1, yanchor = "top", pad = new { t = title.Contains("<br>", StringComparison.Ordinal) ? 22 : 12, l = 4 } });
        layout.SetProperty("height", height);
        layout.SetProperty("xaxis", new { zeroline = true, title = new { text = ValueAxis } });
        layout.SetProperty("legend", new { orientation = "h", x = 0, xanchor = "left", y = 1.04, yanchor = "bottom" });
        layout.SetProperty("margin", new { t = 96 });
        layout.SetProperty("hovermode", "closest");
        adapt(layout);
        var config = new Config();
        config.SetProperty("responsive", true);
        config.SetProperty("displaylogo", false);
        config.SetProperty("displayModeBar", "hover");
        var chart = GenericChart.ofTraceObjects(useDefaults: false, ListModule.OfSeq(traces));
        return new(GenericChart.setConfig(config, GenericChart.setLayout(layout, chart))) { Title = Untrusted.Line(System.Net.WebUtility.HtmlDecode(title.Replace("<br>", " ", StringComparison.Ordinal))) };
    }
}
