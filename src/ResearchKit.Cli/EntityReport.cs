using System.Globalization;

namespace ResearchKit.Cli;

/// <summary><c>./kit evaluate --entities</c>: all companies, and those of texts that name several.</summary>
static class EntityReport
{
    public static void Print(LexiconScorer scorer, Lexicon lexicon, Labels labels, Func<EvaluationOptions, EvaluationOptions> options, int errors, bool json)
    {
        var all = scorer.EvaluateEntities(labels, options);
        var shared = labels.GroupBy(item => item.Group).Where(group => group.Select(item => item.Target).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1).Select(group => group.Key).ToHashSet();
        var judged = all.Judgements.Where(judgement => shared.Contains(judgement.Text.Group)).ToList();
        double? several = judged.Count == 0 ? null : (double)judged.Count(judgement => judgement.Class == judgement.Text.Judged) / judged.Count;
        if (json)
        {
            using var output = Console.OpenStandardOutput();
            Json.Line(output, line =>
            {
                line.WriteString("labels", labels.Name);
                line.WriteString("labelsHash", labels.Hash);
                line.WriteString("lexicon", lexicon.ToString());
                EvaluateCommand.Write(line, all);
                line.WriteStartObject("several");
                line.WriteNumber("n", judged.Count);
                if (several is { } share) line.WriteNumber("accuracy", share); else line.WriteNull("accuracy");
                line.WriteEndObject();
            });
        }
        else
        {
            EvaluateCommand.Print(all);
            Console.WriteLine(several is { } share ? string.Create(CultureInfo.InvariantCulture, $"texts with several companies: accuracy {share:0.000} of {judged.Count} companies") : "no text names several companies");
        }
        var tickers = scorer.Tickers(Companies.Of(labels[0].Target!));
        foreach (var judgement in all.Errors().Take(errors))
        {
            var item = judgement.Text;
            Console.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"== judged {Evaluating.Names[item.Judged + 1]} for {item.Target}; said {Evaluating.Names[judgement.Class + 1]} {judgement.Score.Value:+0.00;-0.00;0.00}: {item.Article.Text}")));
            var others = labels.Where(other => other.Group == item.Group).Select(other => other.Target!);
            foreach (var row in tickers.With(Companies.Of(others)).Score(item.Article).Where(row => row.Company.Name.Equals(item.Target, StringComparison.OrdinalIgnoreCase))) Console.WriteLine(row.Explanation);
        }
    }
}
