using System.Runtime.InteropServices;
using System.Text;

namespace ResearchKit;

/// <summary>A word as VADER reads it: a run of characters without white space, without the punctuation around it unless it is short.</summary>
/// <param name="Start">UTF-16 offset in the text.</param>
/// <param name="End">UTF-16 offset behind it.</param>
/// <param name="Entry">Its entry in the lexicon; −1 when it has none.</param>
/// <param name="Rules">What it does to others.</param>
/// <param name="Upper">Whether it is in capitals.</param>
readonly record struct VaderToken(int Start, int End, int Entry, VaderWord Rules, bool Upper)
{
    public bool Is(VaderClass kind) => (Rules.Class & kind) != 0;
}

/// <summary>A run of tokens with the marks in and around them: a sentence, or the whole text.</summary>
readonly record struct VaderSpan(int First, int Count, int Start, int End, bool Lead, int Upper, int Exclamations, int ExclamationAt, int Questions, int QuestionAt)
{
    /// <summary>Both as one.</summary>
    public VaderSpan With(in VaderSpan next) => this with
    {
        Count = Count + next.Count,
        End = next.End,
        Upper = Upper + next.Upper,
        Exclamations = Exclamations + next.Exclamations,
        ExclamationAt = Exclamations > 0 ? ExclamationAt : next.ExclamationAt,
        Questions = Questions + next.Questions,
        QuestionAt = Questions > 0 ? QuestionAt : next.QuestionAt,
    };
}

/// <summary>A text as VADER reads it, with the kit's sentences: emoji written out, split at white space. Its lists are reused.</summary>
sealed class VaderText(Lexicon lexicon)
{
    const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>What is no longer than this without its punctuation may be an emoticon, and keeps it.</summary>
    const int Short = 2;

    readonly List<VaderToken> tokens = [];
    readonly List<VaderSpan> sentences = [];
    readonly List<(int At, bool Lead)> beginnings = [];
    readonly StringBuilder written = new();
    readonly List<int> places = [];
    char[] lower = new char[64];
    string text = "";

    public ReadOnlySpan<VaderToken> Tokens => CollectionsMarshal.AsSpan(tokens);

    public ReadOnlySpan<VaderSpan> Sentences => CollectionsMarshal.AsSpan(sentences);

    public string Text => text;

    /// <param name="article">The article.</param>
    /// <param name="reading">The same, read: it says where sentences begin.</param>
    public void Read(Article article, Reading reading)
    {
        tokens.Clear();
        sentences.Clear();
        text = article.Text;
        FindBeginnings(article, reading);
        var all = WriteOut();
        var next = 0;
        for (var at = 0; at < all.Length;)
        {
            if (IsSpace(all[at]))
            {
                at++;
                continue;
            }
            var end = at + 1;
            while (end < all.Length && !IsSpace(all[end])) end++;
            var start = Place(at);
            var begins = sentences.Count == 0;
            var lead = !begins && sentences[^1].Lead;
            for (; next < beginnings.Count && beginnings[next].At <= start; next++) (begins, lead) = (true, beginnings[next].Lead);
            var added = Add(all, at, end, lead);
            if (begins) sentences.Add(added);
            else sentences[^1] = sentences[^1].With(added);
            at = end;
        }
    }

    /// <summary>A block begins a sentence, and so does a sentence of the kit, from behind the last white space before it on.</summary>
    void FindBeginnings(Article article, Reading reading)
    {
        beginnings.Clear();
        int offset = 0, next = 0;
        var lead = article.Title.Length > 0 ? 2 : 1;
        foreach (var block in article.Blocks)
        {
            beginnings.Add((offset, lead > 0));
            for (var first = true; next < reading.Sentences.Length && reading.Sentences[next].Block == offset; next++, first = false)
            {
                if (first) continue;
                var token = reading.Sentences[next].FirstToken;
                var (start, before) = (reading.Tokens[token].Start, reading.Tokens[token - 1].End);
                var at = start;
                while (at > before && !IsSpace(block[at - 1])) at--;
                beginnings.Add((offset + (at > before ? at : start), lead > 0));
            }
            lead--;
            offset += block.Length + Article.BlockSeparator.Length;
        }
    }

    /// <summary>The text with each emoji that the lexicon knows in words, after a space unless one stands before it.</summary>
    ReadOnlySpan<char> WriteOut()
    {
        places.Clear();
        if (lexicon.Emoji is not { Count: > 0 } emoji || Ascii.IsValid(text)) return text;
        written.Clear();
        var (at, spaced) = (0, true);
        foreach (var rune in text.EnumerateRunes())
        {
            if (emoji.TryGetValue(rune.Value, out var words))
            {
                if (!spaced) Put(' ', at);
                foreach (var c in words) Put(c, at);
                spaced = false;
            }
            else
            {
                for (var i = 0; i < rune.Utf16SequenceLength; i++) Put(text[at + i], at + i);
                spaced = rune.Value == ' ';
            }
            at += rune.Utf16SequenceLength;
        }
        return written.ToString();

        void Put(char c, int place)
        {
            written.Append(c);
            places.Add(place);
        }
    }

    int Place(int at) => places.Count == 0 ? at : places[at];

    /// <summary>Behind the character that was written at a place: an emoji may take two code units.</summary>
    int Behind(int at) => Place(at) is var place && place + 1 < text.Length && char.IsSurrogatePair(text[place], text[place + 1]) ? place + 2 : place + 1;

    VaderSpan Add(ReadOnlySpan<char> all, int at, int end, bool lead)
    {
        var chunk = all[at..end];
        var word = chunk.Trim(Punctuation);
        var from = at;
        if (IsShort(word)) word = chunk;
        else from += chunk.Length - chunk.TrimStart(Punctuation).Length;
        if (lower.Length < word.Length) lower = new char[word.Length * 2];
        var folded = lower.AsSpan(0, word.ToLowerInvariant(lower));
        var rules = VaderRules.Word(folded);
        var upper = Capitals.Are(word);
        tokens.Add(new(Place(from), Behind(from + word.Length - 1), lexicon.Written(folded), rules, upper));
        var (exclamation, question) = (chunk.IndexOf('!'), chunk.IndexOf('?'));
        return new(tokens.Count - 1, 1, Place(at), Behind(end - 1), lead, upper ? 1 : 0,
            chunk.Count('!'), exclamation < 0 ? 0 : Place(at + exclamation), chunk.Count('?'), question < 0 ? 0 : Place(at + question));
    }

    static bool IsShort(ReadOnlySpan<char> word)
    {
        if (word.Length > 2 * Short) return false;
        var count = 0;
        foreach (var _ in word.EnumerateRunes()) count++;
        return count <= Short;
    }

    /// <summary>White space as Python has it: four separators more than .NET.</summary>
    static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';
}
