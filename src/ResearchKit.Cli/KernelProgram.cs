using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ResearchKit.Cli;

/// <summary>The kernel, published for this machine with its code compiled ahead, which halves the time until the first answer.</summary>
/// <param name="Folder">Its files.</param>
/// <param name="Sources">The hash of what it was made of.</param>
/// <param name="IsPrecompiled">Whether the compiler that works ahead was to be had.</param>
sealed record KernelProgram(string Folder, string Sources, bool IsPrecompiled)
{
    public const string FileName = "ResearchKit.Kernel.dll";

    // Everything lies apart from the ordinary build, so that neither disturbs the other.
    static readonly string Workshop = Path.Combine(Home.Root, "artifacts", "install");

    static readonly string Project = Path.Combine(Home.Root, "src", "ResearchKit.Kernel");

    public string Version => AssemblyName.GetAssemblyName(Path.Combine(Folder, FileName)).Version!.ToString(3);

    public string Logos => Path.Combine(Project, "Kernelspec");

    /// <summary>The hash of the sources as they are now.</summary>
    public static string CurrentSources()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<string> files = [.. Directory.GetFiles(Project, "*", SearchOption.AllDirectories), .. new[] { "Directory.Build.props", "Directory.Packages.props", "global.json" }.Select(name => Path.Combine(Home.Root, name))];
        foreach (var file in files.Select(file => (Name: Path.GetRelativePath(Home.Root, file).Replace('\\', '/'), Path: file)).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var content = SHA256.HashData(File.ReadAllBytes(file.Path));
            hash.AppendData(Encoding.UTF8.GetBytes(file.Name + "\0"));
            hash.AppendData(content);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Publishes the kernel, unless that was done and nothing has changed since.</summary>
    /// <param name="say">Receives what takes long.</param>
    /// <exception cref="InputException">It cannot be published, or what it is published into cannot be written.</exception>
    public static KernelProgram Publish(Action<string> say)
    {
        try { return Published(say); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new InputException($"{Workshop}: the kernel cannot be published into it: {e.Message} Expected a folder that you may write, with room for the program.", e); }
    }

    static KernelProgram Published(Action<string> say)
    {
        Directory.CreateDirectory(Workshop);
        using var alone = Lock(Path.Combine(Workshop, "lock"));
        var stamp = Path.Combine(Workshop, "published.txt");
        var program = new KernelProgram(Path.Combine(Workshop, "program"), CurrentSources(), IsPrecompiled: true);
        var made = $"{program.Sources} {Platform} {Environment.Version}";
        if (File.Exists(stamp) && File.ReadAllText(stamp) == made && File.Exists(Path.Combine(program.Folder, FileName))) return program;
        File.Delete(stamp);
        if (Directory.Exists(program.Folder)) Directory.Delete(program.Folder, recursive: true);
        say($"publishing the kernel for {Platform}, compiled ahead (a minute or two)");
        var (code, output) = program.Run(isPrecompiled: true);
        if (code != 0 && output.Contains("crossgen", StringComparison.OrdinalIgnoreCase))
        {
            say("The compiler that works ahead (Microsoft.NETCore.App.Crossgen2) is not to be had; is the machine offline? The kernel is published without, and starts in twice the time. Install again when there is a network.");
            program = program with { IsPrecompiled = false };
            (code, output) = program.Run(isPrecompiled: false);
        }
        if (code != 0) throw new InputException($"The kernel cannot be published:\n{output.Trim()}");
        // What was published without is tried again the next time.
        if (program.IsPrecompiled) File.WriteAllText(stamp, made);
        return program;
    }

    (int Code, string Output) Run(bool isPrecompiled)
    {
        var start = new ProcessStartInfo(Home.Dotnet,
        [
            "publish", Project, "--runtime", Platform, "--self-contained", "false", "--output", Folder, "--nologo", "-verbosity:quiet", "-tl:off", "-nodeReuse:false",
            $"-p:ArtifactsPath={Workshop}", $"-p:PublishReadyToRun={(isPrecompiled ? "true" : "false")}", "-p:UseAppHost=false", "-p:PublishDocumentationFiles=false",
        ])
        { WorkingDirectory = Home.Root, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // A build that started this command must not settle how this one goes.
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(inherited);
        using var process = Process.Start(start) ?? throw new InputException("dotnet publish could not be started.");
        using var told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => process.Kill(entireProcessTree: true));
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>The identifier under which compilers and native libraries for this machine are published. A distribution's own build of .NET
    /// names itself by the distribution.</summary>
    static string Platform
    {
        get
        {
            var own = RuntimeInformation.RuntimeIdentifier;
            var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : own.Contains("musl", StringComparison.Ordinal) || own.StartsWith("alpine", StringComparison.Ordinal) ? "linux-musl" : "linux";
            return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>Waits until no other process publishes.</summary>
    static FileStream Lock(string file)
    {
        while (true)
        {
            try { return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) when (File.Exists(file)) { Thread.Sleep(200); }
        }
    }
}
