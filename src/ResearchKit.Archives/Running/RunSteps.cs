using System.Diagnostics;

namespace ResearchKit;

/// <summary>The steps of keeping what is scored, said as they are taken, so that a test can stop a run between any two.</summary>
static class RunSteps
{
    static readonly DiagnosticListener Source = new("ResearchKit.Archives");

    public static void Say(string step, string path)
    {
        if (Source.IsEnabled()) Source.Write(step, path);
    }
}
