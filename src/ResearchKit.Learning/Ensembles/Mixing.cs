namespace ResearchKit;

/// <summary>Scores of several scorers brought into one: value, masses and outcome. What a value becomes is the ensemble's own affair.</summary>
static class Mixing
{
    /// <summary>The members' scores of an article; those by rules read its text once.</summary>
    public static Score[] Scores(Article article, IReadOnlyList<Scorer> members)
    {
        LexiconScorer[] rules = [.. members.OfType<LexiconScorer>()];
        var read = new Score[rules.Length];
        LexiconScorer.Score(article, rules, read);
        var (scores, next) = (new Score[members.Count], 0);
        for (var i = 0; i < scores.Length; i++) scores[i] = members[i] is LexiconScorer ? read[next++] : members[i].Score(article);
        return scores;
    }

    /// <summary>[article][member]. Members by rules read each text once; others score the corpus in their own way.</summary>
    public static Score[][] Scores(IReadOnlyList<Article> corpus, IReadOnlyList<Scorer> members)
    {
        Scorer[] rules = [.. members.OfType<LexiconScorer>()];
        var scores = new Score[corpus.Count][];
        var others = members.Where(member => member is not LexiconScorer).Select(member => member.Score(corpus)).ToList();
        Apart.Each([.. Enumerable.Range(0, scores.Length)], i =>
        {
            var (read, rule, other) = (Scores(corpus[i], rules), 0, 0);
            scores[i] = [.. members.Select(member => member is LexiconScorer ? read[rule++] : others[other++][i])];
        });
        return scores;
    }

    /// <summary>Scored where one member speaks; silent where none does and one at least reads the language.</summary>
    public static Outcome OutcomeOf(ReadOnlySpan<Score> scores)
    {
        var outcome = Outcome.UnsupportedLanguage;
        foreach (var score in scores)
        {
            if (score.Outcome == Outcome.Scored) return Outcome.Scored;
            if (score.Outcome == Outcome.Silent) outcome = Outcome.Silent;
        }
        return outcome;
    }

    /// <summary>One score of several.</summary>
    /// <param name="identity">The ensemble's.</param>
    /// <param name="scores">The members'.</param>
    /// <param name="shares">What one unit of each member's value is worth in the ensemble's; below 0 where a member speaks against itself.</param>
    /// <param name="value">The ensemble's value, if one speaks.</param>
    public static Score Score(string identity, ReadOnlySpan<Score> scores, ReadOnlySpan<double> shares, double value)
    {
        var outcome = OutcomeOf(scores);
        // What was read and found is told by the member that read and found most: how far the finds of two overlap no score says.
        var (coverage, hits, sentences, tokens) = (0.0, 0, 0, 0);
        var (positive, negative) = (0.0, 0.0);
        for (var i = 0; i < scores.Length; i++)
        {
            var score = scores[i];
            (sentences, tokens) = (Math.Max(sentences, score.Sentences), Math.Max(tokens, score.Tokens));
            if (outcome != Outcome.Scored) continue;
            (coverage, hits) = (Math.Max(coverage, score.Coverage), Math.Max(hits, score.Hits));
            positive += shares[i] >= 0 ? shares[i] * score.Positive : -shares[i] * score.Negative;
            negative += shares[i] >= 0 ? shares[i] * score.Negative : -shares[i] * score.Positive;
        }
        return new(scores[0].ArticleId, identity, outcome == Outcome.Scored ? value + 0.0 : 0, positive, negative, coverage, hits, sentences, tokens, outcome);
    }

    /// <summary>What some texts have in common with those that a member was fitted on; null where nothing.</summary>
    public static string? Seen(IEnumerable<Scorer> members, IEnumerable<Article> texts) => members.Select(member => member.Seen(texts)).FirstOrDefault(seen => seen is not null);
}
