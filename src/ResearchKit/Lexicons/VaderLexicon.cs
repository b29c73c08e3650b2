using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text;

namespace ResearchKit;

/// <summary>A lexicon and the words of VADER's rules in the form VADER looks words up in: each by itself, as it is written.</summary>
sealed class VaderLexicon
{
    readonly FrozenDictionary<string, WordCode>.AlternateLookup<ReadOnlySpan<char>> lookup;
    readonly WordTable table;

    /// <param name="all">The entries.</param>
    /// <param name="emoji">Code points in words where the lexicon is of VADER's form. Of another the polarity terms of one word, or of one with hyphens, are found.</param>
    public VaderLexicon(ImmutableArray<Entry> all, FrozenDictionary<int, string>? emoji)
    {
        var found = VaderRules.Words.ToDictionary(word => word.Key, word => VaderToken.Code(word.Value, -1, 0));
        for (var i = 0; i < all.Length; i++)
        {
            var term = emoji is not null ? all[i].Term : CompiledLexicon.Canonical(all[i].Term).Replace(' ', '-');
            if (emoji is not null || all[i] is { Role: Role.Polarity or Role.Turn, Valence: not 0 }) found[term] = VaderToken.Code(VaderRules.Words.GetValueOrDefault(term), i, all[i].Valence);
        }
        foreach (var word in Language.AllFunctionWords)
        {
            var kind = (Language.IsForeign(word) ? VaderClass.Foreign : 0) | (Language.IsFunctionWord(word) ? VaderClass.English : 0);
            var code = found.GetValueOrDefault(word);
            found[word] = code with { Code = code.Code | (ulong)kind << VaderToken.ClassBit };
        }
        lookup = found.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();
        // What pads a key is no character of a text.
        table = new([.. found.Where(word => !word.Key.Contains('\0', StringComparison.Ordinal)).Select(word => (Key: ScannedText.Key(word.Key), word.Value)).Where(word => word.Key is not null).Select(word => (word.Key!.Value, word.Value))]);
        Emoji = emoji?.ToFrozenDictionary(pair => pair.Key, pair => $" {pair.Value}") ?? FrozenDictionary<int, string>.Empty;
        EmojiUnits = SearchValues.Create([.. Emoji.Keys.Select(code => new Rune(code).ToString()[0]).Distinct()]);
    }

    /// <summary>Code points in words, a space before them.</summary>
    public FrozenDictionary<int, string> Emoji { get; }

    /// <summary>With what these begin.</summary>
    public SearchValues<char> EmojiUnits { get; }

    /// <summary>What is known of a word in lower case; 0 when nothing is.</summary>
    public WordCode Find(ReadOnlySpan<char> word) => lookup.TryGetValue(word, out var code) ? code : default;

    /// <summary>The same for the keys of words.</summary>
    public void Find(ReadOnlySpan<Vector128<byte>> words, Span<WordCode> found) => table.Find(words, found);

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
