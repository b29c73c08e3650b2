using Microsoft.ML;
using Microsoft.ML.Data;

namespace ResearchKit;

/// <summary>A row as Microsoft.ML reads it.</summary>
sealed class FitRow
{
    public VBuffer<float> Features;
    public bool Is;
    public float Score;
}

/// <summary>Rows handed to Microsoft.ML.</summary>
static class FitRows
{
    public static MLContext Context() => new(seed: 1);

    /// <param name="rows">The texts.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="label">Says what is fitted to of each.</param>
    public static IDataView View(IReadOnlyList<FeatureRow> rows, int columns, Action<FitRow, int> label)
    {
        var read = new FitRow[rows.Count];
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = new() { Features = new(columns, rows[i].Columns.Length, [.. rows[i].Values.Select(value => (float)value)], [.. rows[i].Columns]) };
            label(read[i], i);
        }
        var schema = SchemaDefinition.Create(typeof(FitRow));
        schema[nameof(FitRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns);
        return Context().Data.LoadFromEnumerable(read, schema);
    }
}
