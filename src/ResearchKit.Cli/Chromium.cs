namespace ResearchKit.Cli;

/// <summary>Finds the browser that draws charts as pictures: the one that RESEARCHKIT_CHROMIUM names, or one on the PATH, or where it is usually installed.</summary>
static class Chromium
{
    const string Variable = "RESEARCHKIT_CHROMIUM";

    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    static readonly string[] Usual =
    [
        "/usr/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <exception cref="InputException">There is none.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new InputException($"{Variable} is '{Untrusted.Show(named, 200)}', and there is no such file. Expected the program of a Chromium or Chrome.");
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(folder => folder.Length > 0)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name + ending))).Concat(Usual).FirstOrDefault(File.Exists)
            ?? throw new InputException($"--static needs a Chromium or Chrome to draw the charts, and none was found on the PATH. Install one, or name it in {Variable}; without --static the run needs none.");
    }
}
