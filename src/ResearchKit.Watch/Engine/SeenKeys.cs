using System.Globalization;

namespace ResearchKit;

/// <summary>Keys of what came, at least of the latest so many comings, of which one that comes again is one. It counts as new: what a feed holds for months is known as long as it stands there, however much comes beside it.</summary>
/// <remarks>Three sets, of which the oldest goes once the newest is full: at most one and a half times as many keys, and where much comes again as few as half. What comes again is put among the newest once it no longer is: whoever keeps that too, keeps with the latest so many all that a feed still holds, where fewer than half as many come between two polls of it.</remarks>
sealed class SeenKeys(int most)
{
    HashSet<UInt128> newest = [], newer = [], oldest = [];

    /// <summary>Whether it was not there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isPutAhead">Whether it was, and is now among the newest again.</param>
    public bool Add(string key, out bool isPutAhead)
    {
        var number = Number(key);
        isPutAhead = Renew(number);
        if (isPutAhead || newest.Contains(number)) return false;
        Put(number);
        return true;
    }

    /// <summary>Puts one that is there, and not among the newest, among these, as if it had come again.</summary>
    /// <returns>Whether it did.</returns>
    public bool Renew(string key) => Renew(Number(key));

    bool Renew(UInt128 number)
    {
        if (!newer.Remove(number) && !oldest.Remove(number)) return false;
        Put(number);
        return true;
    }

    void Put(UInt128 number)
    {
        if (newest.Count >= (most + 1) / 2) (oldest, newer, newest) = (newer, newest, []);
        newest.Add(number);
    }

    static UInt128 Number(string key) => UInt128.Parse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
