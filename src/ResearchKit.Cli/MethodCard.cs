using System.Globalization;

namespace ResearchKit.Cli;

/// <summary>A method in full: what is stated, what was measured, and of a model what its own file says.</summary>
static class MethodCard
{
    public static void Print(string name, IReadOnlyList<MethodRow> rows, Lexicon words)
    {
        var row = RowOf(name, rows, words);
        Console.WriteLine(Untrusted.Line($"{row.Name}{(row.Version is { } version ? $"@{version}" : "")}: {row.Facts.Summary}"));
        foreach (var (what, text) in new[] { ("needs", row.Facts.Needs), ("fitted on", row.Facts.FittedOn), ("licence", row.Facts.Licence), ("same bits on", Bits(row.Facts.Promise)) })
            Console.WriteLine(Untrusted.Line($"  {what,-13} {text}"));
        if (row.Figure is { } figure)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"speed",-13} {figure.ArticlesPerSecond:#,0} articles/s, {figure.MegabytesPerSecond:0.0} MB/s on one thread"));
            foreach (var evaluation in figure.Evaluations)
                Console.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"  {"evaluation",-13} {string.Join("  ", evaluation.Measures.Select(each => $"{each.Name} {new Measured(each.Value, each.Low, each.High)}"))}; {evaluation.Texts} texts, coverage {evaluation.Coverage:0.000}: {evaluation.Command}")));
            if (row.Stale is { } stale) Console.WriteLine(Untrusted.Line($"  {"stale",-13} {stale}"));
        }
        if (Methods.ModelOf(name) is not null && Methods.FileOf(name) is { Length: > 0 })
            foreach (var line in ModelScorers.Card(name, words)) Console.WriteLine($"  {Untrusted.Line(line)}");
        Console.WriteLine();
    }

    /// <summary>The row of a method; of a model in a file the one of its kind, with what its file says in its place. What was measured of others is not its.</summary>
    public static MethodRow RowOf(string name, IReadOnlyList<MethodRow> rows, Lexicon words)
    {
        // What is measured of learned methods, in folds, stands in the row of their kind.
        if (rows.FirstOrDefault(row => row.Name == name || name == Methods.InFolds && Methods.ModelOf(row.Name)?.Facts == MethodFacts.Learned) is { } listed) return listed;
        if (Methods.ModelOf(name) is { } model)
        {
            var (summary, fittedOn, licence) = ModelScorers.Told(name);
            return new(name, null, model.Facts with { Summary = summary ?? model.Facts.Summary, FittedOn = fittedOn ?? model.Facts.FittedOn, Licence = licence ?? model.Facts.Licence }, null, null);
        }
        var rules = Methods.Rules(name);
        return new(name, rules.Version, MethodFacts.Of(rules, words), null, null);
    }

    public static string Bits(SameBits promise) => promise switch
    {
        SameBits.EveryMachine => "every machine",
        SameBits.OneRuntime => "one runtime and processor family",
        _ => "every machine, by replay of its answers",
    };
}
