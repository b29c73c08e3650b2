using System.ComponentModel;
using System.Diagnostics;

namespace ResearchKit.Kernel;

/// <summary>A headless browser that reads one local page and reaches no network.</summary>
/// <param name="program">A Chromium, or one of its kind.</param>
/// <param name="timeout">For a page.</param>
sealed class Chromium(string program, TimeSpan timeout)
{
    /// <summary>A page as it stands once its scripts have run.</summary>
    /// <exception cref="InputException">The browser cannot be started, fails or takes too long.</exception>
    public string Open(string html)
    {
        var folder = Directory.CreateTempSubdirectory("researchkit-").FullName;
        try
        {
            var page = Path.Combine(folder, "page.html");
            File.WriteAllText(page, html);
            var start = new ProcessStartInfo(program,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9", $"--user-data-dir={Path.Combine(folder, "profile")}", "--window-size=840,900",
                "--virtual-time-budget=60000", "--dump-dom", new Uri(page).AbsoluteUri,
            ])
            { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start) ?? throw new InputException($"{program} could not be started.");
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(timeout))
            {
                process.Kill(entireProcessTree: true);
                throw new InputException($"{program} took longer than {timeout.TotalSeconds:0} s to draw the charts. Give it more with --timeout.");
            }
            return process.ExitCode == 0 ? output.Result : throw new InputException($"{program} ended with code {process.ExitCode}: {error.Result}");
        }
        catch (Win32Exception e)
        {
            throw new InputException($"{program} cannot be started: {e.Message}. Expected a Chromium or Chrome.", e);
        }
        finally
        {
            Remove(folder);
        }
    }

    /// <summary>A part of the browser may still be writing into its profile when the browser is gone.</summary>
    static void Remove(string folder)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { Thread.Sleep(50); }
        }
    }
}
