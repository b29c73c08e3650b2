namespace ResearchKit;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same draws everywhere.</summary>
struct SplitMix(ulong seed)
{
    ulong state = seed;

    /// <summary>One generator for each resample, so that threads change nothing.</summary>
    public static SplitMix Of(ulong seed, int resample) => new(seed ^ ((ulong)(resample + 1) * 0xD1B54A32D192ED03));

    /// <summary>A value's bits spread over all 64: the first draw of the generator that it seeds.</summary>
    public static ulong Mix(ulong value) => new SplitMix(value).Next();

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="count"/> − 1, by the high part of a product: no modulo, and a bias below count/2⁶⁴.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);
}
