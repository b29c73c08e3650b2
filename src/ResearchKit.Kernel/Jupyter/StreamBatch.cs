using System.Text;

namespace ResearchKit.Kernel;

/// <summary>Gathers what a cell prints, so that a loop of short lines makes few messages. The caller sees to it that one thread uses it at a time.</summary>
/// <param name="publish">Receives name and text of a message.</param>
sealed class StreamBatch(Action<string, string> publish)
{
    /// <summary>In characters; more than this is not held back.</summary>
    const int Full = 1 << 16;

    readonly StringBuilder text = new();
    string name = "";

    /// <returns>True if something waits to be flushed that did not before.</returns>
    public bool Add(string name, string text)
    {
        if (text.Length == 0)
            return false;
        if (name != this.name)
            Flush();
        var began = this.text.Length == 0;
        this.name = name;
        this.text.Append(text);
        if (this.text.Length < Full)
            return began;
        FlushWhole();
        return this.text.Length > 0 && began;
    }

    /// <summary>Publishes everything.</summary>
    public void Flush()
    {
        if (text.Length == 0)
            return;
        publish(name, text.ToString());
        text.Clear();
    }

    /// <summary>Publishes what is whole: half a character at the end waits for the other half, since JSON cannot hold it.</summary>
    public void FlushWhole()
    {
        var half = text.Length > 1 && char.IsHighSurrogate(text[^1]) ? text[^1] : (char?)null;
        if (half is not null)
            text.Length--;
        Flush();
        if (half is { } kept)
            text.Append(kept);
    }
}
