namespace ResearchKit;

/// <summary>Keys of what came, the latest so many.</summary>
sealed class SeenKeys(int most)
{
    readonly HashSet<UInt128> keys = [];
    readonly Queue<UInt128> order = [];

    /// <summary>Whether it was not there.</summary>
    public bool Add(string key)
    {
        var number = UInt128.Parse(key, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
        if (!keys.Add(number)) return false;
        order.Enqueue(number);
        if (order.Count > most) keys.Remove(order.Dequeue());
        return true;
    }
}
