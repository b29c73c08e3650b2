namespace ResearchKit;

/// <summary>The sets of the latest articles in one array, the oldest overwritten first. Not safe to share between threads.</summary>
sealed class RecentTexts
{
    uint[] all = new uint[1 << 12];
    int end;

    /// <summary>Where an article's sets stand.</summary>
    public readonly record struct Place(int Start, SetSizes Sizes);

    public TextSets this[Place place] => new(all.AsSpan(place.Start, place.Sizes.All), place.Sizes);

    /// <summary>Adds sets behind the latest; null when there is no room for them without the oldest being overwritten.</summary>
    /// <param name="print">Whose.</param>
    /// <param name="oldest">Where the oldest begins that is remembered; null when none is.</param>
    public Place? Add(Fingerprint print, int? oldest)
    {
        var length = print.All.Length;
        if (oldest is null) end = 0;
        // Full and empty must not look the same: one place stays free before the oldest.
        var start = oldest is not { } first ? (length <= all.Length ? 0 : -1)
            : end < first ? (end + length < first ? end : -1)
            : end + length <= all.Length ? end
            : length < first ? 0 : -1;
        if (start < 0) return null;
        print.All.CopyTo(all.AsSpan(start));
        end = start + length;
        return new(start, print.Sizes);
    }

    /// <summary>Makes room for so many more, and says where those that are remembered have gone.</summary>
    /// <param name="more">At least.</param>
    /// <param name="places">Of those that are remembered, the oldest first; changed.</param>
    public void Grow(int more, Span<Place> places)
    {
        var larger = new uint[Math.Max(2L * all.Length, (long)all.Length + more + 1)];
        end = 0;
        foreach (ref var place in places)
        {
            all.AsSpan(place.Start, place.Sizes.All).CopyTo(larger.AsSpan(end));
            place = place with { Start = end };
            end += place.Sizes.All;
        }
        all = larger;
    }

    public int Length => all.Length;
}
