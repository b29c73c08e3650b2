using System.Xml.Linq;

namespace ResearchKit.Kernel;

/// <summary>A project that has nothing but packages: what it restores is what a notebook gets.</summary>
static class PackageProject
{
    /// <summary>The project's text. Names and sources are escaped twice, for the build language and for XML.</summary>
    /// <param name="wanted">The packages.</param>
    /// <param name="sources">Sources beside those that nuget.config names.</param>
    /// <param name="folder">Where looking for nuget.config begins.</param>
    public static string Text(IEnumerable<PackageReference> wanted, IEnumerable<string> sources, string folder) => new XElement("Project",
        new XElement("PropertyGroup",
            // The cache lies in a home folder; what somebody keeps there for own builds is not meant for notebooks.
            new XElement("ImportDirectoryBuildProps", "false"), new XElement("ImportDirectoryBuildTargets", "false"), new XElement("ImportDirectoryPackagesProps", "false"),
            new XElement("ManagePackageVersionsCentrally", "false"),
            new XElement("TargetFramework", $"net{Environment.Version.Major}.{Environment.Version.Minor}"),
            new XElement("RuntimeIdentifier", DotnetSdk.RuntimeIdentifier),
            new XElement("SelfContained", "false"), new XElement("UseAppHost", "false"), new XElement("EnableDefaultItems", "false"),
            // Neither asked for nor shown: it would go to the network although every package is there.
            new XElement("NuGetAudit", "false"),
            new XElement("RestoreRootConfigDirectory", Escaped(folder)),
            new XElement("RestoreAdditionalProjectSources", string.Join(';', sources.Select(Escaped)))),
        new XElement("Import", new XAttribute("Project", "Sdk.props"), new XAttribute("Sdk", "Microsoft.NET.Sdk")),
        new XElement("ItemGroup", wanted.Select(p => new XElement("PackageReference",
            new XAttribute("Include", Escaped(p.Id)), new XAttribute("Version", Escaped(p.Version ?? "*"))))),
        new XElement("Import", new XAttribute("Project", "Sdk.targets"), new XAttribute("Sdk", "Microsoft.NET.Sdk"))).ToString();

    /// <summary>Text that the build language takes as it stands: no properties, no lists, no wildcards.</summary>
    static string Escaped(string text) => string.Concat(text.Select(c => "%$@'();*?".Contains(c) ? FormattableString.Invariant($"%{(int)c:X2}") : c.ToString()));
}
