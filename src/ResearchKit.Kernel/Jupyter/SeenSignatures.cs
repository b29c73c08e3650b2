using System.Text;

namespace ResearchKit.Kernel;

/// <summary>The signatures of the latest messages, so that none is obeyed twice. Used by one thread.</summary>
sealed class SeenSignatures
{
    const int Limit = 1 << 16;

    readonly HashSet<string> known = new(StringComparer.Ordinal);
    readonly Queue<string> order = new();

    /// <summary>False if it was seen before.</summary>
    public bool Add(byte[] signature)
    {
        var text = Encoding.ASCII.GetString(signature);
        if (!known.Add(text))
            return false;
        order.Enqueue(text);
        if (order.Count > Limit)
            known.Remove(order.Dequeue());
        return true;
    }
}
