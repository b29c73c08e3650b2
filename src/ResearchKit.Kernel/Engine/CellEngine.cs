using System.Collections.Concurrent;
using System.Diagnostics;

namespace ResearchKit.Kernel;

/// <summary>One C# session: cells run one after another, each seeing what the ones before declared. It knows nothing of reports or
/// protocols: it emits outputs, and a front does with them what it wants. One engine per process, since it takes the console.</summary>
sealed class CellEngine : IDisposable
{
    /// <summary>How often and how long a cell is asked to stop, in milliseconds.</summary>
    const int AskEvery = 50, AskFor = 900;

    readonly string folder;
    readonly ConcurrentDictionary<string, string[]> sources = [];
    readonly ConsoleCapture console;
    readonly ErrorText errors;
    readonly PlotlyScript plotly = new();
    volatile CellScope? latest;

    CellEngine(string folder, Session session)
    {
        this.folder = folder;
        Session = session;
        Hints = new(folder);
        errors = new(sources);
        console = new(() => CellScope.Current ?? latest);
    }

    /// <summary>A session that is ready: its compiler has run once.</summary>
    /// <param name="folder">Where <c>#r</c>, <c>#load</c> and <c>#!import</c> start from; the notebook's folder.</param>
    public static async Task<CellEngine> StartAsync(string folder)
    {
        var full = Path.GetFullPath(folder);
        return new(full, await Session.StartAsync(full));
    }

    /// <summary>What the cells have declared so far.</summary>
    public Session Session { get; private set; }

    /// <summary>What is added to errors of the compiler.</summary>
    public LibraryHints Hints { get; }

    /// <summary>The declared type of a variable and whether it can be assigned; null if no cell declared it.</summary>
    public (Type Type, bool IsReadOnly)? Variable(string name) => Session.Variable(name) is { } v ? (v.Type, v.IsReadOnly) : null;

    /// <summary>A thread threw that a cell started and nobody waits for. The process need not end of it.</summary>
    /// <returns>True if it was the end of a cell that was told to stop, which is no news.</returns>
    public static bool IsEndOfStopped(Exception exception) => exception is CellStoppedException;

    /// <summary>Runs a cell. One that is told to stop does so at its next loop, call of a lambda or wait; what cannot be stopped that way, such
    /// as a long call into a library, goes on until the process ends.</summary>
    /// <param name="request">The cell.</param>
    /// <param name="emit">Receives its outputs on whatever thread; from background work also after the cell has ended.</param>
    /// <param name="cancellation">Tells the cell to stop.</param>
    public Task ExecuteAsync(CellRequest request, Action<CellOutput> emit, CancellationToken cancellation = default)
    {
        plotly.Forget(request);
        return RunAsync(request, Emit, cancellation, run => run.CellAsync());

        void Emit(CellOutput output)
        {
            if (plotly.Before(output, request) is { } script)
                emit(script);
            emit(output);
        }
    }

    /// <summary>Takes the value of an expression and leaves the session as it is.</summary>
    /// <param name="expression">C#, without a semicolon.</param>
    /// <param name="emit">Receives a value or a failure, and what the expression prints.</param>
    /// <param name="cancellation">Tells it to stop.</param>
    public Task EvaluateAsync(string expression, Action<CellOutput> emit, CancellationToken cancellation = default) =>
        RunAsync(new(expression, 0), emit, cancellation, run => run.ExpressionAsync());

    /// <summary>A new session: nothing declared, nothing referenced, and the memory of the old one free to be collected.</summary>
    public async Task ResetAsync()
    {
        var old = Session;
        Session = await Session.StartAsync(folder);
        old.Dispose();
    }

    public void Dispose()
    {
        console.Dispose();
        Session.Dispose();
    }

    async Task RunAsync(CellRequest request, Action<CellOutput> emit, CancellationToken cancellation, Func<CellRun, Task<CellError?>> what)
    {
        var scope = new CellScope(request, emit);
        scope.Enter();
        latest = scope;
        console.Take();
        Interruption.Begin();
        var run = new CellRun(this, folder, sources, errors, scope);
        var running = Task.Run(() => what(run), CancellationToken.None);
        await Task.WhenAny(running, Told(cancellation));
        if (!running.IsCompleted)
            await StopAsync(run, running);
        var error = running.IsCompleted ? await running : Unfinished(run, request);
        if (error is not null)
            emit(new CellFailure(run.IsStopped ? Stopped(error, request) : error));
    }

    static async Task Told(CancellationToken cancellation)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = cancellation.Register(told.SetResult);
        await told.Task;
    }

    static async Task StopAsync(CellRun run, Task running)
    {
        for (var clock = Stopwatch.StartNew(); !running.IsCompleted && clock.ElapsedMilliseconds < AskFor;)
        {
            run.Stop();
            await Task.WhenAny(running, Task.Delay(AskEvery, CancellationToken.None));
            // What only awaits will not go on: there is nothing to wait for.
            if (!run.IsRunning)
                break;
        }
        await Task.WhenAny(running, Task.Delay(AskEvery, CancellationToken.None));
        run.Abandon();
    }

    static CellError Unfinished(CellRun run, CellRequest request) =>
        new(request.Stopped.Name, request.Stopped.Message + (run.IsRunning ? request.Runaway : ""), null, null, []);

    static CellError Stopped(CellError error, CellRequest request) => error with
    {
        Name = request.Stopped.Name,
        Message = error.Name == request.Stopped.Name ? error.Message : request.Stopped.Message,
        Traceback = [error.Name == request.Stopped.Name ? error.Message : request.Stopped.Message, .. error.Traceback.Skip(1)],
    };
}
