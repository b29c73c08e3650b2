using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A term of a fitted SESTM.</summary>
/// <param name="Term">The term.</param>
/// <param name="Positive">O⁺: its share of the positive topic, 0 to 1.</param>
/// <param name="Negative">O⁻: its share of the negative topic, 0 to 1.</param>
/// <param name="Rises">f: the share of its texts that a return above 0 followed, 0 to 1.</param>
/// <param name="Texts">How many different texts hold it.</param>
/// <param name="P">Exact two-sided binomial p of <paramref name="Rises"/> against one half, as if the returns of different texts had nothing to do with one another.</param>
/// <param name="Q">The same corrected for all candidates, those that were screened out among them (Benjamini and Hochberg 1995).</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record SestmTerm(string Term, double Positive, double Negative, double Rises, int Texts, double P, double Q)
{
    /// <summary>(O⁺ − O⁻)/(O⁺ + O⁻), −1 to 1; 0 when both are 0.</summary>
    public double Tone => Positive + Negative == 0 ? 0 : (Positive - Negative) / (Positive + Negative);

    /// <summary><c>lawsuit: tone −0.62, 31% of 42 texts before a rise</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Term}: tone {Tone:+0.00;-0.00;0.00}, {100 * Rises:0}% of {Texts} texts before a rise"));
}

/// <summary>What a term adds to the score of an article.</summary>
/// <param name="Term">The term.</param>
/// <param name="Count">How often the article holds it.</param>
/// <param name="Value">What it moves the score away from one half by.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public readonly record struct SestmContribution(SestmTerm Term, int Count, double Value)
{
    /// <summary><c>lawsuit ×2 −0.041</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Term.Term} ×{Count} {Value:+0.000;-0.000;0.000}"));
}

/// <summary>How a corpus met its returns: every article is counted once.</summary>
/// <param name="Joined">Articles that the model was fitted on.</param>
/// <param name="Foreign">Articles in another language than English.</param>
/// <param name="Untimed">Articles without a time.</param>
/// <param name="Unnamed">Articles that name no ticker.</param>
/// <param name="Unmatched">Articles whose tickers have no return within the days allowed.</param>
/// <param name="Repeated">Articles with a text that stands already among those before them.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record SestmJoin(int Joined, int Foreign, int Untimed, int Unnamed, int Unmatched, int Repeated)
{
    /// <summary><c>812 articles joined; 0 not in English, 3 without a time, 40 without a ticker, 12 without a return, 5 repeated</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Joined} {(Joined == 1 ? "article" : "articles")} joined; {Foreign} not in English, {Untimed} without a time, {Unnamed} without a ticker, {Unmatched} without a return, {Repeated} repeated");
}

/// <summary>Sentiment extracted via screening and topic modelling (Ke, Kelly and Xiu 2019): words that stand before rises or falls, and how positive an article of them is. Not a scorer of the kit's scale: its score
/// is a share of the positive topic.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class SestmModel
{
    readonly SestmWords words;

    internal SestmModel(ImmutableArray<SestmTerm> terms, SestmOptions options, SestmJoin join, LearnedOn learnedOn, ImmutableArray<EntrySuggestion> suggestions, SestmWords words) =>
        (Terms, Options, Join, LearnedOn, Suggestions, this.words) = (terms, options, join, learnedOn, suggestions, words);

    /// <summary>The terms that were screened in, ordinal.</summary>
    public ImmutableArray<SestmTerm> Terms { get; }

    /// <summary>How it was fitted.</summary>
    public SestmOptions Options { get; }

    /// <summary>How the articles met the returns.</summary>
    public SestmJoin Join { get; }

    /// <summary>The articles it was fitted on. <see cref="LearnedOn.Until"/> is the end of the last day (UTC) whose return was used.</summary>
    public LearnedOn LearnedOn { get; }

    /// <summary>What it proposes for the lexicon, the strongest tone first.</summary>
    public ImmutableArray<EntrySuggestion> Suggestions { get; }

    /// <summary>p̂ of an article: the share of the positive topic under which its terms are likeliest, with the penalty.</summary>
    /// <returns>0 to 1, without the ends; one half for an article without any of the terms.</returns>
    public double Score(Article article) => 0.5 + Explain(article).Sum(term => term.Value);

    /// <summary>The score taken apart: what the terms of an article add, in the order of <see cref="Terms"/>; they sum to the score less one half, to 1e-12.</summary>
    /// <remarks>Where the likelihood is largest the terms' pulls g_j = s⁻¹ d_j (O⁺_j − O⁻_j)/(p̂O⁺_j + (1 − p̂)O⁻_j) sum to λ(2p̂ − 1)/(p̂(1 − p̂)), so that c_j = g_j · p̂(1 − p̂)/(2λ) sum to p̂ − ½.</remarks>
    public ImmutableArray<SestmContribution> Explain(Article article)
    {
        var counts = words.Count(words.Reading(), article);
        if (counts.Count == 0) return [];
        var all = counts.Sum(term => term.Count);
        var p = SestmFit.Tone([.. counts.Select(term => (Terms[term.Term].Positive, Terms[term.Term].Negative, term.Count))], Options.Penalty);
        return [.. counts.Select(term => new SestmContribution(Terms[term.Term], term.Count,
            term.Count * SestmFit.Pull(Terms[term.Term].Positive, Terms[term.Term].Negative, p) / all * p * (1 - p) / (2 * Options.Penalty)))];
    }

    /// <summary>How many terms, and how the articles met the returns.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"SESTM of {Terms.Length} {(Terms.Length == 1 ? "term" : "terms")} on {LearnedOn}; {Join}"));
}
