using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Texts that tell the same in nearly the same words: the pairs of neighbouring words that they share are at least three in five of all that either has (Broder 1997), or the texts are equal.</summary>
/// <remarks>At four in five a short headline with one other word is missed; below three in five what is found are mostly reports of one form with other names and amounts. Those that are found too much stand in one fold, which makes nothing look better.</remarks>
static class NearDuplicates
{
    const int Part = 3, Of = 5;

    /// <summary>For each text the number of the first that it belongs together with, directly or through others; its own where there is none.</summary>
    public static int[] Groups(IReadOnlyList<string> texts)
    {
        var pairs = texts.Select(Pairs).ToArray();
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pair in pairs.SelectMany(each => each)) frequency[pair] = frequency.GetValueOrDefault(pair) + 1;
        // Two sets that share so much share one of the rarest of each: only those are looked up (Bayardo, Ma and Srikant 2007).
        var rarest = pairs.Select(each => each.OrderBy(pair => frequency[pair]).ThenBy(pair => pair, StringComparer.Ordinal).Take(each.Count - (Part * each.Count + Of - 1) / Of + 1).ToArray()).ToArray();
        int[] group = [.. Enumerable.Range(0, texts.Count)];
        var seen = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++)
        {
            foreach (var other in rarest[i].SelectMany(pair => seen.GetValueOrDefault(pair) ?? []).Distinct())
                if (First(group, other) != First(group, i) && Alike(pairs[i], pairs[other])) Join(group, i, other);
            foreach (var pair in rarest[i])
                if (seen.TryGetValue(pair, out var list)) list.Add(i);
                else seen[pair] = [i];
        }
        return [.. group.Select((_, i) => First(group, i))];
    }

    /// <summary>How many of other texts belong together with one of some.</summary>
    public static int Across(IReadOnlyList<string> texts, IReadOnlyList<string> others)
    {
        if (others.Count == 0) return 0;
        var group = Groups([.. texts, .. others]);
        var told = group.Take(texts.Count).ToHashSet();
        return group.Skip(texts.Count).Count(told.Contains);
    }

    /// <summary>Neighbouring words, and the edges of the text as words, so that a text of one word has pairs too.</summary>
    static HashSet<string> Pairs(string text)
    {
        var words = Labels.GroupOf(text).Split(' ').Select(word => word.Trim([.. word.Where(character => !char.IsLetterOrDigit(character))])).Where(word => word.Length > 0).ToImmutableArray();
        return [.. words.Prepend("").Zip(words.Append(""), (first, second) => $"{first} {second}")];
    }

    static bool Alike(HashSet<string> one, HashSet<string> other)
    {
        var shared = one.Count(other.Contains);
        return Of * shared >= Part * (one.Count + other.Count - shared);
    }

    static int First(int[] group, int text)
    {
        while (group[text] != text) text = group[text] = group[group[text]];
        return text;
    }

    static void Join(int[] group, int one, int other)
    {
        var (first, second) = (First(group, one), First(group, other));
        group[Math.Max(first, second)] = Math.Min(first, second);
    }
}
