namespace ResearchKit.Cli;

/// <summary>Prices of a Parquet file: apart, since what reads Parquet is loaded with it.</summary>
static class ParquetPrices
{
    public static Prices Read(string file, bool adjusted, CorporateActions? actions)
    {
        using var rows = Archive.Rows(file);
        return Prices.Of(Path.GetFileName(file), rows, adjusted, actions);
    }
}
