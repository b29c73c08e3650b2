using System.Data.Common;

namespace ResearchKit.Cli;

/// <summary>Prices of a Parquet file: the library takes a data reader, and the command line has what reads them.</summary>
static class ParquetPrices
{
    const int Megabytes = 512;

    public static Prices Read(string file, bool adjusted, CorporateActions? actions)
    {
        const string Expected = "Expected prices: Parquet with the columns date, ticker, close and, if wanted, open, volume";
        if (!File.Exists(file)) throw new InputException($"{Untrusted.Line(file)}: no such file. {Expected}.");
        try
        {
            using var duck = Duck.Open(Megabytes);
            using var rows = duck.Stream($"SELECT * FROM read_parquet({Duck.File(file)}, hive_partitioning = false)");
            return Prices.Of(Path.GetFileName(file), rows, adjusted, actions);
        }
        catch (DbException e)
        {
            throw new InputException($"{Untrusted.Line(file)}: cannot be read as Parquet: {Duck.Said(e)}. {Expected}.", e);
        }
    }
}
