using System.Diagnostics;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The kit as a user of Jupyter has it: the kernel installed under the old kernel's name, and a copy of the notebooks beside the
/// kit's data, so that what a front end saves stays out of the repository.</summary>
public sealed class LiveHouse : IDisposable
{
    const string Name = ".net-csharp";

    readonly Lazy<KitResult> installed;

    public LiveHouse()
    {
        foreach (var name in new[] { "data", "seeds", "README.md", "ResearchKit.sln" })
            Directory.CreateSymbolicLink(Path.Combine(Folder, name), Repository.File(name));
        Directory.CreateDirectory(Path.Combine(Folder, "artifacts"));
        Directory.CreateSymbolicLink(Path.Combine(Folder, "artifacts", "kit"), Repository.File("artifacts", "kit"));
        Directory.CreateDirectory(Notebooks);
        foreach (var file in Directory.GetFiles(Repository.File("notebooks"), "*.ipynb"))
            File.Copy(file, Path.Combine(Notebooks, Path.GetFileName(file)));
        installed = new(() => Kit.Run("kernel", "install", "--prefix", Path.Combine(Folder, "prefix"), "--as", Name));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("live-").FullName;

    public string Notebooks => Path.Combine(Folder, "notebooks");

    /// <summary>A program of Debian's Jupyter, which is skipped for if it is not there, with the kernel installed and its settings in this folder.</summary>
    public ProcessStartInfo Start(string package, string program, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(program) && Has(package), $"{program} or its package {package} is not installed.");
        Assert.True(installed.Value.Code == 0, installed.Value.Error);
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Notebooks, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["JUPYTER_PATH"] = Path.Combine(Folder, "prefix", "share", "jupyter");
        foreach (var setting in new[] { "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR" })
            start.Environment[setting] = Path.Combine(Folder, "settings", setting);
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }

    public void Dispose()
    {
        // The kernel of a page that was just closed may still be writing.
        for (var attempt = 0; attempt < 50; attempt++)
        {
            try
            {
                Directory.Delete(Folder, recursive: true);
                return;
            }
            catch (IOException) { Thread.Sleep(100); }
        }
    }

    static bool Has(string package) => Kit.Finish(new("/usr/bin/python3", ["-c", $"import {package}"]) { RedirectStandardOutput = true, RedirectStandardError = true }).Code == 0;
}
