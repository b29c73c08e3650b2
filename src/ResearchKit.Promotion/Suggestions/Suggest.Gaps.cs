using System.Collections.Immutable;

namespace ResearchKit;

public static partial class Suggest
{
    /// <summary>Frequent terms of a corpus that no entry covers: where to look for what the lexicon lacks. No sign is known, so no edit is proposed.</summary>
    /// <param name="corpus">The articles.</param>
    /// <param name="lexicon">Of the kit's form.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { MaxWords = 1 }</c>.</param>
    /// <returns>Ranked by the share of texts that hold the term, above 0 to 1, equal ones by term. Empty when no term qualifies.</returns>
    /// <exception cref="InputException">An option is out of its range, the lexicon is of VADER's form, or there is no English text.</exception>
    public static ImmutableArray<EntrySuggestion> Gaps(IReadOnlyList<Article> corpus, Lexicon lexicon, Func<GapsOptions, GapsOptions>? options = null)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        var texts = DistinctTexts.Of(chosen.Name, corpus);
        var table = TermTable.Of(texts, Usable(lexicon), new(chosen.MaxWords, chosen.MinTexts, Partly: false));
        var learned = LearnedOn.Of(chosen.Name, texts);
        return [.. table.Terms.Where(term => term.IsNew).Ranked(term => term.Texts.Length, term => term.Text).Take(chosen.Most).Select(term => new EntrySuggestion(
            null, term.Text, Role.Polarity, null, "gaps", (double)term.Texts.Length / texts.Length, "share", null, null, term.Texts.Length, table.Examples(term, Shown), learned, $"no entry covers it in {Texts(term.Texts.Length)} of {texts.Length}"))];
    }
}
