using System.Diagnostics;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What is compiled ahead in a build, with a stand-in for the compiler: it writes down what it is given, and cannot compile what is named <c>foreign.dll</c>.</summary>
public sealed class PrecompiledTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public PrecompiledTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for the compiler is a shell script.");
        var compiler = folder.Put("packages/microsoft.netcore.app.crossgen2.any/1.0.0/tools/crossgen2", $"#!/usr/bin/env bash\nbasename \"$1\" >>'{folder["compiled"]}'\nprintf '%s\\n' \"${{@:3}}\" >\"${{2#-o:}}.asked\"\n[[ $1 != *foreign.dll ]] || exit 1\necho \"compiled $(<\"$1\")\" >\"${{2#-o:}}\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(compiler, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        folder.Put("build.proj", $"""
            <Project DefaultTargets="_CopyFilesMarkedCopyLocal">
              <PropertyGroup>
                <IntermediateOutputPath>obj/</IntermediateOutputPath>
                <NuGetPackageRoot>{folder["packages"]}/</NuGetPackageRoot>
                <NETCoreSdkPortableRuntimeIdentifier>any</NETCoreSdkPortableRuntimeIdentifier>
                <BundledNETCoreAppPackageVersion>1.0.0</BundledNETCoreAppPackageVersion>
                <NetCoreRoot>{folder["dotnet"]}/</NetCoreRoot>
              </PropertyGroup>
              <ItemGroup>
                <ReferenceCopyLocalPaths Include="words/$(Words)/words.dll;foreign.dll" />
                <IntermediateAssembly Include="ResearchKit.Cli.dll" />
              </ItemGroup>
              <Import Project="{Repository.File("src", "ResearchKit.Cli", "Precompiled", "Precompiled.targets")}" />
              <Target Name="_CopyFilesMarkedCopyLocal"><Copy SourceFiles="@(ReferenceCopyLocalPaths)" DestinationFolder="out" /></Target>
            </Project>
            """);
        // Packages keep the times that their makers gave to what is in them.
        foreach (var (name, month) in new[] { ("words/1.0.0/words.dll", 1), ("words/2.0.0/words.dll", 2), ("foreign.dll", 1), ("ResearchKit.Cli.dll", 3) })
            File.SetLastWriteTimeUtc(folder.Put(name, name), new(2026, month, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_package_of_another_version_takes_the_place_of_the_one_before_however_old_its_files_are()
    {
        Build("1.0.0");
        Assert.Equal("compiled words/1.0.0/words.dll\n", File.ReadAllText(folder["out/words.dll"]));
        Build("2.0.0");
        Assert.Equal("compiled words/2.0.0/words.dll\n", File.ReadAllText(folder["out/words.dll"]));
    }

    [Fact]
    public void A_second_build_compiles_nothing_again_and_tries_nothing_again_that_cannot_be_compiled()
    {
        Build("1.0.0");
        Assert.Equal(["ResearchKit.Cli.dll", "foreign.dll", "words.dll"], File.ReadAllLines(folder["compiled"]).Order(StringComparer.Ordinal));
        Assert.Equal("foreign.dll", File.ReadAllText(folder["out/foreign.dll"]));
        Build("1.0.0");
        Assert.Equal(3, File.ReadAllLines(folder["compiled"]).Length);
    }

    [Fact]
    public void What_the_framework_makes_of_an_assemblys_own_types_is_compiled_into_what_every_start_runs()
    {
        Build("1.0.0");
        // Never of all modules: a place that holds code of another may load it, and nothing of learning is loaded until it is asked for.
        Assert.Equal(["--non-local-generics-module:ResearchKit.Cli", .. new[] { "System.Private.CoreLib", "System.Collections", "System.Collections.Concurrent", "System.Collections.Immutable", "System.Linq", "System.Memory", "System.Text.Json" }.Select(name => $"--opt-cross-module:{name}")], Asked("ResearchKit.Cli")[..^1]);
        Assert.Empty(Asked("words")[..^1]);

        string[] Asked(string name) => File.ReadAllLines(Assert.Single(Directory.GetFiles(folder.Path, $"{name}.dll*.asked", SearchOption.AllDirectories)));
    }

    void Build(string version) => Kit.Finish(new ProcessStartInfo("dotnet", ["msbuild", "build.proj", "-nologo", $"-p:Words={version}"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true }).Done();
}
