namespace ResearchKit;

/// <summary>The prices of a ticker by day, in columns: millions of rows are held and looked up.</summary>
/// <param name="ticker">Whose.</param>
/// <param name="days">Day numbers (<see cref="DateOnly.DayNumber"/>), rising.</param>
/// <param name="close">One for each day.</param>
/// <param name="open">One for each day; NaN where there is none.</param>
/// <param name="volume">One for each day; NaN where there is none.</param>
/// <param name="lines">Where each was read; 0 when nobody knows.</param>
sealed class PriceSeries(string ticker, int[] days, double[] close, double[] open, double[] volume, int[] lines)
{
    public string Ticker => ticker;

    public int Count => days.Length;

    public ReadOnlySpan<int> Days => days;

    public ReadOnlySpan<double> Close => close;

    public ReadOnlySpan<double> Open => open;

    public ReadOnlySpan<double> Volume => volume;

    public DateOnly First => DateOnly.FromDayNumber(days[0]);

    public DateOnly Last => DateOnly.FromDayNumber(days[^1]);

    public int Line(int index) => lines[index];

    public Price this[int index] => new(DateOnly.FromDayNumber(days[index]), ticker, close[index], Known(open[index]), Known(volume[index]));

    /// <summary>The index of the first day on or after one; the count when there is none.</summary>
    public int From(int day) => Array.BinarySearch(days, day) is var found && found >= 0 ? found : ~found;

    /// <summary>The same days at other prices.</summary>
    public PriceSeries With(double[] closes, double[] opens, double[] volumes) => new(ticker, days, closes, opens, volumes, lines);

    static double? Known(double value) => double.IsNaN(value) ? null : value;
}
