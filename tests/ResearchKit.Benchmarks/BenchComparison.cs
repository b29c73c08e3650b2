using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit.Benchmarks;

/// <summary>What became of a row.</summary>
/// <param name="Name">The row's.</param>
/// <param name="Old">Its earlier median.</param>
/// <param name="New">Its median now.</param>
/// <param name="Spread">The wider of the two spreads, as a share.</param>
/// <param name="LessIsBetter">Whether it is a time.</param>
sealed record BenchChange(string Name, double Old, double New, double Spread, bool LessIsBetter)
{
    public double Ratio => New / Old;

    /// <summary>Whether the two differ by less than rounds of one run do.</summary>
    public bool IsWithinSpread => Math.Abs(Ratio - 1) <= Spread;

    public string Verdict => IsWithinSpread ? "less than the spread" : Ratio > 1 != LessIsBetter ? "faster" : "slower";
}

/// <summary>Results beside earlier ones.</summary>
/// <param name="Changes">The rows that both have, in the new order.</param>
/// <param name="Differences">What else differs: then only ratios can be compared.</param>
sealed record BenchComparison(ImmutableArray<BenchChange> Changes, ImmutableArray<string> Differences)
{
    public static BenchComparison Of(BenchResult old, BenchResult now)
    {
        var rows = from row in now.Rows
                   join before in old.Rows on (row.Name, row.Unit) equals (before.Name, before.Unit)
                   select new BenchChange(row.Name, before.Median, row.Median, Math.Max(row.Spread, before.Spread), row.Unit != "MB/s");
        // A ratio has the spread of its row at least.
        var ratios = from row in now.Rows
                     join before in old.Rows on row.Name equals before.Name
                     where row is { ToLimit: not null, Name: not (Row.Limit or Row.ShiftersLimit) } && before.ToLimit is not null
                     select new BenchChange($"{row.Name} to limit", before.ToLimit!.Value, row.ToLimit!.Value, Math.Max(row.Spread, before.Spread), false);
        (string What, string Old, string New)[] said =
        [
            ("processor", old.Machine.Processor, now.Machine.Processor), ("runtime", old.Machine.Runtime, now.Machine.Runtime), ("articles", Number(old.Corpus.Articles), Number(now.Corpus.Articles)), ("seed", $"{old.Corpus.Seed}", $"{now.Corpus.Seed}"),
            ("bytes", Number(old.Corpus.Bytes), Number(now.Corpus.Bytes)), ("lexicon", old.Corpus.Lexicon, now.Corpus.Lexicon), ("method", old.Corpus.Method, now.Corpus.Method),
        ];
        return new([.. rows, .. ratios], [.. said.Where(field => field.Old != field.New).Select(field => $"{field.What} was {Untrusted.Line(field.Old)} and is {field.New}")]);
    }

    /// <summary>A line for each change.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"{"new to old",-28}{"old",10}{"new",10}{"ratio",8}");
        foreach (var change in Changes) Line($"{change.Name,-28}{change.Old,10:G4}{change.New,10:G4}{change.Ratio,8:0.00}  {change.Verdict}");
        foreach (var difference in Differences) Line($"not the same: {difference}");
        return text.ToString();
    }

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
