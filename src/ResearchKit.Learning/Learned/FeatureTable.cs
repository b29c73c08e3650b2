using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Texts whose features are numbered, so that many models are fitted on parts of them without comparing a name again.</summary>
sealed class FeatureTable
{
    readonly IReadOnlyList<TextFeatures> texts;

    /// <summary>All features, ordinal, and how each is weighed.</summary>
    readonly string[] names;

    readonly FeatureKind[] kinds;

    /// <summary>[text][occurrence]: the feature's number.</summary>
    readonly int[][] numbers;

    public FeatureTable(IReadOnlyList<TextFeatures> texts)
    {
        this.texts = texts;
        var seen = new Dictionary<string, FeatureKind>(StringComparer.Ordinal);
        foreach (var text in texts)
            foreach (var each in text.Occurrences) seen[each.Name] = each.Kind;
        names = [.. seen.Keys];
        Array.Sort(names, StringComparer.Ordinal);
        kinds = [.. names.Select(name => seen[name])];
        var byName = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (var number = 0; number < names.Length; number++) byName[names[number]] = number;
        numbers = [.. texts.Select(text => text.Occurrences.Select(each => byName[each.Name]).ToArray())];
    }

    /// <summary>The features that stand in at least so many of some texts. What the rules say of a whole text is always in.</summary>
    /// <param name="rows">The texts.</param>
    /// <param name="minTexts">In how many of them.</param>
    public KnownFeatures Of(IReadOnlyList<int> rows, int minTexts)
    {
        var (counts, last, columns) = (new int[names.Length], new int[names.Length], new int[names.Length]);
        for (var i = 0; i < rows.Count; i++)
            foreach (var number in numbers[rows[i]])
                if (last[number] != i + 1) (counts[number], last[number]) = (counts[number] + 1, i + 1);
        var (known, held) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<int>());
        for (var number = 0; number < names.Length; number++)
        {
            columns[number] = counts[number] >= minTexts || counts[number] > 0 && kinds[number] == FeatureKind.Rule ? known.Count : -1;
            if (columns[number] < 0) continue;
            known.Add(names[number]);
            held.Add(counts[number]);
        }
        var index = new FeatureIndex(known.DrainToImmutable(), held.DrainToImmutable(), rows.Count);
        return new(index, row => index.Row(texts[row], [.. numbers[row].Select(number => columns[number])]));
    }
}

/// <summary>The features that a model knows, and any of the texts as a row of them.</summary>
sealed record KnownFeatures(FeatureIndex Index, Func<int, FeatureRow> Row);
