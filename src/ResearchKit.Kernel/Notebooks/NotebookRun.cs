using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Runs a notebook from top to bottom, as its author would press the keys, and keeps every output.</summary>
/// <param name="notebook">What to run.</param>
/// <param name="timeout">For each cell.</param>
/// <param name="progress">Receives a line before each cell.</param>
sealed class NotebookRun(Notebook notebook, TimeSpan timeout, Action<string> progress)
{
    const string TimeoutError = "TimeoutError";

    ImmutableList<ExecutedCell> cells = []; // read by whatever thread of a cell emits something
    ExecutedCell? current;
    int count;

    /// <summary>Runs until the end or the first failure. Null if all went well, else the message for the user.</summary>
    /// <exception cref="InputException">A parameter's value does not fit its type.</exception>
    public async Task<string?> ExecuteAsync(Parameters parameters)
    {
        Language.Require(notebook);
        Environment.CurrentDirectory = notebook.Folder;
        using var engine = await CellEngine.StartAsync(notebook.Folder);
        string? failure = null;
        foreach (var cell in notebook.Cells)
        {
            if (parameters.Values.Count > 0 && cell.Tags.Contains(Parameters.InjectedTag))
                continue;
            failure ??= await RunAsync(engine, cell);
            if (failure is not null && cells.LastOrDefault()?.Cell != cell)
                cells = cells.Add(new(cell));
            if (failure is null && cell == parameters.Declaring)
                failure = await RunAsync(engine, Injected(cell, parameters.Code(engine)));
        }
        return failure;
    }

    /// <summary>Writes the notebook with its outputs, those of a failed run as well.</summary>
    public void Write(string path)
    {
        var taken = notebook.Cells.Select(c => Lines.From(c.Json["id"])).OfType<string>().ToHashSet();
        var seen = new HashSet<string>();
        var cells = new JsonArray();
        foreach (var cell in this.cells)
            cells.Add((JsonNode)cell.ToJson(Id(cell.Cell, taken, seen)));
        var metadata = (JsonObject)notebook.Metadata.DeepClone();
        metadata["kernelspec"] ??= new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" };
        var json = new JsonObject { ["cells"] = cells, ["metadata"] = metadata, ["nbformat"] = 4, ["nbformat_minor"] = 5 };
        AtomicFile.Write(path, stream =>
        {
            using var writer = new System.Text.Json.Utf8JsonWriter(stream, new()
            {
                Indented = true,
                IndentSize = 1,
                NewLine = "\n",
                MaxDepth = 512,
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            });
            json.WriteTo(writer);
            writer.Flush();
            stream.WriteByte((byte)'\n');
        });
    }

    async Task<string?> RunAsync(CellEngine engine, Cell cell)
    {
        var executed = new ExecutedCell(cell);
        cells = cells.Add(executed);
        if (!cell.IsCode || cell.Source.Trim().Length == 0)
            return null;
        executed.Count = ++count;
        current = executed;
        progress($"[{cell.Number}/{notebook.Cells.Count}] In [{count}]: {Terminal.Line(cell.FirstLine, 90)}");
        using var cancellation = new CancellationTokenSource(timeout);
        var request = new CellRequest(cell.Source, count)
        {
            CellId = FormattableString.Invariant($"cell {cell.Number}"),
            Stopped = (TimeoutError, FormattableString.Invariant($"The cell ran longer than the limit of {timeout.TotalSeconds:0.###} s.")),
            Runaway = "",
        };
        await engine.ExecuteAsync(request, output => Emit(executed, output), cancellation.Token);
        current = null;
        var expected = cell.Raises && executed.Error?.Name != TimeoutError;
        return executed.Error is { } error && !expected ? Message(executed, error) : null;
    }

    /// <summary>The message for a process that ends while a cell runs, which the cell itself has brought about; null if none is running.</summary>
    /// <param name="exception">What a thread of the cell threw, or null if the cell ended the process.</param>
    public string? Abandon(Exception? exception)
    {
        if (current is not { } cell)
            return null;
        current = null;
        var message = exception is null ? "The cell ended the process." : $"A thread that the notebook started threw {exception.GetType().FullName}: {exception.Message}";
        var error = new CellError(exception is null ? "ProcessEnded" : "UnhandledException", message, null, null, [message]);
        cell.Add(new CellFailure(error));
        return Message(cell, error);
    }

    string Message(ExecutedCell cell, CellError error)
    {
        var line = error.Line is { } n ? FormattableString.Invariant($", line {n}") : "";
        var origin = error.Origin is { } place ? $" (at {Terminal.Line(place, 200)})" : "";
        return $"{notebook.Path}: cell {cell.Cell.Number} (In [{cell.Count}]){line}: {error.Name}: {Terminal.Line(error.Message, 500)}{origin}";
    }

    /// <summary>A value on display is replaced wherever it was shown.</summary>
    void Emit(ExecutedCell executed, CellOutput output)
    {
        if (output is DisplayUpdate)
            _ = cells.Any(c => c.Add(output));
        else
            executed.Add(output);
    }

    static Cell Injected(Cell after, string code) => new(after.Number, "code", code, [Parameters.InjectedTag], new JsonObject
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["id"] = Parameters.InjectedTag,
        ["metadata"] = new JsonObject { ["tags"] = new JsonArray(Parameters.InjectedTag) },
        ["outputs"] = new JsonArray(),
        ["source"] = Lines.ToJson(code),
    });

    static string Id(Cell cell, HashSet<string> taken, HashSet<string> seen)
    {
        if (Lines.From(cell.Json["id"]) is { Length: > 0 and <= 64 } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && seen.Add(id))
            return id;
        id = $"cell-{cell.Number}";
        while (taken.Contains(id) || !seen.Add(id))
            id += "-x";
        return id;
    }
}
