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
    readonly StreamBudget budget = new();
    readonly StreamBatch batch = new((name, text) => postbox.Publish(request, "stream", new() { ["name"] = name, ["text"] = text }));
    int displays;

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
            if (output is DisplayData && ++displays > ExecutedCell.DisplayLimit)
            {
                if (displays == ExecutedCell.DisplayLimit + 1)
                    Print("stderr", ExecutedCell.DisplayNotice);
                return;
            }
            batch.Flush();
            var message = OutputMessage.Of(output);
            postbox.Publish(request, message.Type, message.Content);
        }
    }

    /// <summary>Publishes the printed text that still waits.</summary>
    public void Flush()
    {
        lock (gate)
            batch.Flush();
    }

    void Print(string name, string text)
    {
        if (batch.Add(name, budget.Take(text)))
            sockets.PostLater(FlushWhole);
    }

    void FlushWhole()
    {
        lock (gate)
            batch.FlushWhole();
    }
}
