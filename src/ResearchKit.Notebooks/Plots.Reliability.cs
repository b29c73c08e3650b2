namespace ResearchKit;

public static partial class Plots
{
    /// <summary>A reliability diagram: what was said against what was judged, a point a bin with its interval; on the dotted line a method means what it says.</summary>
    /// <param name="reliability">Of an evaluation.</param>
    public static Plot Plot(this Reliability reliability)
    {
        var bins = reliability.Bins;
        var trace = Points("bins", 0, bins.Select(bin => (bin.Said, "", $"{bin}")));
        trace.SetProperty("y", bins.Select(bin => bin.Judged.Value).ToArray());
        trace.SetProperty("hoverinfo", "text");
        trace.SetProperty("mode", "lines+markers");
        trace.SetProperty("marker", new { color = Style.Series(0), size = bins.Select(bin => 6 + 14 * Math.Sqrt((double)bin.Texts / reliability.Evaluation.N)).ToArray() });
        trace.SetProperty("error_y", Ends(bins.Select(bin => (bin.Judged.Value ?? 0, bin.Judged.Low, bin.Judged.High)), Style.Series(0)));
        var low = reliability.Options.Class is null ? -1.0 : 0;
        return Style.Finish([trace], Invariant($"Off by {reliability.Ece:0.000} on the mean, {reliability.Mce:0.000} at most"), height: 460, layout =>
        {
            layout.SetProperty("showlegend", false);
            layout.SetProperty("xaxis", new { range = new[] { low - 0.05, 1.05 }, zeroline = true, title = new { text = "mean said" } });
            layout.SetProperty("yaxis", new { range = new[] { low - 0.05, 1.05 }, zeroline = true, title = new { text = $"mean judged, {reliability.Of}, 95% intervals" } });
            layout.SetProperty("shapes", new object[] { new { type = "line", x0 = low, x1 = 1, y0 = low, y1 = 1, layer = "below", line = new { color = Style.Total, width = 1.5, dash = "dot" } } });
        });
    }
}
