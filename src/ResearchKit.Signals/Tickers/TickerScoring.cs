namespace ResearchKit;

/// <summary>Scores by company.</summary>
public static class TickerScoring
{
    /// <summary>Scores for companies: what an article says for each that it names.</summary>
    /// <exception cref="InputException">The method weighs texts as a whole.</exception>
    public static TickerScorer Tickers(this LexiconScorer scorer, Companies companies) => new(scorer, companies);

    /// <summary>Judges on labels with targets how well the news for each company is told from that for the others in its text.</summary>
    /// <param name="method">How values are made.</param>
    /// <param name="labels">Each with a target, as its text names it.</param>
    /// <param name="options">Changes how.</param>
    /// <exception cref="InputException">A label has no target, or the method weighs texts as a whole.</exception>
    public static Evaluation EvaluateEntities(this LexiconScorer method, Labels labels, Func<EvaluationOptions, EvaluationOptions>? options = null)
    {
        if (labels.FirstOrDefault(item => item.Target is null) is { } bare) throw new InputException($"{labels.Name}: {Untrusted.Quote(bare.Article.Id)} names no target. Expected a company for each text, in a column 'target' or as the set's published form has it.");
        var scorer = method.Tickers(Companies.Of(labels[0].Target!));
        var companies = labels.GroupBy(item => item.Group).ToDictionary(group => group.Key, group => Companies.Of(group.Select(item => item.Target!)), StringComparer.Ordinal);
        var scores = new Score[labels.Count];
        // Texts that differ in their capitals alone are one group, and read apart.
        Parallel.ForEach(labels.Select((item, i) => (Item: item, Number: i)).GroupBy(pair => pair.Item.Article.Text, StringComparer.Ordinal), texts =>
        {
            var own = scorer.With(companies[texts.First().Item.Group]);
            var rows = own.Score(texts.First().Item.Article).ToDictionary(row => row.Company.Name, row => row.Explanation.Score, StringComparer.OrdinalIgnoreCase);
            foreach (var (item, i) in texts)
                scores[i] = (rows.TryGetValue(item.Target!, out var score) ? score : new("", own.Identity, 0, 0, 0, 0, 0, 0, 0, Outcome.Silent)) with { ArticleId = item.Article.Id };
        });
        return Evaluation.Run($"{method.Identity}→tickers({Roles.Hash[..8]})", TickerScorer.Classes, scores, labels, (options is null ? new() : options(new())).Validated());
    }
}
