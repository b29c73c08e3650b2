namespace ResearchKit;

/// <summary>The prices of a ticker by day, in columns: millions of rows are held and looked up.</summary>
/// <param name="ticker">Whose.</param>
/// <param name="days">Day numbers (<see cref="DateOnly.DayNumber"/>), rising.</param>
/// <param name="close">One for each day.</param>
/// <param name="open">One for each day; NaN where there is none.</param>
/// <param name="volume">One for each day; NaN where there is none.</param>
/// <param name="lines">Where each was read; 0 when nobody knows.</param>
/// <param name="printed">The closes as they were given; null where nothing was changed.</param>
/// <param name="split">The closes with splits allowed for and no dividends; null where nothing was changed.</param>
sealed class PriceSeries(string ticker, int[] days, double[] close, double[] open, double[] volume, int[] lines, double[]? printed = null, double[]? split = null)
{
    public string Ticker => ticker;

    public int Count => days.Length;

    public ReadOnlySpan<int> Days => days;

    public ReadOnlySpan<double> Close => close;

    /// <summary>The closes as they were given: what a share cost on its day, if that is what was given.</summary>
    public ReadOnlySpan<double> Printed => printed ?? close;

    /// <summary>The closes in the shares of the last day, with no dividend taken off: times shares outstanding, what a company was worth.</summary>
    public ReadOnlySpan<double> Split => split ?? close;

    public ReadOnlySpan<double> Open => open;

    public ReadOnlySpan<double> Volume => volume;

    public DateOnly First => DateOnly.FromDayNumber(days[0]);

    public DateOnly Last => DateOnly.FromDayNumber(days[^1]);

    public int Line(int index) => lines[index];

    public Price this[int index] => new(DateOnly.FromDayNumber(days[index]), ticker, close[index], Known(open[index]), Known(volume[index]));

    /// <summary>The index of the first day on or after one; the count when there is none.</summary>
    public int From(int day) => Array.BinarySearch(days, day) is var found && found >= 0 ? found : ~found;

    /// <summary>The same days at other prices.</summary>
    public PriceSeries With(double[] closes, double[] opens, double[] volumes, double[] splits) => new(ticker, days, closes, opens, volumes, lines, close, splits);

    /// <summary>The index of the last day on or before one; −1 when there is none.</summary>
    public int Until(DateOnly day) => From(day.DayNumber + 1) - 1;

    static double? Known(double value) => double.IsNaN(value) ? null : value;
}
