using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>A browser without a network, if the machine has one.</summary>
static partial class Browser
{
    public static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin")
        .SelectMany(folder => new[] { "chromium", "google-chrome" }.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    public static void Require() => Assert.SkipWhen(Program is null, "Neither chromium nor google-chrome is installed.");

    /// <summary>The page as it stands once its scripts have run.</summary>
    public static string Open(string file)
    {
        Require();
        var profile = Directory.CreateTempSubdirectory("browser-").FullName;
        try
        {
            var start = new ProcessStartInfo(Program!,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9", $"--user-data-dir={profile}", "--window-size=1200,900",
                "--virtual-time-budget=10000", "--dump-dom", new Uri(file).AbsoluteUri,
            ])
            { RedirectStandardOutput = true, RedirectStandardError = true };
            var page = Kit.Finish(start);
            Assert.True(page is { Code: 0, Output.Length: > 0 }, page.Error);
            return page.Output;
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    /// <summary>The page without what stands inside scripts and styles.</summary>
    public static string WithoutScripts(string page) => Scripts().Replace(page, "");

    [GeneratedRegex("<(script|style)\\b[^>]*>.*?</\\1>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Scripts();
}
