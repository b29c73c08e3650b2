using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit evaluate --reliability</c>: a calibration curve as a table.</summary>
static class ReliabilityReport
{
    public static void Print(Evaluation evaluation)
    {
        // Of classes the values are held against the signs, and each sign's chance by itself.
        foreach (var sign in evaluation.Judgements.All(judgement => judgement.Text.Score is not null) ? new int?[] { null } : [null, 1, -1]) Print(evaluation.Reliability(o => o with { Class = sign }));
    }

    static void Print(Reliability reliability)
    {
        var table = Tables.New("said, from", "to", "texts", "mean said", "mean judged", "gap");
        foreach (var bin in reliability.Bins)
            table.AddRow(Number(bin.Low), Number(bin.High), Tables.Text(bin.Texts.ToString(CultureInfo.InvariantCulture)), Number(bin.Said), Tables.Text(bin.Judged.ToString()), Number(bin.Gap));
        AnsiConsole.Write(table);
        foreach (var line in reliability.ToString().Split('\n').Take(3)) Console.WriteLine(Untrusted.Line(line));
    }

    static Markup Number(double value) => Tables.Text(value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture));
}
