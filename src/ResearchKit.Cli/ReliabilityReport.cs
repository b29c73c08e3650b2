using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit evaluate --reliability</c>: calibration curves as tables or as JSON.</summary>
static class ReliabilityReport
{
    public static void Print(Evaluation evaluation)
    {
        foreach (var curve in Curves(evaluation)) Print(curve);
    }

    /// <summary>The curves as the field <c>reliability</c>, numbers in full.</summary>
    public static void Write(Utf8JsonWriter json, Evaluation evaluation)
    {
        json.WriteStartArray("reliability");
        foreach (var curve in Curves(evaluation))
        {
            json.WriteStartObject();
            json.WriteString("of", curve.Of);
            foreach (var (name, value) in new[] { ("ece", curve.Ece), ("mce", curve.Mce), ("brier", curve.Brier), ("miscalibration", curve.Miscalibration), ("resolution", curve.Resolution), ("uncertainty", curve.Uncertainty), ("within", curve.Within) })
                Write(json, name, value);
            json.WriteStartArray("bins");
            foreach (var bin in curve.Bins)
            {
                json.WriteStartObject();
                json.WriteNumber("texts", bin.Texts);
                foreach (var (name, value) in new (string, double?)[] { ("from", bin.Low), ("to", bin.High), ("said", bin.Said), ("judged", bin.Judged.Value), ("low", bin.Judged.Low), ("high", bin.Judged.High), ("gap", bin.Gap) }) Write(json, name, value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        EvaluateCommand.Number(json, value);
    }

    /// <summary>Of classes the values are held against the signs, and each sign's chance by itself.</summary>
    static IEnumerable<Reliability> Curves(Evaluation evaluation) =>
        (evaluation.Judgements.All(judgement => judgement.Text.Score is not null) ? new int?[] { null } : [null, 1, -1]).Select(sign => evaluation.Reliability(o => o with { Class = sign }));

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
