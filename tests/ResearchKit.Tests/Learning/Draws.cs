namespace ResearchKit.Tests;

/// <summary>Random numbers for tests: SplitMix64, as the kit's own generator states it.</summary>
sealed class Draws(ulong seed)
{
    SplitMix random = new(seed);

    /// <summary>0 up to 1.</summary>
    public double Share() => (random.Next() >> 11) / (double)(1L << 53);

    public int Below(int count) => random.Below(count);

    /// <summary>A number, in proportion to the weights.</summary>
    public int Pick(IReadOnlyList<double> weights)
    {
        var left = Share() * weights.Sum();
        for (var i = 0; i < weights.Count - 1; i++)
            if ((left -= weights[i]) < 0) return i;
        return weights.Count - 1;
    }

    /// <summary>The same items in another order.</summary>
    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        T[] all = [.. items];
        for (var i = all.Length - 1; i > 0; i--)
            if (Below(i + 1) is var other) (all[i], all[other]) = (all[other], all[i]);
        return all;
    }
}
