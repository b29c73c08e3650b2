using System.Globalization;

namespace ResearchKit.Cli;

/// <summary>An evaluation of scores against returns, for people.</summary>
static class SignalReport
{
    public static void Print(Prices market, SignalSource asked, ForwardReturns returns, SignalEvaluation worth, IReadOnlyList<JudgedTrial> judged)
    {
        Say(market.ToString());
        foreach (var finding in market.Findings.Take(5)) Say($"{finding}");
        Say(asked.Articles is { } articles ? string.Create(CultureInfo.InvariantCulture, $"{articles} articles by {asked.Method}: {asked.Index}") : $"scores: {asked.Index}");
        foreach (var line in returns.ToString().Split('\n')) Say(line);
        Say("");
        foreach (var line in worth.ToString().Split('\n')) Say(line);
        if (judged.Count > 0) Say("");
        foreach (var trial in judged) Say(trial.ToString());
    }

    static void Say(string line) => Console.Out.WriteLine(Untrusted.Line(line));
}
