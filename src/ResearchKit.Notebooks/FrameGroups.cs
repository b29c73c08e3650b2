using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>Rows of a DataFrame in groups by one or more columns, null being a value like any other; groups stand in the order in which they first appear.</summary>
/// <remarks>Every result has a row a group: the keys with their types, then what was asked for. Nulls are left out of a measure; a group that has nothing else has null. Not the <see cref="DataFrame.GroupBy"/> of the library, which takes one column and drops its nulls.</remarks>
public sealed class FrameGroups
{
    static readonly (string Name, Func<List<double>, double> Of)[] Measures =
        [("mean", v => v.Average()), ("sum", v => v.Sum()), ("min", v => v.Min()), ("max", v => v.Max()), ("median", Middle)];

    readonly DataFrame frame;
    readonly IReadOnlyList<DataFrameColumn> keys;
    readonly List<List<long>> groups;

    internal FrameGroups(DataFrame frame, IEnumerable<string> keys)
    {
        this.frame = frame;
        this.keys = [.. keys.Select(key => FrameColumn.Find(frame, key, "the name of a column"))];
        if (this.keys.Count == 0) throw new InputException("Groups need a column. Expected the names of one or more.");
        var group = new int[frame.Rows.Count];
        // Key by key: rows that were together and have the same next key stay together, numbered as they appear.
        foreach (var key in this.keys)
        {
            var numbers = new Dictionary<(int Group, object? Key), int>();
            for (var row = 0; row < group.Length; row++)
            {
                var pair = (group[row], key[row]);
                if (!numbers.TryGetValue(pair, out var number)) numbers[pair] = number = numbers.Count;
                group[row] = number;
            }
        }
        groups = [.. group.Select((number, row) => (number, row)).GroupBy(pair => pair.number).Select(rows => rows.Select(pair => (long)pair.row).ToList())];
    }

    /// <summary>How many groups there are.</summary>
    public int Number => groups.Count;

    /// <summary>Each group with its number of <c>rows</c>.</summary>
    public DataFrame Count() => new([.. Keys(), Rows()]);

    /// <summary>Each group with the <c>mean</c> of columns of numbers, called <c>mean value</c> and so on.</summary>
    /// <exception cref="InputException">A column is missing, holds no numbers or float32, or a cell is NaN.</exception>
    public DataFrame Mean(params string[] columns) => Of(columns, "mean");

    /// <inheritdoc cref="Mean"/>
    /// <summary>Each group with the sum of columns of numbers, called <c>sum value</c>.</summary>
    public DataFrame Sum(params string[] columns) => Of(columns, "sum");

    /// <inheritdoc cref="Mean"/>
    /// <summary>Each group with the median of columns of numbers, the mean of the middle two where their number is even.</summary>
    public DataFrame Median(params string[] columns) => Of(columns, "median");

    /// <inheritdoc cref="Mean"/>
    /// <summary>Each group with its <c>rows</c> and, of each column of numbers, <c>count</c> (without nulls), <c>mean</c>, <c>sum</c>, <c>min</c>, <c>max</c> and <c>median</c>.</summary>
    public DataFrame Aggregate(params string[] columns) => new([.. Keys(), Rows(), .. columns.SelectMany(name =>
    {
        var values = Values(name);
        return Measures.Select(measure => Measured(measure.Name, name, values)).Prepend(new Int32DataFrameColumn($"count {name}", values.Select(v => v.Count)));
    })]);

    /// <summary><c>12 groups by ticker, theme</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Number} {(Number == 1 ? "group" : "groups")} by {string.Join(", ", keys.Select(key => Untrusted.Show(key.Name)))}");

    DataFrame Of(string[] columns, string measure) => new([.. Keys(), .. columns.Select(name => Measured(measure, name, Values(name)))]);

    IEnumerable<DataFrameColumn> Keys() => keys.Select(key => key.Clone(new Int64DataFrameColumn("rows", groups.Select(rows => rows[0]))));

    DataFrameColumn Rows() => new Int32DataFrameColumn("rows", groups.Select(rows => rows.Count));

    static DataFrameColumn Measured(string measure, string name, List<List<double>> values)
    {
        var of = Measures.First(known => known.Name == measure).Of;
        return new DoubleDataFrameColumn($"{measure} {name}", values.Select(v => v.Count == 0 ? (double?)null : of(v)));
    }

    List<List<double>> Values(string name)
    {
        var cells = FrameColumn.Doubles(FrameColumn.Find(frame, name, "the name of a column"));
        return [.. groups.Select(rows => rows.Select(cells.Number).OfType<double>().ToList())];
    }

    static double Middle(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
