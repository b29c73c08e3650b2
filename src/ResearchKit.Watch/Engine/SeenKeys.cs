namespace ResearchKit;

/// <summary>Keys of what came, at least the latest so many. One that comes again counts as new: what a feed holds for months is known as long as it stands there, however much comes beside it.</summary>
/// <remarks>Two sets, of which the older goes once the newer is full: between one and two times as many keys.</remarks>
sealed class SeenKeys(int most)
{
    HashSet<UInt128> newer = [], older = [];

    /// <summary>Whether it was not there.</summary>
    public bool Add(string key)
    {
        var number = UInt128.Parse(key, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
        if (newer.Contains(number)) return false;
        var isNew = !older.Remove(number);
        if (newer.Count >= most) (older, newer) = (newer, []);
        newer.Add(number);
        return isNew;
    }
}
