using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>An explanation for a console without colour.</summary>
static class ExplanationText
{
    public static string Write(Explanation explanation)
    {
        var score = explanation.Score;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Untrusted.Line(explanation.Article.Id)}: {score.Value:+0.0000;-0.0000;0.0000} {explanation.Label()} ({explanation.Method})\n");
        if (explanation.Article.SourceScore is { } source)
            text.Append(CultureInfo.InvariantCulture, $"source: {source}{(explanation.Article.SourceLabel is { } label ? " " + Untrusted.Line(label) : "")}\n");
        text.Append(CultureInfo.InvariantCulture,
            $"positive {score.Positive:0.0000}  negative {score.Negative:0.0000}  coverage {score.Coverage:0.0%}  {score.Hits} hits in {score.Sentences} sentences\n");
        if (explanation.Contributions.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{"term",-28} {"sent.",5} {"at",6} {"valence",8} {"weight",7} {"adds",8}  {(explanation.NoteHeading is { } heading ? Untrusted.Line(heading) : "shifters")}\n");
        foreach (var part in explanation.Contributions.OrderByDescending(c => Math.Abs(c.Value)).ThenBy(c => c.Start))
            text.Append(string.Create(CultureInfo.InvariantCulture,
                $"{Untrusted.Line(part.Term),-28} {part.Sentence + 1,5} {part.Start,6} {part.Valence,8:+0.00;-0.00;0.00} {part.Weight,7:0.0000} {part.Value,8:+0.0000;-0.0000;0.0000}  {(explanation.NoteHeading is null ? Shifts(part) : Untrusted.Line(Account(part)))}").TrimEnd()).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"\n{"remainder",-28} {"",29} {explanation.Remainder,8:+0.0000;-0.0000;0.0000}{(explanation.RemainderNote is { } note ? "  " + Untrusted.Line(note) : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"{"value",-28} {"",29} {score.Value,8:+0.0000;-0.0000;0.0000}");
        return text.ToString();
    }

    /// <summary>The note of a contribution, and the shifters of the hit behind it, if any.</summary>
    static string Account(Contribution part) => part.Shifts.IsEmpty ? part.Note : $"{part.Note} ({Shifts(part)})";

    /// <summary>The shifters of a contribution in words: <c>potentially ×0.60</c>.</summary>
    public static string Shifts(Contribution part) => string.Join(", ", part.Shifts);
}
