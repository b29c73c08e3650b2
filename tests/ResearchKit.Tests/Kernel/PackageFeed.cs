using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace ResearchKit.Tests;

/// <summary>A folder of small packages, and notebooks beside it whose nuget.config knows that folder alone: no network, and nothing of the
/// user's own caches is touched. The library inside is one that the kernel does not have.</summary>
public sealed class PackageFeed : IDisposable
{
    public PackageFeed()
    {
        foreach (var version in new[] { "1.0.0", "1.1.0", "2.0.0-beta" }) Pack("Probe.Csv", version, "", typeof(CsvHelper.CsvReader).Assembly.Location);
        Pack("Probe.Alone", "1.0.0", "", typeof(CsvHelper.CsvReader).Assembly.Location);
        Pack("Probe.Needs", "1.0.0", "<dependency id=\"Probe.Csv\" version=\"1.1.0\" />", null);
        File.WriteAllText(Path.Combine(Folder, "nuget.config"), """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="probes" value="feed" /></packageSources>
            </configuration>
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("packages-").FullName;

    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>Where packages are unpacked to.</summary>
    public string Unpacked => Path.Combine(Folder, "packages");

    /// <summary>Runs a notebook in a folder below the settings; a failing cell does not end it.</summary>
    public Executed Execute(string name, params string[] cells)
    {
        var notes = Directory.CreateDirectory(Path.Combine(Folder, "notebooks")).FullName;
        var (file, target) = (Path.Combine(notes, $"{name}.ipynb"), Path.Combine(Folder, "done", $"{name}.ipynb"));
        File.WriteAllText(file, new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select(cell => KernelProcess.Code(cell, "raises-exception"))]),
            ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        }.ToJsonString());
        var start = new ProcessStartInfo("dotnet", [Repository.File("artifacts", "kernel", "ResearchKit.Kernel.dll"), "execute", file, "--out", target]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(Folder, "cache");
        var result = Kit.Finish(start);
        return new(result.Code, result.Error, File.Exists(target) ? JsonNode.Parse(File.ReadAllText(target))!.AsObject() : null);
    }

    /// <summary>A package is an archive: a description, and libraries by the framework that they are for.</summary>
    void Pack(string id, string version, string dependencies, string? library)
    {
        Directory.CreateDirectory(Feed);
        using var package = ZipFile.Open(Path.Combine(Feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var text = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open()))
            text.Write($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                  <id>{id}</id><version>{version}</version><authors>tests</authors><description>For tests.</description>
                  <dependencies><group targetFramework="net8.0">{dependencies}</group></dependencies>
                </metadata></package>
                """);
        package.CreateEntryFromFile(library ?? typeof(PackageFeed).Assembly.Location, library is null ? "content/none.txt" : $"lib/net8.0/{Path.GetFileName(library)}");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
