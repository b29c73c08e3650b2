using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Statistics that propose entries for a lexicon, or say where to look. Nothing is applied: <see cref="LexiconDraft.Add(IEnumerable{EntrySuggestion})"/> takes those that one chose.</summary>
/// <remarks>
/// <para>All read texts as the scorer does: English ones, equal ones once (Unicode form, case and white space apart), sentences and clauses by its rules, the longest entry at each place. The order of the texts changes nothing.</para>
/// <para>A new term is a run of words within a clause. It holds no number, ticker, address or name, and begins and ends with no function word: one of the closed classes of <c>frames.txt</c>, the English line of
/// <c>languages.txt</c> or <c>function.txt</c>, a shifter of the lexicon, a scale or month of <c>amounts.txt</c>, or a single letter. A name is a word that has a capital inside a sentence and nowhere in the set stands without one; openings of
/// sentences and quotations are no evidence, nor are sentences of which half the words have capitals, so in a set of headlines in title case names are not told from words. A run whose words all stand inside matches of entries is
/// scored already and left out; so is one of whose texts a longer term covers 80%, and one that covers 80% of the texts of an entry in it.</para>
/// <para>Counts are of texts, never of repeats within one.</para>
/// </remarks>
public static partial class Suggest
{
    const int Shown = 3;

    /// <summary>The nearest multiple of 0.05, at most ±1: the grid of the lexicon's valences.</summary>
    internal static double Grid(double valence) => Math.Round(Math.Clamp(valence, -1, 1) * 20, MidpointRounding.AwayFromZero) / 20;

    static Lexicon Usable(Lexicon lexicon) => !lexicon.IsVader ? lexicon
        : throw new InputException($"Lexicon '{lexicon.Name}' is of VADER's form, whose terms are no words. Expected a lexicon of the kit's form: convert it with ./kit lexicon import.");

    internal static void Check(string option, double value, double lowest, double highest)
    {
        if (!(value >= lowest && value <= highest)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Option {option} is {value}. Expected {lowest} to {highest}."));
    }

    internal static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new InputException("Option Name is blank. Expected what the corpus is called.");
    }

    static string Texts(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "text" : "texts")}");

    static string Signed(double valence) => valence.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>The largest figures first, equal ones by term.</summary>
    internal static IOrderedEnumerable<T> Ranked<T>(this IEnumerable<T> all, Func<T, double> size, Func<T, string> term) => all.OrderByDescending(size).ThenBy(term, StringComparer.Ordinal);
}
