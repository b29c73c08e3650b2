namespace ResearchKit;

/// <summary>Finds the runs of words that stand in enough texts, a length at a time: a run is counted only where both of its runs that are one word shorter stand in enough texts (Agrawal and Srikant 1994),
/// so time and memory are linear in the length of the texts.</summary>
sealed class TermCount(TermTexts texts, TermOptions options)
{
    /// <summary>For each token the run of the present length that begins at it; −1 for none in enough texts.</summary>
    int[] runs = new int[texts.Tokens.Length];

    public List<Term> Terms()
    {
        var found = new List<Term>();
        for (var length = 1; length <= options.MaxWords; length++)
        {
            var (keys, counts) = Count(length);
            found.AddRange(Collect(length, keys, counts));
        }
        return found;
    }

    /// <summary>In how many texts each run of a length stands, covered or not.</summary>
    (Dictionary<ulong, int> Keys, List<int> Counts) Count(int length)
    {
        var keys = new Dictionary<ulong, int>();
        List<int> counts = [], last = [];
        foreach (var sentence in texts.Sentences)
            for (var i = sentence.First; i + length <= sentence.End; i++)
            {
                if (Key(i, length) is not { } key) continue;
                if (!keys.TryGetValue(key, out var run))
                {
                    keys[key] = run = counts.Count;
                    counts.Add(0);
                    last.Add(-1);
                }
                if (last[run] == sentence.Text) continue;
                last[run] = sentence.Text;
                counts[run]++;
            }
        return (keys, counts);
    }

    /// <summary>Notes the runs in enough texts, and takes those that can be terms.</summary>
    IEnumerable<Term> Collect(int length, Dictionary<ulong, int> keys, List<int> counts)
    {
        var next = new int[runs.Length];
        Array.Fill(next, -1);
        var found = new Dictionary<int, TermPostings>();
        var sentences = texts.Sentences;
        for (var s = 0; s < sentences.Length; s++)
            for (var i = sentences[s].First; i + length <= sentences[s].End; i++)
            {
                if (Key(i, length) is not { } key) continue;
                var run = keys[key];
                if (counts[run] < options.MinTexts) continue;
                next[i] = run;
                if (!CanBe(i, length)) continue;
                if (!found.TryGetValue(run, out var postings)) found[run] = postings = new();
                postings.Add(sentences[s].Text, s, i);
            }
        runs = next;
        return found.Values.Where(postings => postings.Texts.Count >= options.MinTexts).Select(postings => postings.Term(Text(postings.Places[0], length)));
    }

    /// <summary>What tells a run from others of its length; null where none begins.</summary>
    ulong? Key(int token, int length)
    {
        var tokens = texts.Tokens;
        var last = tokens[token + length - 1];
        if (last.Word < 0 || texts.IsName(last.Word)) return null;
        if (length == 1) return (ulong)last.Word;
        // Mixed, one to one: in a text whose words are all different, run and word go in step, and their exclusive or would be a handful of values.
        return runs[token] < 0 || runs[token + 1] < 0 || last.Marks.HasFlag(TermMarks.Break) ? null : SplitMix.Mix((ulong)runs[token] << 32 | (uint)last.Word);
    }

    bool CanBe(int token, int length)
    {
        var tokens = texts.Tokens.Slice(token, length);
        if (texts.IsFunction(tokens[0].Word) || texts.IsFunction(tokens[^1].Word)) return false;
        var covered = 0;
        foreach (var each in tokens)
            if (each.Marks.HasFlag(TermMarks.Covered)) covered++;
        return options.Partly ? covered < length : covered == 0;
    }

    string Text(int token, int length) => string.Join(' ', Enumerable.Range(token, length).Select(i => texts.Word(texts.Tokens[i].Word)));
}
