using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Runs the cells that clients send, one after another, on the thread of the shell.</summary>
/// <param name="engine">Still starting when the first request is there.</param>
/// <param name="postbox">Takes outputs and answers.</param>
/// <param name="sockets">Keeps the time for outputs.</param>
/// <param name="interrupts">May stop a cell.</param>
/// <param name="input">Asks the user.</param>
/// <param name="history">Keeps what was run.</param>
/// <param name="clock">Dates answers.</param>
/// <param name="abortWaiting">Called when a cell has failed, before its answer: those that wait behind it are not to be run, and one that is sent upon the answer is.</param>
sealed class Execution(Task<CellEngine> engine, Postbox postbox, Sockets sockets, Interrupts interrupts, InputRequests input, History history, TimeProvider clock, Action abortWaiting)
{
    int count;
    volatile CellOutputs? latest;

    /// <summary>Runs a cell and answers.</summary>
    /// <exception cref="MessageException">The request is not one.</exception>
    public void Run(Message message)
    {
        var request = ExecuteRequest.Read(message);
        var started = clock.GetUtcNow();
        var isEmpty = string.IsNullOrWhiteSpace(request.Code);
        var number = count + 1;
        if (request.IsStored && !isEmpty)
            count = number;
        if (!request.IsSilent)
            postbox.Publish(message, "execute_input", new() { ["code"] = request.Code, ["execution_count"] = number });
        var outputs = new CellOutputs(message, postbox, sockets, request.IsSilent);
        latest = outputs;
        var expressions = new JsonObject();
        var cancellation = interrupts.Begin();
        try
        {
            if (!isEmpty)
                Run(message, request, number, outputs, cancellation);
            if (outputs.Failure is null)
            {
                foreach (var (name, expression) in request.Expressions)
                    expressions[name] = Evaluate(expression, cancellation);
            }
        }
        finally
        {
            interrupts.End();
        }
        if (request.IsStored && !isEmpty)
            history.Add(number, request.Code, outputs.Value);
        if (outputs.Failure is not null && !request.IsSilent && request.StopsOnError)
            abortWaiting();
        var content = Content(outputs.Failure, count, expressions);
        postbox.Reply(message, content, new() { ["started"] = started.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture), ["status"] = content["status"]!.DeepClone() });
    }

    /// <summary>The answer to a request that is not run, since one before it failed.</summary>
    public void Abort(Message message) => postbox.Reply(message, new() { ["status"] = "aborted" }, new() { ["status"] = "aborted" });

    /// <summary>A cell ends the process: the last word goes to it.</summary>
    public void Abandon()
    {
        const string Said = "The cell ended the process. The kernel is gone: start it again.";
        latest?.Emit(new CellFailure(new("ProcessEnded", Said, null, null, [Said])));
        sockets.WaitForSending();
    }

    /// <summary>A thread that a cell started threw. It is said under that cell, or else the latest.</summary>
    /// <returns>True: the kernel goes on.</returns>
    public bool Lost(Exception exception)
    {
        if (CellScope.Current is { } scope)
            scope.Lost(exception);
        else
            latest?.Emit(new StreamText("stderr", $"A thread threw {exception.GetType().FullName}: {exception.Message}\n"));
        return true;
    }

    void Run(Message message, ExecuteRequest request, int number, CellOutputs outputs, CancellationToken cancellation)
    {
        var isOver = false;
        var cell = new CellRequest(request.Code, number) { CellId = request.CellId, Input = request.AllowsInput ? Ask : null };
        engine.GetAwaiter().GetResult().ExecuteAsync(cell, outputs.Emit, cancellation).GetAwaiter().GetResult();
        Volatile.Write(ref isOver, true);
        outputs.Flush();

        string? Ask(InputPrompt prompt)
        {
            if (Volatile.Read(ref isOver))
                throw new InvalidOperationException("Input can be asked for while the cell runs, and not from what goes on behind it.");
            outputs.Flush();
            try
            {
                return input.Ask(message, prompt, cancellation);
            }
            catch (OperationCanceledException)
            {
                // The engine, told at the same moment, wakes the threads of a cell and says what became of it.
                Thread.Sleep(TimeSpan.FromSeconds(1));
                throw;
            }
        }
    }

    JsonObject Evaluate(string expression, CancellationToken cancellation)
    {
        var result = Failed("NoValue", $"{expression} has no value.");
        engine.GetAwaiter().GetResult().EvaluateAsync(expression, Take, cancellation).GetAwaiter().GetResult();
        return result;

        void Take(CellOutput output)
        {
            var content = output is CellValue or CellFailure ? OutputMessage.Of(output).Content : null;
            if (output is CellFailure)
                result = With("error", content!);
            else if (output is CellValue)
                result = new() { ["status"] = "ok", ["data"] = content!["data"]?.DeepClone(), ["metadata"] = content["metadata"]?.DeepClone() };
        }
    }

    static JsonObject Content(JsonObject? failure, int count, JsonObject expressions)
    {
        var content = failure is null ? new() { ["status"] = "ok" } : With("error", failure);
        content["execution_count"] = count;
        content["user_expressions"] = expressions;
        content["payload"] = new JsonArray();
        return content;
    }

    static JsonObject Failed(string name, string message) => new() { ["status"] = "error", ["ename"] = name, ["evalue"] = message, ["traceback"] = new JsonArray(message) };

    static JsonObject With(string status, JsonObject content)
    {
        var json = content.DeepClone().AsObject();
        json["status"] = status;
        return json;
    }
}
