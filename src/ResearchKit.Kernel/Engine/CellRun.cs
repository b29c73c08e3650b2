using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;

namespace ResearchKit.Kernel;

/// <summary>One cell on its way through the engine.</summary>
/// <param name="engine">Whose session it goes on from.</param>
/// <param name="folder">Where files that it names lie.</param>
/// <param name="sources">The lines of everything run so far, by file name, for errors.</param>
/// <param name="errors">Words them.</param>
/// <param name="scope">The cell.</param>
sealed class CellRun(CellEngine engine, string folder, ConcurrentDictionary<string, string[]> sources, ErrorText errors, CellScope scope)
{
    readonly CellThreads threads = new(scope.Lost);
    readonly CancellationTokenSource stopping = new();
    readonly Stack<string> importing = [];
    readonly Stopwatch running = new();
    readonly Lock gate = new();
    bool abandoned;

    /// <summary>The cell was told to stop.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>A thread runs its code just now.</summary>
    public bool IsRunning => threads.IsRunning;

    public Task<CellError?> CellAsync() => TextAsync(scope.Request.Code, Path.Combine(folder, FormattableString.Invariant($"In [{scope.Request.Count}]")));

    public async Task<CellError?> ExpressionAsync()
    {
        const string File = "expression";
        if (Nesting.IsTooDeep(scope.Request.Code))
            return errors.From(new CellSource.Trouble("TooDeep", Nesting.Message, 1), File);
        var submission = engine.Session.Compile(scope.Request.Code, File);
        if (submission.Fails)
            return errors.From(submission.Diagnostics, File);
        if (!submission.HasValue)
            return errors.From(new CellSource.Trouble("NoValue", $"{Terminal.Line(scope.Request.Code, 80)} has no value.", 1), File);
        var state = await threads.RunAsync(scope, () => engine.Session.RunAsync(submission));
        if (state.Exception is { } exception)
            return errors.From(exception, File);
        scope.Emit(new CellValue(await FormatAsync(state.ReturnValue), scope.Request.Count));
        return null;
    }

    public void Stop()
    {
        IsStopped = true;
        _ = stopping.CancelAsync();
        scope.Stop();
        threads.Stop();
    }

    /// <summary>The cell is not waited for: whatever becomes of it, the session stays as it was.</summary>
    public void Abandon()
    {
        lock (gate)
            abandoned = true;
    }

    async Task<CellError?> TextAsync(string text, string file)
    {
        var source = CellSource.Read(text);
        sources[file] = text.ReplaceLineEndings("\n").Split('\n');
        var clock = Stopwatch.StartNew();
        var ran = running.Elapsed;
        var error = source.Problem is { } problem ? errors.From(problem, file) : null;
        foreach (var step in error is null ? source.Steps : [])
        {
            error = step.Magic == Magic.CSharp ? await CodeAsync(step, file) : await MagicAsync(step, file);
            if (error is not null)
                break;
        }
        if (source.Timed)
            scope.Emit(new StreamText("stdout", Times(running.Elapsed - ran, clock.Elapsed)));
        return error;
    }

    static string Times(TimeSpan code, TimeSpan all) =>
        FormattableString.Invariant($"Wall time: {code.TotalMilliseconds:0.#} ms, and {(all - code).TotalMilliseconds:0.#} ms to compile and load\n");

    async Task<CellError?> CodeAsync(CellSource.Step step, string file)
    {
        var session = engine.Session;
        try
        {
            if (await session.InstallAsync(step, stopping.Token) is { Count: > 0 } packages)
                scope.Emit(new StreamText("stdout", $"Packages: {string.Join(", ", packages.Select(p => $"{p.Id} {p.Version}"))}\n"));
        }
        catch (InputException e)
        {
            return errors.From(new CellSource.Trouble("PackageError", e.Message, step.Packages[0].Line), file);
        }
        catch (OperationCanceledException) when (IsStopped)
        {
            return errors.From(new CellSource.Trouble(scope.Request.Stopped.Name, scope.Request.Stopped.Message, step.Packages[0].Line), file);
        }
        if (session.Load(step) is { } trouble)
            return errors.From(trouble, file);
        var submission = session.Compile(step.Text, file);
        if (submission.Fails)
            return engine.Hints.Add(errors.From(submission.Diagnostics, file), submission);
        running.Start();
        var state = await threads.RunAsync(scope, () => session.RunAsync(submission));
        running.Stop();
        lock (gate)
        {
            if (!abandoned)
                session.Adopt(state);
        }
        if (state.Exception is { } exception)
            return errors.From(exception, file);
        if (submission.HasValue && state.ReturnValue is not DisplayedValue)
            scope.Emit(new CellValue(await FormatAsync(state.ReturnValue), scope.Request.Count));
        return null;
    }

    /// <summary>A formatter is the user's code as well, and may never end.</summary>
    Task<MimeBundle> FormatAsync(object? value) => threads.RunAsync(scope, () => Task.FromResult(ValueFormatter.Format(value)));

    async Task<CellError?> MagicAsync(CellSource.Step step, string file)
    {
        try
        {
            if (step.Magic == Magic.Import)
                return await ImportAsync(step.Text);
            if (step.Magic == Magic.Set)
                return await CodeAsync(new(Magic.CSharp, new string('\n', step.Line - 1) + SetMagic.Code(step.Text, engine.Session), step.Line), file);
            if (step.Magic == Magic.Reset)
                await ResetAsync(file);
            else if (step.Magic == Magic.Who || step.Magic == Magic.Whos)
                scope.Emit(WhoMagic.Show(engine.Session.Variables));
            else if (step.Magic == Magic.List)
                scope.Emit(new StreamText("stdout", string.Concat(Magic.Known.Select(m => $"{m,-18} {m.Says}\n"))));
            else
                scope.Emit(new DisplayData(MimeBundle.Of(step.Magic == Magic.Html ? MimeBundle.Html : "text/markdown", step.Text), Guid.NewGuid().ToString("n")));
            return null;
        }
        catch (InputException e)
        {
            return errors.From(new CellSource.Trouble("MagicFailed", e.Message, step.Line), file);
        }
    }

    async Task ResetAsync(string file)
    {
        await engine.ResetAsync();
        foreach (var name in sources.Keys.Where(name => name != file))
            sources.TryRemove(name, out _);
    }

    async Task<CellError?> ImportAsync(string name)
    {
        var path = Path.GetFullPath(Path.Combine(importing.Count > 0 ? Path.GetDirectoryName(importing.Peek())! : folder, name.Trim('"', '\'')));
        if (importing.Contains(path))
            throw new InputException($"#!import {name}: {Path.GetFileName(path)} imports itself.");
        importing.Push(path);
        foreach (var (text, file) in ImportMagic.Read(path))
        {
            if (await TextAsync(text, file) is { } error)
                return error;
        }
        importing.Pop();
        return null;
    }
}
