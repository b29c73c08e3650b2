using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The explanation by words.</summary>
public sealed partial class OnnxScorer
{
    /// <summary>The score of an article, taken apart by words: what each adds is by how much the value falls when the word alone is hidden.</summary>
    /// <remarks>Occlusion (Zeiler, Fergus 2014): the pieces of a word become [MASK], one for one, and its sentence is read again. What words do together, no single one does: that is the
    /// remainder. Masses and hits of the score are those of the words. It takes a run of the model for each word.</remarks>
    /// <param name="article">The article.</param>
    /// <exception cref="InputException">The model gave something that is no number, or failed.</exception>
    public Explanation ExplainWords(Article article)
    {
        var whole = Explain(article);
        if (whole.Score.Outcome != Outcome.Scored) return whole;
        var reading = Read(article)!;
        var text = article.Text;
        var contributions = ImmutableArray.CreateBuilder<Contribution>();
        foreach (var slices in reading.Slices.GroupBy(slice => slice.Sentence))
        {
            var sentence = slices.Key;
            var weight = reading.Weights[sentence];
            foreach (var slice in slices)
            {
                var pieces = slice.Pieces();
                var rows = new List<int[]> { pieces };
                var at = 0;
                foreach (var word in slice.Words)
                {
                    rows.Add([.. pieces]);
                    rows[^1].AsSpan(at, word.Pieces.Length).Fill(folder.Vocabulary.Mask);
                    at += word.Pieces.Length;
                }
                var values = model.Logits(rows, _ => $"article {Untrusted.Quote(article.Id)} with a word hidden").Select(Softmax).Select(shares => shares[folder.Labels.Positive] - shares[folder.Labels.Negative]).ToList();
                foreach (var (word, i) in slice.Words.Select((word, i) => (word, i)))
                {
                    var effect = slice.Share * (values[0] - values[i + 1]);
                    contributions.Add(new(text.Substring(word.Start, word.Length), "", sentence, word.Start, word.Length, effect, [], effect, weight, weight * effect));
                }
            }
        }
        var why = Sum(article, reading, contributions.DrainToImmutable(), whole.Score.Value);
        return why with
        {
            Remainder = whole.Score.Value - why.Contributions.Sum(part => part.Value),
            RemainderNote = "what words do together, and what the model says where a word is hidden",
        };
    }

    /// <summary>The score of a text, taken apart by words; see <see cref="ExplainWords(Article)"/>.</summary>
    public Explanation ExplainWords(string text) => ExplainWords(Article.Of(text));
}
