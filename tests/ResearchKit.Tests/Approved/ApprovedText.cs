using Xunit;

namespace ResearchKit.Tests;

/// <summary>Text that is reviewed like code. A file of this folder says what the kit prints, to the character; a difference is either a bug or
/// a change that someone signs by committing the new file.</summary>
/// <remarks>To renew the files: <c>RESEARCHKIT_APPROVE=1 dotnet test</c>, then read the diff.</remarks>
static class ApprovedText
{
    const string Approve = "RESEARCHKIT_APPROVE";

    /// <summary>Holds a text against its approved file. Where they differ, the text is left under <c>artifacts/received</c>.</summary>
    public static void Check(string name, string actual)
    {
        var path = Repository.File("tests", "ResearchKit.Tests", "Approved", name);
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }
        var approved = File.Exists(path) ? File.ReadAllText(path) : "";
        if (approved == actual) return;
        var received = Repository.File("artifacts", "received", name);
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, actual);
        Assert.Fail($"""
            Approved/{name} differs from line {Difference(approved, actual)}
            Compare: diff "{path}" "{received}"
            If the new text is right, approve it: {Approve}=1 dotnet test, and commit the file.
            """);
    }

    static string Difference(string approved, string actual)
    {
        var (before, after) = (approved.Split('\n'), actual.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{line + 1}:\n  approved: {At(before, line)}\n  now:      {At(after, line)}";

        static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(no such line)";
    }
}
