using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>A match of an entry with a run of tokens. <c>Clause</c> counts clauses within the sentence.</summary>
readonly record struct Match(int Entry, int First, int Count, int Clause)
{
    public int Last => First + Count - 1;
}

/// <summary>A match that carries sentiment. <c>Index</c> is the match's place in the reading; <c>Shifted</c> is the valence times the factors of the
/// shifters that act on it.</summary>
readonly record struct Hit(int Index, Match Match, double Valence, double Shifted);

/// <summary>A sentence: its tokens, its matches and its hits as ranges of the reading's lists, where its block begins, and whether that is the lead.</summary>
readonly record struct Sentence(int FirstToken, int Tokens, int FirstMatch, int Matches, int FirstHit, int Hits, int Block, bool Lead);

/// <summary>One text read with one lexicon: tokens, sentences, matches, hits. Its lists are reused from text to text, so that
/// reading allocates nothing per token.</summary>
sealed partial class Reading(Lexicon lexicon, ScorerOptions options)
{
    readonly List<Token> tokens = [];
    readonly List<Match> matches = [];
    readonly List<Hit> hits = [];
    readonly List<Sentence> sentences = [];
    readonly List<Match> acting = [];
    readonly CompiledLexicon compiled = lexicon.Compiled;
    char[] word = new char[64];

    public ReadOnlySpan<Token> Tokens => CollectionsMarshal.AsSpan(tokens);

    public ReadOnlySpan<Match> Matches => CollectionsMarshal.AsSpan(matches);

    public ReadOnlySpan<Hit> Hits => CollectionsMarshal.AsSpan(hits);

    public ReadOnlySpan<Sentence> Sentences => CollectionsMarshal.AsSpan(sentences);

    /// <summary>All that was read.</summary>
    public Portion Whole => new(Sentences, Hits, tokens.Count, Covered);

    /// <summary>Tokens that stand inside hits.</summary>
    public int Covered { get; private set; }

    /// <param name="article">The text.</param>
    /// <param name="names">Places that hold names and nothing else, in the order of the text: no word in them is one of the lexicon.</param>
    public void Read(Article article, ReadOnlySpan<Found> names = default)
    {
        tokens.Clear();
        matches.Clear();
        hits.Clear();
        sentences.Clear();
        frames.Clear();
        amounts.Clear();
        Covered = 0;
        var offset = 0;
        // The lead is the title and the first paragraph.
        var lead = article.Title.Length > 0 ? 2 : 1;
        foreach (var block in article.Blocks)
        {
            ReadBlock(block, offset, lead-- > 0, ref names);
            offset += block.Length + Article.BlockSeparator.Length;
        }
    }

    /// <summary>The factor by which a shifter multiplies a hit.</summary>
    public double Factor(in Match shifter, in Match hit) => lexicon.Entries[shifter.Entry].Factor(after: shifter.First < hit.First);

    void ReadBlock(ReadOnlySpan<char> block, int offset, bool lead, ref ReadOnlySpan<Found> names)
    {
        var first = tokens.Count;
        for (var next = new Tokenizer(block); next.Next();)
        {
            var begins = tokens.Count == first;
            if (!begins && (tokens.Count - first >= SentenceRules.MaxTokens || SentenceRules.Ends(block, tokens[^1], next)))
            {
                first = ReadSentence(block, first, offset, lead);
                begins = true;
            }
            if (word.Length < next.Text.Length) word = new char[next.Text.Length * 2];
            var length = Tokenizer.Fold(next.Text, next.Kind, word);
            while (!names.IsEmpty && names[0].Start + names[0].Length <= offset + next.Start) names = names[1..];
            var named = !names.IsEmpty && names[0].Start <= offset + next.Start;
            tokens.Add(new(next.Start, next.End, next.Kind, named ? Token.OfName : compiled.Word(word.AsSpan(0, length)), !begins && SentenceRules.Breaks(block, tokens[^1].End, next.Start)));
        }
        if (tokens.Count > first) ReadSentence(block, first, offset, lead);
    }

    /// <summary>Takes the tokens from <paramref name="first"/> on as a sentence, or drops them when there is no word among them.</summary>
    /// <returns>Where the next sentence begins.</returns>
    int ReadSentence(ReadOnlySpan<char> block, int first, int offset, bool lead)
    {
        var sentence = Tokens[first..];
        if (!HasWord(sentence))
        {
            tokens.RemoveRange(first, tokens.Count - first);
            return first;
        }
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
        ReadFrames(block, first, firstMatch);
        var firstHit = hits.Count;
        for (var index = firstMatch; index < matches.Count; index++)
        {
            var match = matches[index];
            var frame = frames[index];
            if (frame.Kind == FrameKind.Absorbed || frame.Kind == FrameKind.None && lexicon.Entries[match.Entry] is not { Role: Role.Polarity or Role.Turn, Valence: not 0 }) continue;
            var valence = frame.Kind == FrameKind.None ? lexicon.Entries[match.Entry].Valence : frame.Base;
            var shifted = frame.Kind == FrameKind.None ? valence : frame.Valence;
            foreach (var shifter in Acting(firstMatch, matches.Count - firstMatch, index)) shifted *= Factor(shifter, match);
            hits.Add(new(index, match, valence, shifted));
            Covered += match.Count;
        }
        sentences.Add(new(first, sentence.Length, firstMatch, matches.Count - firstMatch, firstHit, hits.Count - firstHit, offset, lead));
        return tokens.Count;
    }

    /// <summary>The clause of a token of a sentence, counted as <see cref="Match.Clause"/> is.</summary>
    public int Clause(in Sentence sentence, int token)
    {
        int from = sentence.FirstToken, clause = 0;
        foreach (var match in Matches.Slice(sentence.FirstMatch, sentence.Matches))
        {
            if (match.First > token) break;
            (from, clause) = (match.First + 1, match.Clause);
        }
        for (; from <= token; from++)
            if (tokens[from].Break) clause++;
        return clause;
    }

    static bool HasWord(ReadOnlySpan<Token> sentence)
    {
        foreach (var token in sentence)
            if (token.Kind is TokenKind.Word or TokenKind.Initialism) return true;
        return false;
    }
}
