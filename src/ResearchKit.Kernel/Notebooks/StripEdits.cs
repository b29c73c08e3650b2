namespace ResearchKit.Kernel;

/// <summary>Cuts in the bytes of a notebook, collected from front to back and then made at once.</summary>
/// <param name="bytes">The file; places are counted from behind its byte order mark.</param>
sealed class StripEdits(byte[] bytes)
{
    readonly List<(int From, int To, byte[] By)> cuts = [];
    int outputs, counts, times;

    /// <summary>Where the JSON begins.</summary>
    public int Start { get; } = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;

    /// <summary>Whether nothing but white space stands there: a list that is empty already stays as it is written.</summary>
    public bool IsBlank(long from, long to) => bytes.AsSpan((int)from + Start, (int)(to - from)).IndexOfAnyExcept(" \t\r\n"u8) < 0;

    public void Outputs(long from, long to)
    {
        cuts.Add(((int)from + Start, (int)to + Start, "[]"u8.ToArray()));
        outputs++;
    }

    public void Count(long from, long to)
    {
        cuts.Add(((int)from + Start, (int)to + Start, "null"u8.ToArray()));
        counts++;
    }

    /// <summary>The pieces of one cell's metadata that hold times.</summary>
    public void Times(IEnumerable<(long From, long To)> pieces)
    {
        cuts.AddRange(pieces.Select(p => ((int)p.From + Start, (int)p.To + Start, Array.Empty<byte>())));
        times++;
    }

    public NotebookStrip Apply()
    {
        if (cuts.Count == 0)
            return new(bytes, 0, 0, 0);
        using var kept = new MemoryStream(bytes.Length);
        var from = 0;
        foreach (var cut in cuts)
        {
            kept.Write(bytes, from, cut.From - from);
            kept.Write(cut.By);
            from = cut.To;
        }
        kept.Write(bytes, from, bytes.Length - from);
        return new(kept.ToArray(), outputs, counts, times);
    }
}
