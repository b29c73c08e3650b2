using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

public static partial class Suggest
{
    /// <summary>Terms that stand in texts judged positive more than in those judged negative, or less: the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, <i>Fightin' Words</i>).</summary>
    /// <remarks>
    /// <para>With y₁ and y₂ the texts judged positive and negative that hold the term, n₁ and n₂ the sums of these over all terms, and a prior count a with the sum a₀:
    /// δ = log[(y₁+a)/(n₁+a₀−y₁−a)] − log[(y₂+a)/(n₂+a₀−y₂−a)], variance 1/(y₁+a) + 1/(y₂+a), and z = δ/√variance. A term counts once a text, so that no text weighs by repeating itself. The prior has its shape from all
    /// texts, neutral ones among them: a is <see cref="LogOddsOptions.Prior"/> times the number of texts that hold the term. p is the normal tail, two-sided; q is Benjamini and Hochberg's (1995) over all terms that were tried.</para>
    /// <para>An entry is counted where it says what its valence says: not negated, and not turned by what moves beside it. Where its sign is not that of z, another valence is proposed; never for shifters, nor for entries of
    /// valence 0. Entries that agree give nothing. A longer term whose z is not beyond that of a shorter one in it adds nothing and is left out.</para>
    /// <para>The proposed valence is the mean judged score of the texts that hold the term less the mean of all texts, drawn to 0 by <see cref="LogOddsOptions.ValencePrior"/>, to steps of 0.05 and at most ±1; none is
    /// proposed where that is 0 or has another sign than z.</para>
    /// <para>Equal texts count once. A text that was judged differently, for different companies or by different people, is left out, and the reason says how many were.</para>
    /// </remarks>
    /// <param name="labels">Texts with classes or scores, some judged positive and some negative.</param>
    /// <param name="lexicon">Of the kit's form.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { MinTexts = 10 }</c>.</param>
    /// <returns>Ranked by |z|, equal ones by term; no figure is cut off by q: <c>.Where(s => s.Q &lt; 0.05)</c> does so. Empty when no term qualifies.</returns>
    /// <exception cref="InputException">An option is out of its range, the lexicon is of VADER's form, or no text is judged positive or none negative.</exception>
    public static ImmutableArray<EntrySuggestion> LogOdds(Labels labels, Lexicon lexicon, Func<LogOddsOptions, LogOddsOptions>? options = null)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        var judged = JudgedTexts.Of(labels);
        int positive = judged.Classes.Count(c => c > 0), negative = judged.Classes.Count(c => c < 0);
        if (positive == 0 || negative == 0) throw new InputException(string.Create(CultureInfo.InvariantCulture,
            $"{Untrusted.Line(labels.Name)}: {positive} different texts are judged positive and {negative} negative. Expected at least one of each."));
        var table = TermTable.Of(judged.Articles, Usable(lexicon), new(chosen.MaxWords, chosen.MinTexts));
        var odds = Odds(table.Terms, judged.Classes, chosen.Prior);
        var adds = Beyond(table, odds);
        var mean = judged.Scores.Average();
        var learned = LearnedOn.Of(labels);
        return [.. odds.Where(term => adds.Contains(term.Term.Text)).Select(Proposed).OfType<(TermOdds Odds, double Valence)>()
            .Ranked(each => Math.Abs(each.Odds.Z), each => each.Odds.Term.Text).Take(chosen.Most).Select(each => Suggestion(each.Odds, each.Valence))];

        (TermOdds, double)? Proposed(TermOdds odds)
        {
            var sum = odds.Term.Texts.Sum(text => (judged.Scores[text] - mean) * (judged.Scored ? 1 : chosen.ClassScore));
            var valence = Grid(sum / (odds.Term.Texts.Length + chosen.ValencePrior));
            var fits = valence != 0 && Math.Sign(valence) == Math.Sign(odds.Z) && (odds.Term.IsNew || Math.Sign(lexicon.Entries[odds.Term.Entry].Valence) == -Math.Sign(odds.Z));
            return fits ? (odds, valence) : null;
        }

        EntrySuggestion Suggestion(TermOdds odds, double valence)
        {
            var sign = Math.Sign(odds.Z);
            int like = sign > 0 ? odds.Positive : odds.Negative, unlike = sign > 0 ? odds.Negative : odds.Positive;
            var why = string.Create(CultureInfo.InvariantCulture, $"judged {Evaluating.Names[sign + 1]} in {like} of {Texts(odds.Term.Texts.Length)}, {Evaluating.Names[1 - sign]} in {unlike}")
                + (odds.Term.IsNew ? "" : $", where it counts {Signed(lexicon.Entries[odds.Term.Entry].Valence)}")
                + (judged.Split == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {Texts(judged.Split)} judged both ways left out"));
            return new(odds.Term.IsNew ? EditKind.Add : EditKind.Reweigh, odds.Term.IsNew ? odds.Term.Text : lexicon.Entries[odds.Term.Entry].Term, Role.Polarity, valence, "log-odds", odds.Z, "z", odds.P, odds.Q,
                odds.Term.Texts.Length, table.Examples(odds.Term, Shown, text => judged.Classes[text] == sign), learned, why);
        }
    }

    /// <summary>A term with its counts, its figure and what that is worth.</summary>
    internal readonly record struct TermOdds(Term Term, int Positive, int Negative, double Z, double P, double Q);

    /// <summary>z, p and q of terms; none for a term that is all there is in the texts, which has no odds.</summary>
    internal static List<TermOdds> Odds(ImmutableArray<Term> terms, ImmutableArray<int> classes, double prior)
    {
        var counts = terms.Select(term => (Positive: term.Texts.Count(text => classes[text] > 0), Negative: term.Texts.Count(text => classes[text] < 0))).ToArray();
        double first = counts.Sum(count => count.Positive), second = counts.Sum(count => count.Negative), all = prior * terms.Sum(term => (double)term.Texts.Length);
        var found = new List<TermOdds>();
        for (var i = 0; i < terms.Length; i++)
        {
            double a = prior * terms[i].Texts.Length, one = counts[i].Positive + a, other = counts[i].Negative + a;
            if (terms.Length == 1) break;
            var delta = Math.Log(one / (first + all - one)) - Math.Log(other / (second + all - other));
            var z = delta / Math.Sqrt(1 / one + 1 / other);
            found.Add(new(terms[i], counts[i].Positive, counts[i].Negative, z, Math.Min(1, 2 * Comparison.Upper(Math.Abs(z))), 0));
        }
        var q = FalseDiscovery.BenjaminiHochberg([.. found.Select(odds => odds.P)]);
        return [.. found.Select((odds, i) => odds with { Q = q[i] })];
    }

    /// <summary>The terms that say more than a shorter one in them that stays.</summary>
    static HashSet<string> Beyond(TermTable table, List<TermOdds> odds)
    {
        var z = odds.ToDictionary(term => term.Term.Text, term => term.Z, StringComparer.Ordinal);
        var stay = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in odds.OrderBy(term => term.Term.Words))
            if (!(term.Term.IsNew && table.Inside(term.Term).Any(part => stay.Contains(part.Text) && z[part.Text] * Math.Sign(term.Z) >= Math.Abs(term.Z)))) stay.Add(term.Term.Text);
        return stay;
    }
}
