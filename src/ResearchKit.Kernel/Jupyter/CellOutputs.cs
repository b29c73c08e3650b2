using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Publishes what one cell emits, on whatever thread, under the request that ran it: also what comes from its background work
/// when the request is long answered.</summary>
/// <param name="request">What ran the cell.</param>
/// <param name="postbox">Takes the publications.</param>
/// <param name="sockets">Keeps the time for the flushing of printed text.</param>
/// <param name="isSilent">Nothing is published.</param>
sealed class CellOutputs(Message request, Postbox postbox, Sockets sockets, bool isSilent)
{
    readonly Lock gate = new();
    readonly Dictionary<string, DisplayUpdate> updates = [];
    readonly OutputBudget budget = new();
    readonly StreamBatch batch = new((name, text) => postbox.Publish(request, "stream", new() { ["name"] = name, ["text"] = text }));
    bool isTimed;

    /// <summary>Why the cell failed, if it did.</summary>
    public JsonObject? Failure { get; private set; }

    /// <summary>The cell's value as plain text, if it has one.</summary>
    public string? Value { get; private set; }

    public void Emit(CellOutput output)
    {
        lock (gate)
        {
            if (output is CellFailure)
                Failure = OutputMessage.Of(output).Content;
            if (output is CellValue value)
                Value = value.Data.Forms.FirstOrDefault(form => form.Key == MimeBundle.Plain).Value;
            if (isSilent)
                return;
            if (output is StreamText stream)
            {
                Print(stream.Name, stream.Text);
                return;
            }
            if (output is DisplayData && budget.Display() is { IsShown: false } cut)
            {
                Print("stderr", cut.Notice ?? "");
                return;
            }
            if (output is DisplayUpdate update)
            {
                // Of many updates in a moment only the last is seen anyway.
                updates[update.DisplayId] = update;
                FlushLater();
                return;
            }
            batch.Flush();
            PublishUpdates();
            Publish(output);
        }
    }

    /// <summary>Publishes what still waits.</summary>
    public void Flush()
    {
        lock (gate)
        {
            batch.Flush();
            PublishUpdates();
        }
    }

    void PublishUpdates()
    {
        foreach (var update in updates.Values)
            Publish(update);
        updates.Clear();
    }

    void Publish(CellOutput output)
    {
        var message = OutputMessage.Of(output);
        postbox.Publish(request, message.Type, message.Content);
    }

    void Print(string name, string text)
    {
        var shown = budget.Print(text);
        if (shown.Length == 0)
            return;
        batch.Add(name, shown);
        FlushLater();
    }

    void FlushLater()
    {
        if (isTimed)
            return;
        isTimed = true;
        sockets.PostLater(() =>
        {
            lock (gate)
            {
                isTimed = false;
                batch.FlushWhole();
                PublishUpdates();
            }
        });
    }
}
