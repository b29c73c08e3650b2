using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>A match of an entry with a run of tokens. <c>Clause</c> counts clauses within the sentence.</summary>
readonly record struct Match(int Entry, int First, int Count, int Clause)
{
    public int Last => First + Count - 1;
}

/// <summary>A match that carries sentiment. <c>Shifted</c> is its valence times the factors of the shifters that reach it.</summary>
readonly record struct Hit(Match Match, double Valence, double Shifted);

/// <summary>A sentence: its tokens, its matches and its hits as ranges of the reading's lists, where its block begins, and whether that is the lead.</summary>
readonly record struct Sentence(int FirstToken, int Tokens, int FirstMatch, int Matches, int FirstHit, int Hits, int Block, bool Lead);

/// <summary>One text read with one lexicon: tokens, sentences, matches, hits. Its lists are reused from text to text, so that
/// reading allocates nothing per token.</summary>
sealed class Reading(Lexicon lexicon, ScorerOptions options)
{
    readonly List<Token> tokens = [];
    readonly List<Match> matches = [];
    readonly List<Hit> hits = [];
    readonly List<Sentence> sentences = [];
    readonly CompiledLexicon compiled = lexicon.Compiled;
    char[] word = new char[64];

    public ReadOnlySpan<Token> Tokens => CollectionsMarshal.AsSpan(tokens);

    public ReadOnlySpan<Hit> Hits => CollectionsMarshal.AsSpan(hits);

    public ReadOnlySpan<Sentence> Sentences => CollectionsMarshal.AsSpan(sentences);

    /// <summary>Tokens that stand inside hits.</summary>
    public int Covered { get; private set; }

    public void Read(Article article)
    {
        tokens.Clear();
        matches.Clear();
        hits.Clear();
        sentences.Clear();
        Covered = 0;
        var offset = 0;
        // The lead is the title and the first paragraph.
        var lead = article.Title.Length > 0 ? 2 : 1;
        foreach (var block in article.Blocks)
        {
            ReadBlock(block, offset, lead-- > 0);
            offset += block.Length + Article.BlockSeparator.Length;
        }
    }

    /// <summary>Calls back for each shifter that reaches a hit, in the order of the sentence, with its factor.</summary>
    public void Shifters(in Sentence sentence, in Match hit, Action<Match, double> found)
    {
        if (!options.Shifters) return;
        foreach (var match in CollectionsMarshal.AsSpan(matches).Slice(sentence.FirstMatch, sentence.Matches))
            if (Reaches(match, hit)) found(match, Factor(match, hit));
    }

    void ReadBlock(ReadOnlySpan<char> block, int offset, bool lead)
    {
        var first = tokens.Count;
        var previousInitialism = false;
        for (int at = 0; Tokenizer.Next(block, at, out var start, out at, out var initialism); previousInitialism = initialism)
        {
            var begins = tokens.Count == first;
            if (!begins && (tokens.Count - first >= SentenceRules.MaxTokens || SentenceRules.Ends(block, tokens[^1], previousInitialism, start, at)))
            {
                ReadSentence(first, offset, lead);
                first = tokens.Count;
                begins = true;
            }
            if (word.Length < at - start) word = new char[(at - start) * 2];
            var length = Tokenizer.Fold(block[start..at], initialism, word);
            tokens.Add(new(start, at, compiled.Word(word.AsSpan(0, length)), !begins && SentenceRules.Breaks(block, tokens[^1].End, start)));
        }
        if (tokens.Count > first) ReadSentence(first, offset, lead);
    }

    void ReadSentence(int first, int offset, bool lead)
    {
        var sentence = Tokens[first..];
        var firstMatch = matches.Count;
        var clause = 0;
        for (var i = 0; i < sentence.Length;)
        {
            var entry = compiled.Longest(sentence[i..], out var count);
            if (entry < 0)
            {
                if (sentence[i++].Break) clause++;
                continue;
            }
            if (sentence[i].Break || lexicon.Entries[entry].Role is Role.Boundary or Role.Adversative or Role.Concessive) clause++;
            matches.Add(new(entry, first + i, count, clause));
            i += count;
        }
        var firstHit = hits.Count;
        foreach (var match in CollectionsMarshal.AsSpan(matches)[firstMatch..])
        {
            if (lexicon.Entries[match.Entry] is not { Role: Role.Polarity, Valence: not 0 } entry) continue;
            var shifted = entry.Valence;
            if (options.Shifters)
                foreach (var other in CollectionsMarshal.AsSpan(matches)[firstMatch..])
                    if (Reaches(other, match)) shifted *= Factor(other, match);
            hits.Add(new(match, entry.Valence, shifted));
            Covered += match.Count;
        }
        sentences.Add(new(first, sentence.Length, firstMatch, matches.Count - firstMatch, firstHit, hits.Count - firstHit, offset, lead));
    }

    bool Reaches(in Match shifter, in Match hit)
    {
        var role = lexicon.Entries[shifter.Entry].Role;
        if (role is Role.Polarity or Role.Boundary) return false;
        if (role == Role.Adversative) return true;
        if (shifter.Clause != hit.Clause) return false;
        if (shifter.First < hit.First) return hit.First - shifter.Last - 1 < options.Window(role);
        return role is Role.Amplifier or Role.Deamplifier && shifter.First == hit.Last + 1;
    }

    double Factor(in Match shifter, in Match hit) => lexicon.Entries[shifter.Entry].Factor(after: shifter.First < hit.First);
}
