using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

public static partial class Learn
{
    /// <summary>Tones of terms by what the market did after them: the suggestions of <see cref="SestmModel(IReadOnlyList{Article}, Returns, Lexicon, Func{SestmOptions, SestmOptions})"/>, which says how they come about and what is refused.</summary>
    /// <param name="corpus">Articles with times and tickers.</param>
    /// <param name="returns">Their returns.</param>
    /// <param name="lexicon">What the terms are proposed for.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { Screen = 0.15 }</c>.</param>
    /// <returns>The largest absolute valence first, then the largest absolute tone; the statistic is the tone, −1 to 1.</returns>
    public static ImmutableArray<EntrySuggestion> Sestm(IReadOnlyList<Article> corpus, Returns returns, Lexicon lexicon, Func<SestmOptions, SestmOptions>? options = null) => SestmModel(corpus, returns, lexicon, options).Suggestions;

    /// <summary>Sentiment extracted via screening and topic modelling (SESTM: Ke, Kelly and Xiu 2019).</summary>
    /// <remarks>
    /// <para>An article belongs to the tickers that it names and to the mean of their first returns after its day. f_j is the share of the texts with term j that a return above 0 followed, and f that share of all texts (the paper takes ½; in a rising market every word would rise); j is kept where |f_j − f| is at least
    /// <see cref="SestmOptions.Screen"/>. A return of exactly 0 is no rise and no fall: its text counts in neither share. With p_i = rank(y_i)/n (ties their mean), h_i the kept terms' counts over their sum and W = [p; 1 − p], the two topics are O = HWᵀ(WWᵀ)⁻¹, negatives set to 0 and columns to the sum 1.</para>
    /// <para>The statistic is the tone (O⁺ − O⁻)/(O⁺ + O⁻); p says how likely an f_j so far from f is by chance (exact binomial), as if the returns of different texts had nothing to do with one another, which those of one day have: take q
    /// as a ranking. The valence is the tone times n/(n + <see cref="SestmOptions.MinTexts"/>), n being its texts, in steps of 0.05; none is proposed where tone and f_j − f have different signs. A new term is added; an entry is reweighed where its sign is another.</para>
    /// </remarks>
    /// <param name="corpus">Articles with times and tickers; at least 20 different texts must meet a return. What lies after the last return that is used belongs into no later test.</param>
    /// <param name="returns">Their returns.</param>
    /// <param name="lexicon">What the terms are proposed for. Its entries are terms too.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { Screen = 0.15 }</c>.</param>
    /// <returns>The fitted model, with its suggestions and how articles met returns.</returns>
    /// <exception cref="InputException">An option is out of its range, too few articles meet a return, all returns are the same, or the lexicon is of VADER's form.</exception>
    public static SestmModel SestmModel(IReadOnlyList<Article> corpus, Returns returns, Lexicon lexicon, Func<SestmOptions, SestmOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(returns);
        ArgumentNullException.ThrowIfNull(lexicon);
        Check(lexicon);
        var chosen = (options is null ? new() : options(new())).Validated();
        var joined = SestmJoining.Of(corpus, returns, chosen);
        var n = joined.Articles.Length;
        if (n < Fewest)
            throw new InputException($"{Untrusted.Line(chosen.Name)}: {joined.Join}, of {corpus.Count} articles and {returns}. Expected at least {Fewest} different English texts joined: name tickers as the returns do (option Tickers), or give returns for the days after the articles.");
        if (joined.Returns.All(gain => gain == joined.Returns[0])) throw new InputException(FormattableString.Invariant($"{Untrusted.Line(returns.Name)}: every article is followed by the return {joined.Returns[0]}. Expected some that differ."));
        var table = TermTable.Of(joined.Articles, lexicon, new(chosen.MaxWords, chosen.MinTexts));
        int[] rises = [.. table.Terms.Select(term => term.Texts.Count(text => joined.Returns[text] > 0))];
        int[] moved = [.. table.Terms.Select(term => term.Texts.Count(text => joined.Returns[text] != 0))];
        var share = (double)joined.Returns.Count(gain => gain > 0) / joined.Returns.Count(gain => gain != 0);
        var coin = new Binomial(n, share);
        double[] p = [.. table.Terms.Select((_, j) => coin.P(rises[j], moved[j]))];
        var q = FalseDiscovery.BenjaminiHochberg(p);
        double Rises(int j) => moved[j] == 0 ? share : (double)rises[j] / moved[j];
        int[] kept = [.. Enumerable.Range(0, table.Terms.Length).Where(j => moved[j] > 0 && Math.Abs(Rises(j) - share) >= chosen.Screen)];
        var words = new SestmWords(lexicon, [.. kept.Select(j => table.Terms[j])]);
        var ranks = Evaluating.Ranks([.. Enumerable.Range(0, n)], joined.Returns).Select(rank => rank / n).ToArray();
        var reading = words.Reading();
        var topics = SestmFit.Topics([.. joined.Articles.Select(article => words.Count(reading, article))], ranks, kept.Length) ?? (new double[kept.Length], new double[kept.Length]);
        ImmutableArray<SestmTerm> terms = [.. kept.Select((j, k) => new SestmTerm(table.Terms[j].Text, topics.Positive[k], topics.Negative[k], Rises(j), table.Terms[j].Texts.Length, p[j], q[j]))];
        // What was learned is known when the last return is: at the end of its day.
        var learnedOn = LearnedOn.Of($"{chosen.Name} with {returns.Name}", joined.Articles) with { Until = new(joined.LastDay.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero) };
        return new(terms, chosen, joined.Join, learnedOn, Proposed(terms, kept, table, joined, learnedOn, chosen, share), words);
    }

    static ImmutableArray<EntrySuggestion> Proposed(ImmutableArray<SestmTerm> terms, int[] kept, TermTable table, SestmJoining joined, LearnedOn learnedOn, SestmOptions options, double share)
    {
        var all = new List<EntrySuggestion>();
        for (var k = 0; k < kept.Length; k++)
        {
            var (term, tone) = (table.Terms[kept[k]], terms[k].Tone);
            var valence = Suggest.Grid(tone * term.Texts.Length / (term.Texts.Length + options.MinTexts));
            var entry = term.IsNew ? null : table.Texts.Lexicon.Entries[term.Entry];
            if (valence == 0 || Math.Sign(terms[k].Rises - share) != Math.Sign(tone) || entry is not null && Math.Sign(entry.Valence) == Math.Sign(valence)) continue;
            var why = string.Create(CultureInfo.InvariantCulture, $"{(entry is null ? "" : string.Create(CultureInfo.InvariantCulture, $"stands at {entry.Valence:+0.00;-0.00}; "))}a return above 0 followed {100 * terms[k].Rises:0}% of its texts, and {100 * share:0}% of all; SESTM on {joined.Articles.Length} texts and {terms.Length} terms");
            all.Add(new(entry is null ? EditKind.Add : EditKind.Reweigh, entry?.Term ?? term.Text, Role.Polarity, valence, "SESTM", tone, "tone", terms[k].P, terms[k].Q, term.Texts.Length,
                table.Examples(term, Examples, text => joined.Returns[text] > 0 == tone > 0), learnedOn, why));
        }
        return [.. all.OrderByDescending(suggestion => Math.Abs(suggestion.Valence!.Value)).ThenByDescending(suggestion => Math.Abs(suggestion.Statistic)).ThenBy(suggestion => suggestion.P).ThenBy(suggestion => suggestion.Term, StringComparer.Ordinal)];
    }
}
