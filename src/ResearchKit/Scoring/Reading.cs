using System.Runtime.CompilerServices;

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
    public void Set(int entry, int first, int count, int clause, Role role, Doing does, double valence)
    {
        (Entry, First, Valence) = (entry, first, valence);
        (Count, Clause, Code, Does, Frame) = ((ushort)count, (ushort)clause, (byte)role, does, FrameKind.None);
    }
}

/// <summary>A match that carries sentiment. <c>Index</c> is the match's place in the reading; <c>Shifted</c> is the valence times the factors of the
/// shifters that act on it.</summary>
readonly record struct Hit(int Index, double Valence, double Shifted);

/// <summary>A sentence: its tokens, its matches and its hits as ranges of the reading's, where its block begins, and whether that is the lead.</summary>
record struct Sentence(int FirstToken, int Tokens, int FirstMatch, int Matches, int FirstHit, int Hits, int Block, bool Lead)
{
    /// <summary>Makes a sentence of this place, as <see cref="Token.Set"/> does.</summary>
    public void Set(in SentenceSpan span, int firstMatch, int matches, int firstHit, int hits)
    {
        (FirstToken, Tokens, Block, Lead) = (span.First, span.Count, span.Block, span.Lead);
        (FirstMatch, Matches, FirstHit, Hits) = (firstMatch, matches, firstHit, hits);
    }
}

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
    int tokenCount, matchCount, hitCount, sentenceCount, nextPlace, nextStep, nextNumber, nextCompany;

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
        Scanned.Read(article.Title, article.Paragraphs.AsSpan());
        Read(Scanned, names);
    }

    /// <summary>Whether the text that was read last is in English.</summary>
    /// <param name="tag">What its source says.</param>
    public bool IsEnglish(string? tag) => Language.IsEnglish(tag, text ?? Scanned, found.Foreign, found.English);

    /// <summary>Reads a text that was scanned.</summary>
    /// <param name="scanned">The text.</param>
    /// <param name="names">As above.</param>
    public void Read(ScannedText scanned, ReadOnlySpan<Found> names = default)
    {
        text = scanned;
        (matchCount, hitCount, sentenceCount, nextPlace, nextStep, amountCount, nextNumber, nextCompany, Covered) = (0, 0, 0, 0, 0, 0, 0, 0, 0);
        (tokens, tokenCount) = (scanned.TokenArray, scanned.Tokens.Length);
        compiled.Look(scanned, found);
        if (!names.IsEmpty) MarkNames(scanned.Sentences, scanned.Tokens, names);
        if (matches.Length < found.Starts) (matches, hits, frames) = (new Match[2 * found.Starts], new Hit[2 * found.Starts], new Frame[2 * found.Starts]);
        if (sentences.Length < scanned.Sentences.Length) sentences = new Sentence[2 * scanned.Sentences.Length];
        foreach (ref readonly var sentence in scanned.Sentences) ReadSentence(scanned, sentence);
    }

    static void MarkNames(ReadOnlySpan<SentenceSpan> sentences, Span<Token> tokens, ReadOnlySpan<Found> names)
    {
        foreach (var sentence in sentences)
            foreach (ref var token in tokens.Slice(sentence.First, sentence.Count))
            {
                var start = sentence.Block + token.Start;
                while (!names.IsEmpty && names[0].Start + names[0].Length <= start) names = names[1..];
                if (!names.IsEmpty && names[0].Start <= start) token.Marks |= TokenMarks.OfName;
            }
    }

    void ReadSentence(ScannedText text, in SentenceSpan sentence)
    {
        var (firstMatch, firstHit) = (matchCount, hitCount);
        var does = FindMatches(sentence.First, sentence.First + sentence.Count);
        if (matchCount > firstMatch)
        {
            if (options.Frames && MayHaveEvents(sentence.First, sentence.First + sentence.Count, does, text.Numbers)) ReadFrames(text, sentence, firstMatch, does);
            ReadHits(firstMatch, does);
        }
        sentences[sentenceCount++].Set(sentence, firstMatch, matchCount - firstMatch, firstHit, hitCount - firstHit);
    }

    /// <summary>Finds the matches of a sentence, the longest at each place.</summary>
    /// <param name="first">Its first token.</param>
    /// <param name="end">Behind its last.</param>
    /// <returns>What its matches may do.</returns>
    Doing FindMatches(int first, int end)
    {
        // Places are tokens, there is a code for each key, room for a match at each place, and an end behind the last place.
        var tokens = new Unchecked<Token>(this.tokens);
        var codes = new Unchecked<WordCode>(found.Codes);
        var places = new Unchecked<uint>(found.Places);
        var matches = new Unchecked<Match>(this.matches);
        var (begun, behind, count, step, next) = (0, first, matchCount, nextStep, nextPlace);
        var all = Doing.Nothing;
        for (; (int)(places[next] >> 1) is var at && at < end; next++)
        {
            var goes = (int)places[next] & 1;
            step += goes;
            if (at < behind || tokens[at].OfName) continue;
            var (code, length) = (codes[tokens[at].Key], 1);
            if (goes != 0) length = compiled.Lengthen(Tokens[at..end], ref code, found.Steps[step - 1], found);
            behind = at + length;
            var entry = CompiledLexicon.EntryOf(code, out var role, out var does);
            if (entry < 0) continue;
            all |= does;
            // A clause that begins without a break.
            begun += (int)((uint)does / (uint)Doing.Begins) & ~(int)tokens[at].Marks;
            matches[count++].Set(entry, at, length, tokens[at].Breaks + begun, role, does, code.Valence);
        }
        (matchCount, nextStep, nextPlace) = (count, step, next);
        return all;
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
                if (shifts && Shifters(index) is { IsEmpty: false } acting) shifted = Times(shifted, acting);
                hits[hitCount++] = new(index, valence, shifted);
                Covered += match.Count;
            }
            if (shifts && (match.Does & Doing.Shifts) != 0) Note(index);
        }
    }

    /// <summary>A value times the factors, one after another. Apart, so that it stays in a register where there are hundreds.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Times(double value, ReadOnlySpan<Acting> acting)
    {
        foreach (ref readonly var shifter in acting) value *= shifter.Factor;
        return value;
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
