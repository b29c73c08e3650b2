namespace ResearchKit;

/// <summary>How the impact of a draft is computed.</summary>
public sealed record ImpactOptions
{
    /// <summary>The method that both lexicons are used with.</summary>
    /// <value>Default <c>finance</c>. Any that <see cref="ResearchKit.Method.Find"/> knows and that needs no reference corpus.</value>
    public string Method { get; init; } = "finance";

    /// <summary>Changes the method's options, for both lexicons: <c>o => o with { NegationWindow = 3 }</c>.</summary>
    /// <value>Default: null, the method's own.</value>
    public Func<ScorerOptions, ScorerOptions>? Scoring { get; init; }

    /// <summary>The method, and its options in full.</summary>
    /// <exception cref="InputException">No method has the name, it needs a reference corpus, or an option is out of its range.</exception>
    internal (Method Method, ScorerOptions Scoring) Validated()
    {
        var method = ResearchKit.Method.Find(Method);
        var scoring = (Scoring is null ? method.Options : Scoring(method.Options)).Validated();
        return scoring.Measure != Measure.Tfidf ? (method, scoring)
            : throw new InputException($"Option Method is '{method.Name}' with the measure {scoring.Measure}, whose weights hang on other articles. Expected a method that needs no reference corpus, such as finance; for this one score the corpus with both lexicons: draft.Parent.Scorer(…) and draft.Lexicon.Scorer(…).");
    }
}
