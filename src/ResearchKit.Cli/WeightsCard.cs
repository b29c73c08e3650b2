namespace ResearchKit.Cli;

/// <summary>The card that lies beside weights: <c>README.md</c> with a head between lines of dashes, as Hugging Face writes it, or a file LICENSE.</summary>
static class WeightsCard
{
    /// <summary>A head longer than this is none.</summary>
    const int LongestHead = 500;

    static readonly string[] LicenceFiles = ["LICENSE", "LICENSE.txt", "LICENSE.md"];

    /// <summary>What the folder says of its licence; null when it says nothing. Whoever made the folder wrote it: it is shown, and not believed.</summary>
    public static string? LicenceIn(string folder)
    {
        var readme = Path.Combine(folder, "README.md");
        if (File.Exists(readme))
        {
            var lines = File.ReadLines(readme).Take(LongestHead).ToList();
            if (lines.Count > 0 && lines[0].Trim() == "---" && lines.FindIndex(1, line => line.Trim() == "---") is > 0 and var end
                && lines[1..end].FirstOrDefault(line => line.StartsWith("license:", StringComparison.Ordinal)) is { } said)
                return $"{Untrusted.Show(said["license:".Length..].Trim().Trim('"', '\''))} (README.md)";
        }
        return LicenceFiles.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } file && File.ReadLines(file).FirstOrDefault(line => line.Trim().Length > 0) is { } first
            ? $"{Untrusted.Show(first.Trim())} ({Path.GetFileName(file)})" : null;
    }
}
