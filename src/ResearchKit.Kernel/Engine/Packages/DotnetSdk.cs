using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ResearchKit.Kernel;

/// <summary>The SDK beside the runtime that runs this process.</summary>
/// <param name="Dotnet">The program.</param>
/// <param name="Versions">The SDKs that it has.</param>
sealed record DotnetSdk(string Dotnet, IReadOnlyList<string> Versions)
{
    static readonly string[] Quiet = ["DOTNET_NOLOGO", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "MSBUILDDISABLENODEREUSE"];

    /// <exception cref="InputException">There is a runtime alone.</exception>
    public static DotnetSdk Find()
    {
        // …/shared/Microsoft.NETCore.App/10.0.0/
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var dotnet = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var sdks = Path.Combine(root, "sdk");
        string[] versions = Directory.Exists(sdks) ? [.. Directory.GetDirectories(sdks).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)] : [];
        return versions.Length > 0 && File.Exists(dotnet) ? new(dotnet, versions)
            : throw new InputException($"Packages are brought by the .NET SDK, and {sdks} holds none. Found a runtime alone. Install the .NET {Environment.Version.Major} SDK, or reference a library by its file: #r \"../path/Library.dll\".");
    }

    /// <summary>The identifier of this machine under which packages keep native libraries. A distribution's own build of .NET names itself by
    /// the distribution, which packages do not.</summary>
    public static string RuntimeIdentifier
    {
        get
        {
            var own = RuntimeInformation.RuntimeIdentifier;
            var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx"
                : own.Contains("musl", StringComparison.Ordinal) || own.StartsWith("alpine", StringComparison.Ordinal) ? "linux-musl" : "linux";
            return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>Runs a command of the SDK in a folder and gives what it printed.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Dotnet, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // A kernel that was itself started by a build would hand on that build's settings.
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(inherited);
        foreach (var name in Quiet)
            start.Environment[name] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        return (process.ExitCode, await output + await error);
    }
}
