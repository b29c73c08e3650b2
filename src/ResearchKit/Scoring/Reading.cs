using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>A match of an entry with a run of tokens. <c>Clause</c> counts clauses within the sentence; <c>Code</c>, <c>Does</c> and <c>Valence</c> are the entry's role, what it may do, and its valence.</summary>
readonly record struct Match(int Entry, int First, short Count, short Clause, byte Code, Doing Does, double Valence)
{
    public int Last => First + Count - 1;

    public Role Role => (Role)Code;
}

/// <summary>A match that carries sentiment. <c>Index</c> is the match's place in the reading; <c>Shifted</c> is the valence times the factors of the
/// shifters that act on it.</summary>
readonly record struct Hit(int Index, Match Match, double Valence, double Shifted);

/// <summary>A sentence: its tokens, its matches and its hits as ranges of the reading's lists, where its block begins, and whether that is the lead.</summary>
readonly record struct Sentence(int FirstToken, int Tokens, int FirstMatch, int Matches, int FirstHit, int Hits, int Block, bool Lead);

/// <summary>One text read with one lexicon: tokens, sentences, matches, hits. Its lists are reused from text to text, so that
/// reading allocates nothing.</summary>
/// <remarks>The second phase of reading: what was scanned is looked up, and the rules go over what was found.</remarks>
sealed partial class Reading(Lexicon lexicon, ScorerOptions options)
{
    readonly List<Match> matches = [];
    readonly List<Hit> hits = [];
    readonly List<Sentence> sentences = [];
    readonly List<Match> acting = [];
    readonly CompiledLexicon compiled = lexicon.Compiled;
    readonly FoundWords found = new();
    ScannedText? text;
    Token[] tokens = [];
    int tokenCount, nextNumber, nextCompany;

    /// <summary>The text of its own.</summary>
    public ScannedText Scanned { get; } = new();

    /// <summary>Good until another text is read, or this one with another lexicon.</summary>
    public ReadOnlySpan<Token> Tokens => tokens.AsSpan(0, tokenCount);

    public ReadOnlySpan<Match> Matches => CollectionsMarshal.AsSpan(matches);

    public ReadOnlySpan<Hit> Hits => CollectionsMarshal.AsSpan(hits);

    public ReadOnlySpan<Sentence> Sentences => CollectionsMarshal.AsSpan(sentences);

    /// <summary>All that was read.</summary>
    public Portion Whole => new(Sentences, Hits, tokenCount, Covered);

    /// <summary>Tokens that stand inside hits.</summary>
    public int Covered { get; private set; }

    /// <param name="article">The text.</param>
    /// <param name="names">Places that hold names and nothing else, in the order of the text: no word in them is one of the lexicon.</param>
    public void Read(Article article, ReadOnlySpan<Found> names = default)
    {
        Scanned.Read(article);
        Read(Scanned, names);
    }

    /// <summary>Whether the text that was read last is in English.</summary>
    /// <param name="tag">What its source says.</param>
    public bool IsEnglish(string? tag) => Language.IsEnglish(tag, text ?? Scanned, found);

    /// <summary>The factor by which a shifter multiplies a hit.</summary>
    public double Factor(in Match shifter, in Match hit) => shifter.Role.Factor(shifter.Valence, after: shifter.First < hit.First);

    /// <summary>Reads a text that was scanned.</summary>
    /// <param name="scanned">The text.</param>
    /// <param name="names">As above.</param>
    public void Read(ScannedText scanned, ReadOnlySpan<Found> names = default)
    {
        text = scanned;
        matches.Clear();
        hits.Clear();
        sentences.Clear();
        frames.Clear();
        amounts.Clear();
        Covered = 0;
        (tokens, tokenCount) = (scanned.TokenArray, scanned.Tokens.Length);
        compiled.Look(scanned, found);
        if (!names.IsEmpty) MarkNames(scanned.Sentences, scanned.Tokens, names);
        ReadOnlySpan<ulong> starts = found.Places.AsSpan(0, found.Starts);
        (nextNumber, nextCompany) = (0, 0);
        foreach (var sentence in scanned.Sentences) ReadSentence(scanned, sentence, ref starts);
    }

    static void MarkNames(ReadOnlySpan<SentenceSpan> sentences, Span<Token> tokens, ReadOnlySpan<Found> names)
    {
        foreach (var sentence in sentences)
            foreach (ref var token in tokens.Slice(sentence.First, sentence.Count))
            {
                var start = sentence.Block + token.Start;
                while (!names.IsEmpty && names[0].Start + names[0].Length <= start) names = names[1..];
                if (!names.IsEmpty && names[0].Start <= start) token = token with { Word = Token.OfName };
            }
    }

    /// <param name="text">The text.</param>
    /// <param name="sentence">One of its sentences.</param>
    /// <param name="starts">The tokens from it on with which a match may begin, as <see cref="FoundWords.Places"/> has them; set to those behind it.</param>
    void ReadSentence(ScannedText text, in SentenceSpan sentence, ref ReadOnlySpan<ulong> starts)
    {
        var (first, end) = (sentence.First, sentence.First + sentence.Count);
        var (firstMatch, firstHit) = (matches.Count, hits.Count);
        var own = Tokens;
        int begun = 0, behind = first;
        var does = Doing.Nothing;
        var next = 0;
        for (; next < starts.Length && (int)((uint)starts[next] >> 1) is var at && at < end; next++)
        {
            if (at < behind || own[at].Word == Token.OfName) continue;
            var count = 1;
            var entry = (starts[next] & 1) != 0 ? compiled.Longest(own[at..end], out count, out var may) : CompiledLexicon.Single(starts[next], out may);
            if (entry < 0) continue;
            does |= may;
            // A clause that begins without a break.
            if (!own[at].Break && (may & Doing.Begins) != 0) begun++;
            ref readonly var meaning = ref compiled.MeaningOf(entry);
            matches.Add(new(entry, at, (short)count, (short)(own[at].Breaks + begun), meaning.Code, may, meaning.Valence));
            behind = at + count;
        }
        starts = starts[next..];
        if (matches.Count > firstMatch)
        {
            ReadFrames(text, sentence, firstMatch, does);
            ReadHits(firstMatch, does);
        }
        sentences.Add(new(first, sentence.Count, firstMatch, matches.Count - firstMatch, firstHit, hits.Count - firstHit, sentence.Block, sentence.Lead));
    }

    void ReadHits(int firstMatch, Doing does)
    {
        var shifts = options.Shifters && (does & Doing.Shifts) != 0;
        var found = Matches;
        var framed = Frames;
        // Before the first shifter only a contrast behind it or a word of degree at once behind it reaches a hit.
        var first = firstMatch;
        if (shifts && (does & Doing.Begins) == 0)
            while ((found[first].Does & Doing.Shifts) == 0) first++;
        for (var index = firstMatch; index < found.Length; index++)
        {
            ref readonly var match = ref found[index];
            ref readonly var frame = ref framed[index];
            if (frame.Kind == FrameKind.Absorbed || frame.Kind == FrameKind.None && (match.Does & Doing.Counts) == 0) continue;
            var valence = frame.Kind == FrameKind.None ? match.Valence : frame.Base;
            var shifted = frame.Kind == FrameKind.None ? valence : frame.Valence;
            if (shifts && index + 1 >= first)
                foreach (var shifter in Acting(firstMatch, found.Length - firstMatch, index)) shifted *= Factor(shifter, match);
            hits.Add(new(index, match, valence, shifted));
            Covered += match.Count;
        }
    }

    /// <summary>The clause of a token of a sentence, counted as <see cref="Match.Clause"/> is.</summary>
    public int Clause(in Sentence sentence, int token)
    {
        var clause = tokens[token].Breaks;
        var begun = 0;
        foreach (var match in Matches.Slice(sentence.FirstMatch, sentence.Matches))
        {
            if (match.First > token) break;
            begun = match.Clause - tokens[match.First].Breaks;
        }
        return clause + begun;
    }
}
