using System.Globalization;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The scores of every method on the seed and on twenty labelled sentences. A moved score is a diff someone signs.</summary>
public class GoldenScoreTests
{
    const string Heading = """
        # Values and labels of every method on the seed and on twenty sentences of data/labels, with the lexicon data/lexicons/finance.csv.
        # A moved score is a diff someone signs: it moves when an entry, a rule of the text, a default or a formula does. To renew this file,
        # run RESEARCHKIT_APPROVE=1 dotnet test, read the diff, and say in CHANGELOG.md what moved and why.
        # ratio:logit, sentometrics:exponential and TFIDF promise their last bits for one runtime and processor family only. For TFIDF these
        # texts are the reference; the sentences have no time, so that nothing is known to have been available before them.

        """;

    [Fact]
    public void The_scores_of_the_seed_and_of_a_sample_are_as_approved()
    {
        var labels = Corpus.Read(Repository.File("data", "labels", "sentences.csv"));
        var texts = Corpus.Read(Repository.File("seeds")).Concat(Enumerable.Range(0, 20).Select(i => labels[i * labels.Count / 20]));
        var reference = Corpus.Of(texts);
        var lines = new StringBuilder(Heading);
        foreach (var article in texts)
        {
            lines.Append(CultureInfo.InvariantCulture, $"\n{article.Id}: {article.Text.ReplaceLineEndings(" ")[..Math.Min(40, article.Text.Length)]}…\n");
            foreach (var score in Method.All.Select(method => Repository.Finance.Scorer(method.Name, reference: reference).Score(article)))
                lines.Append(CultureInfo.InvariantCulture, $"  {score.Method,-18} {score.Value,23:R}  {Scale.TenWords.Label(score)}\n");
        }
        ApprovedText.Check("golden-scores.txt", lines.ToString());
    }

    [Fact]
    public void What_finance_says_of_every_labelled_text_is_as_approved()
    {
        var finance = Repository.Finance.Scorer();
        var lines = new StringBuilder("# What finance says of every text of data/labels: value, its class, what was judged. A moved score is a diff someone signs; to renew: RESEARCHKIT_APPROVE=1 dotnet test.\n");
        foreach (var file in (string[])["sentences.csv", "summaries.csv"])
            foreach (var item in Labels.Read(Repository.File("data", "labels", file)))
            {
                var score = finance.Score(item.Article);
                lines.Append(CultureInfo.InvariantCulture, $"{item.Article.Id} {score.Value:+0.0000;-0.0000;0.0000} {finance.Classes.Label(score),-8} {item.Score:+0.00;-0.00;0.00} {item.Article.SourceLabel}\n");
            }
        ApprovedText.Check("golden-labels.txt", lines.ToString());
    }
}
