using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace ResearchKit;

/// <summary>An explanation as a piece of HTML: the text with its hits highlighted, then the contributions as a table.</summary>
static class ExplanationHtml
{
    // Blue and orange tell apart for colour-blind readers too; the sign stands in words and numbers besides.
    const string Style = """
        <style>
        .rk-why{font:15px/1.6 system-ui,sans-serif;max-width:60em;--up:0,114,178;--down:213,94,0}
        .rk-why header{display:flex;flex-wrap:wrap;gap:.2em 1em;align-items:baseline;margin:0 0 .6em}
        .rk-why header b{font-size:1.9em;font-variant-numeric:tabular-nums}
        .rk-why header .label{font-size:1.2em}
        .rk-why header small{opacity:.75}
        .rk-why p{margin:.5em 0}
        .rk-why h4{margin:.5em 0}
        .rk-why mark{color:inherit;padding:.08em .15em;border-radius:.2em;cursor:help}
        .rk-why mark.up{background:rgba(var(--up),var(--s));border-bottom:2px solid rgb(var(--up))}
        .rk-why mark.down{background:rgba(var(--down),var(--s));border-bottom:2px dashed rgb(var(--down))}
        .rk-why u{text-decoration:underline dotted;text-underline-offset:.2em;cursor:help}
        .rk-why sup{font-size:.68em;opacity:.7;white-space:nowrap;margin-left:.15em;unicode-bidi:isolate}
        .rk-why table{border-collapse:collapse;font-size:.9em;font-variant-numeric:tabular-nums}
        .rk-why th,.rk-why td{padding:.15em .7em;text-align:right;border-bottom:1px solid rgba(128,128,128,.25)}
        .rk-why th:first-child,.rk-why td:first-child,.rk-why .text{text-align:left}
        .rk-why td.bar{width:9em;min-width:5em;padding:0 .3em;vertical-align:middle}
        .rk-why td.bar i{display:block;height:.7em;border-radius:2px}
        .rk-why tr.sum td{font-weight:600}
        .rk-why .wide{overflow-x:auto}
        @media (prefers-color-scheme:dark){.rk-why{--up:86,180,233;--down:240,140,60}}
        </style>
        """;

    public static string Write(Explanation explanation)
    {
        var html = new StringBuilder(Style);
        html.Append("\n<div class=\"rk-why\">\n");
        Header(html, explanation);
        Blocks(html, explanation);
        if (explanation.Contributions.Length > 0) Table(html, explanation);
        return html.Append("</div>\n").ToString();
    }

    static void Header(StringBuilder html, Explanation explanation)
    {
        var score = explanation.Score;
        html.Append(CultureInfo.InvariantCulture, $"<header><b>{score.Value:+0.00;−0.00;0.00}</b> <span class=\"label\">{explanation.Label()}</span>");
        if (explanation.Article.SourceScore is { } source)
            html.Append(CultureInfo.InvariantCulture, $" <span>source: {source}{(explanation.Article.SourceLabel is { } label ? ", " + Shown(label) : "")}</span>");
        html.Append(CultureInfo.InvariantCulture,
            $" <small>{Shown(explanation.Article.Id)} · {Shown(explanation.Method)} · {score.Positive:0.00} positive − {score.Negative:0.00} negative · coverage {score.Coverage * 100:0}% · {score.Hits} hits in {score.Sentences} sentences</small></header>\n");
    }

    static void Blocks(StringBuilder html, Explanation explanation)
    {
        var marks = Marks(explanation);
        var next = 0;
        var offset = 0;
        var sentence = 0;
        foreach (var (block, number) in explanation.Article.Blocks.Select((block, i) => (block, i)))
        {
            var tag = number == 0 && explanation.Article.Title.Length > 0 ? "h4" : "p";
            html.Append('<').Append(tag).Append('>');
            var at = 0;
            // Marks and sentence ends in the order of the text; a sentence's own value stands behind it.
            while (true)
            {
                var mark = next < marks.Length && marks[next].Start < offset + block.Length ? marks[next].Start - offset : int.MaxValue;
                var end = sentence < explanation.Sentences.Length && explanation.Sentences[sentence] is var s && s.Start < offset + block.Length
                    ? s.Start + s.Length - offset : int.MaxValue;
                if (mark == int.MaxValue && end == int.MaxValue) break;
                var stop = Math.Max(at, Math.Min(mark, end));
                html.Append(Encode(block[at..stop]));
                at = stop;
                if (mark < end)
                {
                    html.Append(marks[next].Open).Append(Encode(block.Substring(at, marks[next].Length))).Append(marks[next].Close);
                    at += marks[next++].Length;
                }
                else
                {
                    var value = explanation.Sentences[sentence++].Value;
                    if (Math.Abs(value) >= 0.005) html.Append(CultureInfo.InvariantCulture, $"<sup>{value:+0.00;−0.00;0.00}</sup>");
                }
            }
            html.Append(Encode(block[at..])).Append("</").Append(tag).Append(">\n");
            offset += block.Length + Article.BlockSeparator.Length;
        }
    }

    readonly record struct Mark(int Start, int Length, string Open, string Close);

    static ImmutableArray<Mark> Marks(Explanation explanation)
    {
        var strongest = explanation.Contributions.Select(c => Math.Abs(c.Value)).DefaultIfEmpty(0).Max();
        var hits = explanation.Contributions.Select(part => new Mark(part.Start, part.Length, string.Create(CultureInfo.InvariantCulture,
            $"<mark class=\"{(part.Value < 0 ? "down" : "up")}\" style=\"--s:{(strongest > 0 ? 0.08 + 0.42 * Math.Abs(part.Value) / strongest : 0.08):0.00}\" title=\"{Shown(Title(part))}\">"), "</mark>"));
        // An adversative may have acted on several hits, with one factor before it and another after.
        var shifters = explanation.Contributions.SelectMany(part => part.Shifts).GroupBy(s => s.Start).Select(s => new Mark(s.Key, s.First().Length,
            $"<u title=\"{Shown(s.First().Role.ToString().ToLowerInvariant())} {string.Join(" / ", s.Select(shift => shift.Times).Distinct())}\">", "</u>"));
        return [.. Apart(hits.Concat(shifters).OrderBy(m => m.Start))];
    }

    /// <summary>The numbers of an event may stand around a word of it: what is marked once is not marked again.</summary>
    static IEnumerable<Mark> Apart(IEnumerable<Mark> marks)
    {
        var end = 0;
        foreach (var mark in marks)
        {
            if (mark.Start < end) continue;
            end = mark.Start + mark.Length;
            yield return mark;
        }
    }

    static string Title(Contribution part) => string.Create(CultureInfo.InvariantCulture,
        $"{part.Term}: adds {part.Value:+0.0000;−0.0000;0.0000} = ({part.Valence:+0.00;−0.00;0.00}{string.Concat(part.Shifts.Select(s => $" {s.Times} {s.Term}"))}, counted {part.Counted:+0.000;−0.000;0}) × weight {part.Weight:0.0000}. {part.Note}");

    static void Table(StringBuilder html, Explanation explanation)
    {
        var (notes, columns) = explanation.NoteHeading is { } heading ? ($"<th class=\"text\">{Shown(heading)}</th>", 6) : ("", 5);
        html.Append("<div class=\"wide\"><table><thead><tr><th>term</th><th>adds</th><th></th><th>sentence</th><th>valence</th><th class=\"text\">shifters</th><th>weight</th>").Append(notes).Append("</tr></thead><tbody>\n");
        var strongest = explanation.Contributions.Max(c => Math.Abs(c.Value));
        foreach (var part in explanation.Contributions.OrderByDescending(c => Math.Abs(c.Value)).ThenBy(c => c.Start))
        {
            var width = strongest > 0 ? Math.Abs(part.Value) / strongest * 100 : 0;
            html.Append(CultureInfo.InvariantCulture,
                $"<tr><td title=\"{Shown(part.Note)}\">{Shown(part.Term)}</td><td>{part.Value:+0.0000;−0.0000;0.0000}</td><td class=\"bar\"><i style=\"width:{width:0}%;background:rgb(var({(part.Value < 0 ? "--down" : "--up")}))\"></i></td><td>{part.Sentence + 1}</td><td>{part.Valence:+0.00;−0.00;0.00}</td><td class=\"text\">{Shown(ExplanationText.Shifts(part))}</td><td>{part.Weight:0.0000}</td>{(notes.Length > 0 ? $"<td class=\"text\">{Shown(part.Note)}</td>" : "")}</tr>\n");
        }
        html.Append(CultureInfo.InvariantCulture, $"<tr><td>remainder</td><td>{explanation.Remainder:+0.0000;−0.0000;0.0000}</td><td colspan=\"{columns}\"{(explanation.RemainderNote is { } note ? $" class=\"text\">{Shown(note)}" : ">")}</td></tr>\n");
        html.Append(CultureInfo.InvariantCulture, $"<tr class=\"sum\"><td>value</td><td>{explanation.Score.Value:+0.0000;−0.0000;0.0000}</td><td colspan=\"{columns}\"></td></tr>\n</tbody></table></div>\n");
    }

    /// <summary>The article's text, which is shown as it is.</summary>
    static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Names, notes and labels, which stand beside the kit's own words and must not turn their direction.</summary>
    static string Shown(string text) => Encode(Untrusted.Line(text));
}
