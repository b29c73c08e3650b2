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

    static readonly string[] Colors = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999"];
    static readonly string[] Symbols = ["circle", "diamond", "square", "triangle-up", "cross", "x", "star"];

    public static string Series(int number) => Colors[number % Colors.Length];

    public static string Symbol(int number) => Symbols[number % Symbols.Length];

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
        layout.SetProperty("title", new { text = title, font = new { size = 15 }, x = 0, xref = "container", xanchor = "left", yref = "container", y = 1, yanchor = "top", pad = new { t = 12, l = 4 } });
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
        return new(GenericChart.setConfig(config, GenericChart.setLayout(layout, chart))) { Title = title.Replace("<br>", " ", StringComparison.Ordinal) };
    }
}
