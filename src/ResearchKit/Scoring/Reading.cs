namespace ResearchKit;

/// <summary>A match of an entry with a run of tokens.</summary>
/// <param name="Entry">The entry's position in the lexicon.</param>
/// <param name="First">Its first token.</param>
/// <param name="Count">How many tokens it takes.</param>
/// <param name="Clause">Counts clauses within the sentence.</param>
/// <param name="Code">The entry's role, in a byte.</param>
/// <param name="Does">What it may do.</param>
/// <param name="Frame">What an event makes of it.</param>
/// <param name="Valence">The entry's.</param>
record struct Match(int Entry, int First, ushort Count, ushort Clause, byte Code, Doing Does, FrameKind Frame, double Valence)
{
    public readonly int Last => First + Count - 1;

    public readonly Role Role => (Role)Code;

    /// <summary>Makes a match of this place, as <see cref="Token.Set"/> does.</summary>
    public void Set(int entry, int first, int count, int clause, Doing does, in Meaning meaning)
    {
        (Entry, First, Valence) = (entry, first, meaning.Valence);
        (Count, Clause, Code, Does, Frame) = ((ushort)count, (ushort)clause, meaning.Code, does, FrameKind.None);
    }
}

/// <summary>A match that carries sentiment. <c>Index</c> is the match's place in the reading; <c>Shifted</c> is the valence times the factors of the
/// shifters that act on it.</summary>
readonly record struct Hit(int Index, double Valence, double Shifted);

/// <summary>A sentence: its tokens, its matches and its hits as ranges of the reading's, where its block begins, and whether that is the lead.</summary>
readonly record struct Sentence(int FirstToken, int Tokens, int FirstMatch, int Matches, int FirstHit, int Hits, int Block, bool Lead);

/// <summary>One text read with one lexicon: tokens, sentences, matches, hits. Its arrays are reused from text to text, so that
/// reading allocates nothing.</summary>
/// <remarks>The second phase of reading: what was scanned is looked up, and the rules go over what was found.</remarks>
sealed partial class Reading(Lexicon lexicon, ScorerOptions options)
{
    readonly CompiledLexicon compiled = lexicon.Compiled;
    readonly FoundWords found = new();
    Match[] matches = [];
    Hit[] hits = [];
    Sentence[] sentences = [];
    ScannedText? text;
    Token[] tokens = [];
    int tokenCount, matchCount, hitCount, sentenceCount, nextNumber, nextCompany;

    /// <summary>The text of its own.</summary>
    public ScannedText Scanned { get; } = new();

    /// <summary>Good until another text is read, or this one with another lexicon.</summary>
    public ReadOnlySpan<Token> Tokens => tokens.AsSpan(0, tokenCount);

    public ReadOnlySpan<Match> Matches => matches.AsSpan(0, matchCount);

    public ReadOnlySpan<Hit> Hits => hits.AsSpan(0, hitCount);

    public ReadOnlySpan<Sentence> Sentences => sentences.AsSpan(0, sentenceCount);

    /// <summary>All that was read.</summary>
    public Portion Whole => new(Sentences, Hits, tokenCount, Covered);

    /// <summary>The match that a hit is.</summary>
    public ref readonly Match MatchOf(in Hit hit) => ref matches[hit.Index];

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
    /// <param name="shifter">Its match.</param>
    /// <param name="hit">The hit's.</param>
    public double Factor(int shifter, int hit) => matches[shifter].Role.Factor(matches[shifter].Valence, after: shifter < hit);

    /// <summary>Reads a text that was scanned.</summary>
    /// <param name="scanned">The text.</param>
    /// <param name="names">As above.</param>
    public void Read(ScannedText scanned, ReadOnlySpan<Found> names = default)
    {
        text = scanned;
        (matchCount, hitCount, sentenceCount, amountCount, nextNumber, nextCompany, Covered) = (0, 0, 0, 0, 0, 0, 0);
        (tokens, tokenCount) = (scanned.TokenArray, scanned.Tokens.Length);
        compiled.Look(scanned, found);
        if (!names.IsEmpty) MarkNames(scanned.Sentences, scanned.Tokens, names);
        if (matches.Length < found.Starts) (matches, hits, frames) = (new Match[2 * found.Starts], new Hit[2 * found.Starts], new Frame[2 * found.Starts]);
        if (sentences.Length < scanned.Sentences.Length) sentences = new Sentence[2 * scanned.Sentences.Length];
        ReadOnlySpan<ulong> starts = found.Places.AsSpan(0, found.Starts);
        foreach (ref readonly var sentence in scanned.Sentences) ReadSentence(scanned, sentence, ref starts);
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

    void ReadSentence(ScannedText text, in SentenceSpan sentence, ref ReadOnlySpan<ulong> starts)
    {
        var (firstMatch, firstHit) = (matchCount, hitCount);
        var does = FindMatches(sentence.First, sentence.First + sentence.Count, ref starts);
        if (matchCount > firstMatch)
        {
            if (options.Frames) ReadFrames(text, sentence, firstMatch, does);
            ReadHits(firstMatch, does);
        }
        sentences[sentenceCount++] = new(sentence.First, sentence.Count, firstMatch, matchCount - firstMatch, firstHit, hitCount - firstHit, sentence.Block, sentence.Lead);
    }

    /// <param name="first">The first token of a sentence.</param>
    /// <param name="end">Behind its last.</param>
    /// <param name="starts">The tokens from it on with which a match may begin, as <see cref="FoundWords.Places"/> has them; set to those behind it.</param>
    /// <returns>What its matches may do.</returns>
    Doing FindMatches(int first, int end, ref ReadOnlySpan<ulong> starts)
    {
        var own = Tokens;
        var matches = this.matches;
        var (begun, behind, count) = (0, first, matchCount);
        var does = Doing.Nothing;
        var next = 0;
        for (; next < starts.Length && (int)((uint)starts[next] >> 1) is var at && at < end; next++)
        {
            ref readonly var token = ref own[at];
            if (at < behind || token.Word == Token.OfName) continue;
            var length = 1;
            var entry = (starts[next] & 1) != 0 ? compiled.Longest(own[at..end], out length, out var may) : CompiledLexicon.Single(starts[next], out may);
            if (entry < 0) continue;
            does |= may;
            // A clause that begins without a break.
            begun += (int)(may & Doing.Begins) / (int)Doing.Begins & ~(int)token.Marks;
            matches[count++].Set(entry, at, length, token.Breaks + begun, may, compiled.MeaningOf(entry));
            behind = at + length;
        }
        starts = starts[next..];
        matchCount = count;
        return does;
    }

    void ReadHits(int firstMatch, Doing does)
    {
        var shifts = options.Shifters && (does & Doing.Shifts) != 0;
        var (matches, end) = (this.matches, matchCount);
        if (shifts) Begin(firstMatch, end, does);
        for (var index = firstMatch; index < end; index++)
        {
            ref readonly var match = ref matches[index];
            if (match.Frame == FrameKind.None ? (match.Does & Doing.Counts) != 0 : match.Frame != FrameKind.Absorbed)
            {
                var (valence, shifted) = match.Frame == FrameKind.None ? (match.Valence, match.Valence) : (frames[index].Base, frames[index].Valence);
                if (shifts)
                    foreach (var shifter in Acting(index)) shifted *= Factor(shifter, index);
                hits[hitCount++] = new(index, valence, shifted);
                Covered += match.Count;
            }
            if (shifts && (match.Does & Doing.Shifts) != 0) Note(index);
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
