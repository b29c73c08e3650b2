using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KernelInstallTests(JupyterPrefix jupyter) : IClassFixture<JupyterPrefix>
{
    const string Name = "researchkit-csharp", OldName = ".net-csharp";

    string Installed => jupyter.Place(Name);

    string Program => (string)jupyter.Read(Installed)["argv"]![1]!;

    [Fact]
    public void Jupyter_is_told_how_to_start_the_program_that_lies_with_it()
    {
        var spec = jupyter.Read(Installed);
        Assert.Equal([Path.Combine(Installed, "program", "ResearchKit.Kernel.dll"), "jupyter", "{connection_file}"], spec["argv"]!.AsArray().Skip(1).Select(word => (string?)word));
        Assert.True(File.Exists((string?)spec["argv"]![0]));
        Assert.Equal(("C# (ResearchKit)", "C#", "message"), ((string?)spec["display_name"], (string?)spec["language"], (string?)spec["interrupt_mode"]));
        Assert.All(new[] { "logo-32x32.png", "logo-64x64.png", "logo-svg.svg" }, logo => Assert.InRange(new FileInfo(Path.Combine(Installed, logo)).Length, 1, 5_000));
    }

    [Fact]
    public void An_install_leaves_nothing_beside_the_kernel() => Assert.Equal(["kernels"], Directory.GetFileSystemEntries(jupyter.Data).Select(Path.GetFileName));

    [Fact]
    public void The_installed_program_runs_a_notebook_and_makes_its_report()
    {
        using var notes = new KernelProcess();
        notes.WriteNotebook("notes.ipynb", KernelProcess.Code("new[] { 1, 2, 3 }.Sum(x => 2 * x)"));
        var (notebook, executed, report) = (Path.Combine(notes.Folder, "notes.ipynb"), Path.Combine(notes.Folder, "done.ipynb"), Path.Combine(notes.Folder, "report.html"));
        Assert.Equal(0, jupyter.Run("dotnet", [Program, "execute", notebook, "--out", executed]).Code);
        Assert.Contains("\"12\"", File.ReadAllText(executed));
        Assert.Equal(0, jupyter.Run("dotnet", [Program, "report", executed, "--out", report]).Code);
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(Program)!, "plotly.min.js")));
    }

    [Fact]
    public void The_installed_program_stands_alone() => Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(Program)!, "*.dll").Select(Path.GetFileNameWithoutExtension),
        name => (name!.StartsWith("ResearchKit", StringComparison.Ordinal) && name != "ResearchKit.Kernel") || name.StartsWith("Microsoft.ML", StringComparison.Ordinal) || name.StartsWith("Plotly", StringComparison.Ordinal));

    [Theory]
    [InlineData("ResearchKit.Kernel.dll")]
    [InlineData("Microsoft.CodeAnalysis.CSharp.dll")]
    public void The_code_is_compiled_ahead_where_the_kernel_says_so(string library)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(Path.GetDirectoryName(Program)!, library)));
        Assert.Equal((string?)jupyter.Read(Installed)["metadata"]!["researchkit"]!["precompiled"] == "yes", file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0);
    }

    [Fact]
    public void What_was_published_is_not_published_again() // the error stream would say so
    {
        Assert.Contains("is installed in", jupyter.Kit("kernel", "install", "--prefix", jupyter.Folder, "--as", "second").Done().Output);
        Assert.Contains("is replaced in", jupyter.Kit("kernel", "install", "--prefix", jupyter.Folder, "--as", "second").Done().Output);
        jupyter.Kit("kernel", "uninstall", "--prefix", jupyter.Folder, "--as", "second").Done();
        Assert.False(Directory.Exists(jupyter.Place("second")));
    }

    [Fact]
    public void Without_a_prefix_a_kernel_is_the_users_own()
    {
        jupyter.Kit("kernel", "install").Done();
        Assert.True(File.Exists(Path.Combine(jupyter.Own, "kernels", Name, "kernel.json")));
        jupyter.Kit("kernel", "uninstall").Done();
        Assert.True(Directory.Exists(Installed)); // the other one
    }

    [Fact]
    public void A_kernel_of_another_maker_is_only_replaced_by_force_and_never_removed()
    {
        var place = jupyter.Place(OldName);
        jupyter.Write(place, new() { ["argv"] = new JsonArray("dotnet-interactive", "jupyter", "{connection_file}"), ["display_name"] = ".NET (C#)", ["language"] = "C#" });
        var before = File.ReadAllText(Path.Combine(place, "kernel.json"));
        var refused = jupyter.Kit("kernel", "install", "--prefix", jupyter.Folder, "--as", OldName).Refused();
        Assert.Contains($"{place}: is another kernel, '.NET (C#)', which starts dotnet-interactive jupyter", refused);
        Assert.Contains("--force", refused);
        Assert.Contains("not the kit's to remove", jupyter.Kit("kernel", "uninstall", "--prefix", jupyter.Folder, "--as", OldName).Refused());
        Assert.Equal(before, File.ReadAllText(Path.Combine(place, "kernel.json")));

        jupyter.Kit("kernel", "install", "--prefix", jupyter.Folder, "--as", OldName, "--force").Done();
        Assert.Equal(".NET (C#)", (string?)jupyter.Read(place)["display_name"]);
        Assert.Equal(Path.Combine(place, "program", "ResearchKit.Kernel.dll"), (string?)jupyter.Read(place)["argv"]![1]);
        jupyter.Kit("kernel", "uninstall", "--prefix", jupyter.Folder, "--as", OldName).Done();
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("[]")]
    [InlineData("{\"metadata\": {}, \"metadata\": {\"researchkit\": {}, \"researchkit\": {}}}")]
    [InlineData("{\"argv\": 5, \"metadata\": \"researchkit\"}")]
    public void A_kernel_that_cannot_be_read_is_not_ours(string content)
    {
        var place = jupyter.Place("broken");
        Directory.CreateDirectory(place);
        File.WriteAllText(Path.Combine(place, "kernel.json"), content);
        Assert.Contains("is another kernel", jupyter.Kit("kernel", "install", "--prefix", jupyter.Folder, "--as", "broken").Refused());
        Assert.DoesNotContain("broken", jupyter.Kit("kernel", "status", "--prefix", jupyter.Folder).Done().Output);
        Directory.Delete(place, recursive: true);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a b")]
    public void A_name_that_Jupyter_would_not_find_is_refused(string name) =>
        Assert.Contains("is no name for a kernel", jupyter.Kit("kernel", "install", "--prefix", jupyter.Folder, "--as", name).Refused());

    [Fact]
    public void Where_a_kernel_cannot_be_written_nothing_is_left()
    {
        var prefix = Directory.CreateDirectory(Path.Combine(jupyter.Folder, "full")).FullName;
        Directory.CreateDirectory(Path.Combine(prefix, "share", "jupyter"));
        var file = Path.Combine(prefix, "share", "jupyter", "kernels");
        File.WriteAllText(file, "a file where a folder should be");
        Assert.Contains("cannot be written", jupyter.Kit("kernel", "install", "--prefix", prefix).Refused());
        Assert.Equal([file], Directory.GetFileSystemEntries(Path.Combine(prefix, "share", "jupyter")));
        Assert.Contains("is a file", jupyter.Kit("kernel", "install", "--prefix", file).Refused());
    }

    [Fact]
    public void A_prefix_without_a_name_is_refused() => Assert.Contains("--prefix is empty", jupyter.Kit("kernel", "install", "--prefix", "").Refused());

    [Fact]
    public void There_may_be_nothing_to_remove()
    {
        var result = jupyter.Kit("kernel", "uninstall", "--prefix", jupyter.Folder, "--as", "never");
        Assert.Equal(1, result.Code);
        Assert.Contains("never: no such kernel in", result.Output);
    }
}
