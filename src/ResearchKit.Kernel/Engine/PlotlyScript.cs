namespace ResearchKit.Kernel;

/// <summary>plotly.js for notebooks: HTML charts draw themselves where it has been loaded. It is shown once, before the first chart, so that
/// a saved notebook needs no network, and again with the cell that showed it, whose earlier output is then gone.</summary>
sealed class PlotlyScript
{
    /// <summary>Stands in the metadata of the output that carries the script.</summary>
    public const string Mark = "plotly.js";

    readonly Lock gate = new();
    string? carrier;

    /// <summary>The text of plotly.js, fit for a script element.</summary>
    /// <exception cref="InputException">It does not lie beside the program.</exception>
    public static string Text()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "plotly.min.js");
        return File.Exists(file) ? File.ReadAllText(file)
            : throw new InputException("plotly.min.js is missing beside ResearchKit.Kernel. Build src/ResearchKit.Kernel: the build extracts it.");
    }

    /// <summary>A cell is run again: its outputs are gone, and the script with them if it was among them.</summary>
    public void Forget(CellRequest request)
    {
        lock (gate)
        {
            if (carrier == Key(request))
                carrier = null;
        }
    }

    /// <summary>The script, if this output of the cell is the first that needs it.</summary>
    public DisplayData? Before(CellOutput output, CellRequest request)
    {
        var data = output switch { DisplayData d => d.Data, DisplayUpdate u => u.Data, CellValue v => v.Data, _ => null };
        if (data is null || !data.Has(MimeBundle.Plotly) || !data.Has(MimeBundle.Html))
            return null;
        lock (gate)
        {
            if (carrier is not null)
                return null;
            carrier = Key(request);
        }
        var script = new MimeBundle([new(MimeBundle.Html, $"<script>{Text()}</script>"), new(MimeBundle.Plain, "plotly.js, for the charts of this notebook")]) { IsPlotlyScript = true };
        return new(script, "researchkit-plotly");
    }

    static string Key(CellRequest request) => request.CellId ?? request.Code;
}
