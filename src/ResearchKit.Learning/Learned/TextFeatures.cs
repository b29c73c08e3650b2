using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What a feature is made of, which decides how it is weighed.</summary>
enum FeatureKind : byte
{
    /// <summary>A run of words, or a word with what the rules say of the whole text: (1 + ln n)·idf, the words of a text together of length 1.</summary>
    Word,

    /// <summary>What a hit of the rules is: summed over the hits.</summary>
    Hit,

    /// <summary>What the rules say of the whole text: summed over the hits that it comes from.</summary>
    Rule,
}

/// <summary>A place of a text that features come from: a run of words, or a hit of the rules.</summary>
/// <param name="Term">What stands there.</param>
/// <param name="Sentence">Number of the sentence, from 0.</param>
/// <param name="Start">UTF-16 offset in <see cref="Article.Text"/>.</param>
/// <param name="Length">UTF-16 length.</param>
/// <param name="Hit">The rules' hit; null for words.</param>
sealed record FeaturePlace(string Term, int Sentence, int Start, int Length, Contribution? Hit);

/// <summary>A feature at a place.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Kind">How it is weighed.</param>
/// <param name="Amount">What the place adds to it; 1 for a word.</param>
/// <param name="Place">The place's number.</param>
readonly record struct Occurrence(string Name, FeatureKind Kind, double Amount, int Place);

/// <summary>A text as a learned method sees it.</summary>
/// <param name="Rules">What the rules say of it.</param>
/// <param name="Places">Where features come from.</param>
/// <param name="Occurrences">The features, each at its places.</param>
/// <param name="Tokens">Where the text's tokens begin.</param>
sealed record TextFeatures(Explanation Rules, ImmutableArray<FeaturePlace> Places, ImmutableArray<Occurrence> Occurrences, ImmutableArray<int> Tokens)
{
    /// <summary>The features as one line each, for a hash: names and amounts as their bits.</summary>
    public IEnumerable<string> Lines => Occurrences.Select(each => $"{each.Name}\u001F{each.Kind}\u001F{BitConverter.DoubleToUInt64Bits(each.Amount):x16}\u001F{Places[each.Place].Start}\u001F{Places[each.Place].Length}");
}
