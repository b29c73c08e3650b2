using System.Diagnostics;

namespace ResearchKit;

/// <summary>Says every step of a write to a registry or a ledger, for who wants to watch: the <see cref="DiagnosticListener"/> <c>ResearchKit.Registry</c>, an event a step, with the path as its payload.</summary>
/// <remarks>In their order: <c>lock.wait, lock.taken</c>; <c>cleanup.start, cleanup.removed</c> for each thing, <c>cleanup.stop</c>; <c>file.start, file.written</c> for each file of a version; <c>version.staged, version.moved</c>;
/// <c>file.start, file.written</c> for the evaluation; <c>chain.start, chain.staged, chain.moved</c> (the commit); <c>head.start, head.moved</c>; <c>lock.released</c>. A subscriber that throws stops the write at that step.</remarks>
static class ChainSteps
{
    static readonly DiagnosticListener Listener = new("ResearchKit.Registry");

    public static void Say(string step, string path)
    {
        if (Listener.IsEnabled()) Listener.Write(step, path);
    }
}
