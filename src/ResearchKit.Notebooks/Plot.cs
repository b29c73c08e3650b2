using Plotly.NET;

namespace ResearchKit;

/// <summary>A chart with the kit's style that every front end can show: as a Plotly figure where that is understood, else as HTML.</summary>
/// <param name="chart">The chart, of Plotly.NET.</param>
[TypeFormatterSource(typeof(PlotFormatters))]
public sealed class Plot(GenericChart chart)
{
    /// <summary>The chart, for whoever wants to change it with Plotly.NET.</summary>
    public GenericChart Chart { get; } = chart;

    /// <summary>The figure as Plotly's JSON: data, layout, config.</summary>
    public string ToJson() => GenericChart.toFigureJson(Chart);

    /// <summary>The chart as a piece of HTML that draws itself where plotly.js has been loaded, and says so where it has not. Its id is made of its content; where it stands twice, each draws.</summary>
    public string ToHtml()
    {
        var figure = ToJson().Replace("<", "\\u003c", StringComparison.Ordinal);
        var id = $"plot-{Hashing.Sha256(figure)[..12]}";
        return $$"""
            <div id="{{id}}">This chart draws itself where plotly.js is loaded: trust the notebook and run the cell of its first chart, or see the report that ./kit run writes.</div>
            <script>(function(){if(typeof Plotly==='undefined')return;var f={{figure}};document.querySelectorAll('#{{id}}').forEach(function(e){if(e.data)return;e.textContent='';Plotly.newPlot(e,f.data,f.layout,f.config);});})()</script>
            """;
    }

    /// <summary>What the chart is called.</summary>
    public override string ToString() => Title.Length > 0 ? $"chart: {Title}" : "chart";

    internal string Title { get; init; } = "";
}

/// <summary>Shows a plot. HTML and text come first for kernels that know no more.</summary>
sealed class PlotFormatters
{
    public const string MimeType = "application/vnd.plotly.v1+json";

    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter("text/html", value => ((Plot)value).ToHtml()),
        new ValueFormatter("text/plain", value => value.ToString()!),
        new ValueFormatter(MimeType, value => ((Plot)value).ToJson()),
    ];
}
