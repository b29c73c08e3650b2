using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Where entries stand that another match hides, and which entry that is of.</summary>
sealed class HiddenEntries
{
    const int Root = -1, Shown = 3;

    readonly Lexicon lexicon;
    readonly Dictionary<(int Node, int Word), int> edges = [];
    readonly List<int> entryAt = [];
    readonly Dictionary<int, Hiding> found = [];

    /// <param name="lexicon">The lexicon.</param>
    /// <param name="entries">Those of it that match nowhere.</param>
    public HiddenEntries(Lexicon lexicon, IEnumerable<int> entries)
    {
        this.lexicon = lexicon;
        foreach (var entry in entries)
        {
            var node = Root;
            foreach (var word in lexicon.Words[entry].Split(' '))
            {
                var edge = (node, lexicon.Compiled.Word(word));
                if (!edges.TryGetValue(edge, out node))
                {
                    edges[edge] = node = entryAt.Count;
                    entryAt.Add(-1);
                }
            }
            entryAt[node] = entry;
        }
    }

    /// <summary>Takes the places of a text.</summary>
    public void Look(Article article, Reading reading)
    {
        foreach (var sentence in reading.Sentences)
        {
            var tokens = reading.Tokens.Slice(sentence.FirstToken, sentence.Tokens);
            var matches = reading.Matches.Slice(sentence.FirstMatch, sentence.Matches);
            for (var i = 0; i < tokens.Length; i++)
            {
                while (matches.Length > 0 && matches[0].Last < sentence.FirstToken + i) matches = matches[1..];
                var node = Root;
                for (var j = i; j < tokens.Length && !(j > i && tokens[j].Break) && edges.TryGetValue((node, reading.Word(sentence.FirstToken + j)), out node); j++)
                    // What matches nowhere is overlapped wherever it stands: else it would have been the longest there.
                    if (entryAt[node] >= 0 && matches.Length > 0) Note(entryAt[node], matches[0].Entry, article, sentence.Block + tokens[i].Start, sentence.Block + tokens[j].End);
            }
        }
    }

    /// <summary>In how many texts an entry is hidden, by which entry in most of them, and some places.</summary>
    public (int Texts, int? By, ImmutableArray<Example> Examples) Of(int entry) => !found.TryGetValue(entry, out var hiding) ? (0, null, [])
        : (hiding.Texts, hiding.By.OrderByDescending(by => by.Value).ThenBy(by => lexicon.Words[by.Key], StringComparer.Ordinal).First().Key, [.. hiding.Examples]);

    void Note(int entry, int by, Article article, int start, int end)
    {
        if (!found.TryGetValue(entry, out var hiding)) found[entry] = hiding = new();
        if (ReferenceEquals(hiding.Last, article)) return;
        hiding.Last = article;
        hiding.Texts++;
        hiding.By[by] = hiding.By.GetValueOrDefault(by) + 1;
        if (hiding.Examples.Count < Shown) hiding.Examples.Add(Context.Of(article, start, end));
    }

    sealed class Hiding
    {
        public int Texts { get; set; }

        public Article? Last { get; set; }

        public Dictionary<int, int> By { get; } = [];

        public List<Example> Examples { get; } = [];
    }
}
