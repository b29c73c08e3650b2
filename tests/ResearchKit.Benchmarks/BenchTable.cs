using System.Globalization;
using System.Text;

namespace ResearchKit.Benchmarks;

/// <summary>Results for people.</summary>
static class BenchTable
{
    /// <summary>Of the adversarial texts, so many are shown.</summary>
    const int Shown = 5;

    const string Tried = "tests/ResearchKit.Benchmarks/results/README.md";

    public static string Of(BenchResult result)
    {
        var (corpus, machine) = (result.Corpus, result.Machine);
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"{machine.Processor}; {machine.Cores} cores, vectors of {machine.VectorBits} bits; {machine.Os}; {machine.Runtime}; kit {machine.Kit}");
        Line($"{corpus.Articles} articles, seed {corpus.Seed}: {corpus.Bytes / 1e6:0.0} MB, {(double)corpus.Tokens / corpus.Articles:0} tokens of {(double)corpus.Bytes / corpus.Tokens:0.00} bytes, {corpus.Found:0.0%} of them words of the lexicon; trigger tokens {corpus.Triggers:0.0%}{(corpus.ShifterTriggers is { } share ? string.Create(CultureInfo.InvariantCulture, $", for shifters {share:0.0%}") : "")}");
        Line($"{corpus.Method} on {corpus.Lexicon}");
        Line($"");
        Line($"{"row",-18}{"unit",-9}{"median",10}{"least",10}{"most",10}{"spread",9}{"to limit",10}{"bytes/doc",11}");
        foreach (var row in result.Rows)
            Line($"{row.Name,-18}{row.Unit,-9}{Short(row.Median),10}{Short(row.Least),10}{Short(row.Most),10}{row.Spread,9:0.0%}{(row.ToLimit is { } ratio ? ratio.ToString("0.000", CultureInfo.InvariantCulture) : ""),10}{(row.AllocatedPerDocument is { } bytes ? bytes.ToString("0", CultureInfo.InvariantCulture) : ""),11}");
        Line($"");
        foreach (var row in result.Rows.Where(row => row.Note is not null)) Line($"{row.Name}: {row.Note}");
        foreach (var row in result.LeftOut) Line($"{row.Name}: left out: {row.Reason}");
        foreach (var worst in result.Adversarial.Take(Shown)) Line($"adversarial '{worst.Name}': {Short(worst.NanosecondsPerByte)} ns/byte, {worst.ToMedian:0.0} times that of articles; an eightfold length takes {worst.Growth:0.0} times the time a byte");
        Line($"a thread had a processor for {result.ProcessorShare:0%} of the time{(result.ProcessorShare < 0.95 ? ": other work ran beside, which two-threads, start-up and archive, by the clock, suffer from" : "")}");
        Line($"peak memory {result.PeakMegabytes:0} MB, with the corpus as strings and as UTF-8");
        if (result.ScorerToCompressedLimit is { } stricter) Line($"scorer to limit-compressed, which uses an instruction that few machines have: {stricter:0.000}");
        Line($"");
        Line($"{"bar",-24}{"measured",10}{"must",9}{"",5}{"goal",7}");
        foreach (var bar in result.Bars)
            Line($"{bar.Name,-24}{Short(bar.Value),10}{(bar.AtMost ? "≤ " : "≥ ") + Short(bar.Must),9}{(bar.IsMet ? "met" : "no"),5}{(bar.Goal is { } goal ? Short(goal) : ""),7}{bar.IsGoalMet switch { true => " met", false => " no", null => "" }}");
        if (result.Bars.Any(bar => !bar.IsMet)) Line($"what was tried for those that are not met: {Tried}");
        return text.ToString();
    }

    /// <summary>Three digits that count.</summary>
    static string Short(double value) => value.ToString(Math.Abs(value) switch { 0 => "0", >= 100 => "0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture);
}
