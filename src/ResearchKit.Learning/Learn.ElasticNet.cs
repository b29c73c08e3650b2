using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

public static partial class Learn
{
    const int FewestEntries = 10;

    /// <summary>Weights of terms by an elastic net (Zou and Hastie 2005), as Pröllochs, Feuerriegel and Neumann (2018) make dictionaries: min 1/(2n)·‖y − b₀ − Xb‖² + λ(α‖b‖₁ + (1 − α)/2·‖b‖²), with X 1 where a text
    /// holds a term and y the judged scores, or the classes where not every text has a score, or what the lexicon's scores leave over of them.</summary>
    /// <remarks>
    /// <para>Equal texts are one row; those judged differently for different companies are left out. λ is chosen by cross-validation, with folds by different texts; its R², on texts that the fold did not see, stands in every reason.</para>
    /// <para>The valence is k times the weight, in steps of 0.05, with k = Σn_j·v_j·e_j / Σn_j·e_j² over the lexicon's entries in the texts: v_j the valence, e_j the mean judged score of the n_j texts with the entry less that of all texts. So a
    /// new term is worth what entries are that move a judgement as much. k is 1 with fewer than 10 entries in the texts, or where they say nothing of the judgements; with <see cref="ElasticNetOptions.Strongest"/> s it is s/max|b|. A new term is added. An entry is reweighed: by its weight where the weights
    /// explain what the lexicon leaves over, and to it where they explain the labels and its sign is another. Weights that come to no step propose nothing.</para>
    /// <para>Coordinate descent on the sparse terms (Friedman, Hastie and Tibshirani 2010), and not a numeric library: stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013), as Microsoft.ML has it, finds the same weights where α is
    /// one half or less, but has no lasso (α = 1), is still off by up to 0.3 at α = 0.99 after 2000 passes, and takes some ten to a hundred times as long at α = 0.5.</para>
    /// </remarks>
    /// <param name="labels">At least 20 different texts with one judgement each.</param>
    /// <param name="lexicon">What the terms are proposed for.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { Alpha = 1 }</c>.</param>
    /// <returns>The largest absolute weight first; the statistic is the weight, in units of the labels' scores for each text that holds the term. No p.</returns>
    /// <exception cref="InputException">An option is out of its range, the texts are too few or all judged alike, or the lexicon is of VADER's form.</exception>
    public static ImmutableArray<EntrySuggestion> ElasticNet(Labels labels, Lexicon lexicon, Func<ElasticNetOptions, ElasticNetOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(lexicon);
        Check(lexicon);
        var chosen = (options is null ? new() : options(new())).Validated();
        var judged = JudgedTexts.Of(labels);
        double[] y = [.. judged.Scores];
        var least = Math.Max(Fewest, chosen.Folds);
        if (y.Length < least) throw new InputException($"{Untrusted.Line(labels.Name)}: {y.Length} different English texts have one judgement. Expected at least {least} to learn weights on: take a larger set.");
        if (y.All(score => score == y[0])) throw new InputException(FormattableString.Invariant($"{Untrusted.Line(labels.Name)}: every text is judged {y[0]}. Expected some that differ: nothing can be learned on one."));
        var table = TermTable.Of(judged.Articles, lexicon, new(chosen.MaxWords, chosen.MinTexts));
        if (table.Terms.IsEmpty) return [];
        double[]? values = chosen.Residual ? [.. lexicon.Scorer().Score(judged.Articles).Select(score => score.Value)] : null;
        var fit = ElasticNetChoice.Of(new(y.Length, [.. table.Terms.Select(term => term.Texts)]), y, values, chosen);
        return Proposed(fit, table, judged, LearnedOn.Of(labels), chosen);
    }

    static ImmutableArray<EntrySuggestion> Proposed(ElasticNetChoice fit, TermTable table, JudgedTexts judged, LearnedOn learnedOn, ElasticNetOptions options)
    {
        var lexicon = table.Texts.Lexicon;
        var worth = options.Strongest is { } strongest ? strongest / fit.Weights.Max(Math.Abs) : Worth(table, judged);
        var how = string.Create(CultureInfo.InvariantCulture, $"elastic net with α {options.Alpha:0.##} and λ {fit.Penalty:0.0000}; R² out of fold {fit.R2:0.00}{(options.Residual ? string.Create(CultureInfo.InvariantCulture, $", {fit.OffsetR2:0.00} by the lexicon alone") : "")}, on {judged.Articles.Length} texts{(judged.Split > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({judged.Split} judged differently left out)") : "")}; 1 of weight is {worth:0.00} of valence");
        var all = new List<EntrySuggestion>();
        for (var j = 0; j < fit.Weights.Length; j++)
        {
            var (term, weight) = (table.Terms[j], fit.Weights[j]);
            if (weight == 0) continue;
            var entry = term.IsNew ? null : lexicon.Entries[term.Entry];
            if (entry is not null && !options.Residual && Math.Sign(entry.Valence) == Math.Sign(weight)) continue;
            var from = options.Residual ? entry?.Valence ?? 0 : 0;
            // A step that is none leaves an entry as it is, and its valence too, which may stand between two steps.
            if (Suggest.Grid(weight * worth) == 0 || Suggest.Grid(from + weight * worth) is var valence && (valence == entry?.Valence || entry is null && valence == 0)) continue;
            var what = entry is null ? "texts with it are judged" : string.Create(CultureInfo.InvariantCulture, $"stands at {entry.Valence:+0.00;-0.00}; texts with it are judged");
            all.Add(new(entry is null ? EditKind.Add : EditKind.Reweigh, entry?.Term ?? term.Text, Role.Polarity, valence, "elastic net", weight, "weight", null, null, term.Texts.Length,
                table.Examples(term, Examples, text => Math.Sign(judged.Scores[text]) == Math.Sign(weight)), learnedOn, $"{what} {(weight > 0 ? "higher" : "lower")} than {(options.Residual ? "the lexicon scores them" : "others")}; {how}"));
        }
        return [.. all.Ranked(suggestion => Math.Abs(suggestion.Statistic), suggestion => suggestion.Term)];
    }
    /// <summary>The valence for a unit of judged score, as the entries in the texts have it.</summary>
    static double Worth(TermTable table, JudgedTexts judged)
    {
        var mean = judged.Scores.Average();
        double cross = 0, squares = 0;
        var entries = 0;
        foreach (var term in table.Terms)
        {
            if (term.IsNew) continue;
            entries++;
            var effect = term.Texts.Average(text => judged.Scores[text]) - mean;
            cross += term.Texts.Length * effect * table.Texts.Lexicon.Entries[term.Entry].Valence;
            squares += term.Texts.Length * effect * effect;
        }
        return entries >= FewestEntries && cross > 0 ? cross / squares : 1;
    }
}
