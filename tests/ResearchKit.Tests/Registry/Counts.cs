using Xunit;

namespace ResearchKit.Tests;

/// <summary>What a test counted, in its own output and as a file below artifacts/counts: a run that prints no output of tests that pass can show it.</summary>
static class Counts
{
    public static void Print(this ITestOutputHelper output, string name, string line)
    {
        output.WriteLine(line);
        Write(name, line);
    }

    public static void Write(string name, string line)
    {
        Directory.CreateDirectory(Repository.File("artifacts", "counts"));
        File.WriteAllText(Repository.File("artifacts", "counts", $"{name}.txt"), $"{line}\n");
    }
}
