using Xunit;

namespace ResearchKit.Tests;

/// <summary>The working copy of the lexicon <c>finance</c>.</summary>
public class FinanceLexiconTests
{
    static readonly Lexicon Finance = Repository.Finance;

    [Fact]
    public void It_has_at_least_three_thousand_entries_and_every_role()
    {
        Assert.True(Finance.Entries.Length >= 3000);
        Assert.Equal(Enum.GetValues<Role>().Where(Entry.CanHave), Finance.Entries.Select(e => e.Role).Distinct().Order());
    }

    [Fact]
    public void Every_entry_says_why_and_when() =>
        Assert.All(Finance.Entries, e => Assert.True(e.Note.Length > 0 && e.Date >= new DateOnly(2026, 11, 23), e.ToString()));

    [Fact]
    public void Valences_are_graded_in_twentieths() =>
        Assert.DoesNotContain(Finance.Entries, e => Math.Abs(e.Valence * 20 - Math.Round(e.Valence * 20)) > 1e-9);

    [Fact]
    public void Terms_are_lower_case_one_to_five_words_in_the_order_of_the_file() =>
        Assert.All(Finance.Entries, e => Assert.True(CompiledLexicon.Canonical(e.Term).Split(' ').Length <= 5 && e.Term.Replace("$TICKER", "") is var words && words == words.ToLowerInvariant(), e.ToString()));

    /// <summary>Nothing is fitted to the seed. A phrase of two words or more that stands in it may be an entry only where a labelled sentence,
    /// written before the lexicon by someone who had not seen the seed, uses it as well.</summary>
    [Fact]
    public void No_phrase_of_the_seed_is_an_entry_but_those_of_labelled_sentences()
    {
        var seeds = Directory.GetFiles(Repository.File("seeds"), "*.txt").Select(path => Words(File.ReadAllText(path))).ToList();
        var labels = Corpus.Read(Repository.File("data", "labels", "sentences.csv")).Select(a => Words(a.Text)).ToList();
        var shared = Finance.Entries.Select(e => Words(e.Term)).Where(term => term.Trim().Contains(' ') && seeds.Any(seed => seed.Contains(term, StringComparison.Ordinal)))
            .Select(term => (Term: term.Trim(), Labelled: labels.Any(text => text.Contains(term, StringComparison.Ordinal))));
        Assert.Equal([("egress fees", true)], shared);

        // As words between single spaces, so that a phrase is found through hyphens, quotes and line breaks, and never inside a word.
        static string Words(string text) => $" {CompiledLexicon.Canonical(text)} ";
    }

    [Fact]
    public void What_was_read_is_what_would_be_written()
    {
        using var folder = new ArticleFolder();
        Finance.Write(folder["finance.csv"]);
        Assert.Equal(File.ReadAllText(Repository.File("data", "lexicons", "finance.csv")), File.ReadAllText(folder["finance.csv"]));
    }
}
