using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A lexicon in the form VADER looks words up in: each by itself, as it is written.</summary>
sealed class VaderLexicon
{
    readonly FrozenDictionary<string, int> entries;
    readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;

    /// <param name="all">The entries.</param>
    /// <param name="asWritten">Whether the lexicon is of VADER's form. Of another the polarity terms of one word, or of one with hyphens, are found.</param>
    public VaderLexicon(ImmutableArray<Entry> all, bool asWritten)
    {
        var found = new Dictionary<string, int>();
        for (var i = 0; i < all.Length; i++)
        {
            if (asWritten) found[all[i].Term] = i;
            else if (all[i] is { Role: Role.Polarity or Role.Turn, Valence: not 0 }) found[CompiledLexicon.Canonical(all[i].Term).Replace(' ', '-')] = i;
        }
        entries = found.ToFrozenDictionary();
        lookup = entries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The entry of a word in lower case; −1 when it has none.</summary>
    public int Find(ReadOnlySpan<char> word) => lookup.TryGetValue(word, out var entry) ? entry : -1;

    /// <summary>Whether a term of such a lexicon is made of words, which other methods may meet in a text, and is no emoticon: <c>:D</c> is not the
    /// letter d, nor <c>x-d</c> two of them.</summary>
    public static bool IsWords(string term) => char.IsLetterOrDigit(term[0]) && char.IsLetterOrDigit(term[^1])
        && term.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '\'' or '&')
        && (term.All(char.IsLetterOrDigit) || term.Split(' ', '-').Any(word => word.Length > 1));

    /// <summary>SHA-256 of terms as they are written, valences and emoji.</summary>
    public static string ContentHash(ImmutableArray<Entry> entries, FrozenDictionary<int, string> emoji)
    {
        var terms = entries.Select(e => $"{e.Term}\t{BitConverter.DoubleToUInt64Bits(e.Valence + 0.0).ToString("x16", CultureInfo.InvariantCulture)}\n");
        var words = emoji.Select(e => $"{e.Key.ToString("x", CultureInfo.InvariantCulture)}\t{e.Value}\n");
        return Hashing.Sha256($"vader\n{string.Concat(terms.Order(StringComparer.Ordinal))}\n{string.Concat(words.Order(StringComparer.Ordinal))}");
    }
}
