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

    public void Add(string name, string text)
    {
        if (name != this.name)
            Flush();
        this.name = name;
        this.text.Append(text);
        if (this.text.Length >= Full)
            FlushWhole();
    }

    /// <summary>Publishes everything.</summary>
    public void Flush()
    {
        if (text.Length == 0)
            return;
        publish(name, text.ToString());
        text.Clear();
    }

    /// <summary>Publishes what is whole: half a character at the end waits for its other half, since JSON cannot hold it.</summary>
    public void FlushWhole()
    {
        if (text.Length == 0)
            return;
        var last = text[^1];
        if (char.IsHighSurrogate(last))
            text.Length--;
        Flush();
        if (char.IsHighSurrogate(last))
            text.Append(last);
    }
}
