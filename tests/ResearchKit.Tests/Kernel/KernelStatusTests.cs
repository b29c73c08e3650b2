using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KernelStatusTests(JupyterPrefix jupyter) : IClassFixture<JupyterPrefix>
{
    const string Name = "researchkit-csharp";

    string Own => Path.Combine(jupyter.Own, "kernels", Name);

    [Fact]
    public void A_fresh_kernel_starts_and_is_of_the_sources_as_they_are()
    {
        var kernel = Assert.Single(Status(0, "--prefix", jupyter.Folder));
        Assert.Equal((Name, jupyter.Place(Name), "C# (ResearchKit)"), ((string?)kernel["name"], (string?)kernel["folder"], (string?)kernel["displayName"]));
        Assert.Matches(@"^\d+\.\d+\.\d+$", (string?)kernel["version"]);
        Assert.True((bool)kernel["starts"]! && (bool)kernel["current"]!);
        Assert.Null(kernel["hiddenBy"]);
        Assert.Contains($"'C# (ResearchKit)' {kernel["version"]} in {jupyter.Place(Name)}\n  starts", jupyter.Kit("kernel", "status", "--prefix", jupyter.Folder).Done().Output);
    }

    [Fact]
    public void Without_a_kernel_the_answer_is_no()
    {
        Assert.Empty(Status(1));
        Assert.Contains("./kit kernel install", jupyter.Kit("kernel", "status").Output);
    }

    [Fact]
    public void A_kernel_of_older_sources_and_without_its_program_says_both()
    {
        var spec = jupyter.Read(jupyter.Place(Name));
        spec["metadata"]!["researchkit"]!["sources"] = "0";
        spec["argv"]![1] = Path.Combine(Own, "gone.dll");
        jupyter.Write(Own, spec);
        try
        {
            var kernel = Assert.Single(Status(1));
            Assert.False((bool)kernel["starts"]! || (bool)kernel["current"]!);
            Assert.Equal($"{Path.Combine(Own, "gone.dll")} is not there", (string?)kernel["trouble"]);
        }
        finally { Directory.Delete(Own, recursive: true); }
    }

    [Fact]
    public void A_program_that_fails_is_found_out()
    {
        var spec = jupyter.Read(jupyter.Place(Name));
        spec["argv"]![1] = Path.Combine(Own, "broken.dll");
        jupyter.Write(Own, spec);
        File.WriteAllText(Path.Combine(Own, "broken.dll"), "no program");
        try { Assert.Contains("it ends with code", (string?)Assert.Single(Status(1))["trouble"]); }
        finally { Directory.Delete(Own, recursive: true); }
    }

    [Fact]
    public void A_kernel_that_another_of_its_name_hides_says_by_which()
    {
        jupyter.Write(Own, jupyter.Read(jupyter.Place(Name)));
        try
        {
            var kernels = Status(1, "--prefix", jupyter.Folder);
            Assert.Equal([null, jupyter.Place(Name)], kernels.Select(kernel => (string?)kernel["hiddenBy"]));
        }
        finally { Directory.Delete(Own, recursive: true); }
    }

    List<JsonObject> Status(int code, params string[] options)
    {
        var result = jupyter.Kit(["kernel", "status", "--json", .. options]);
        Assert.True(result.Code == code, result.Error + result.Output);
        return [.. Assert.Single(result.JsonLines)["kernels"]!.AsArray().Select(kernel => kernel!.AsObject())];
    }
}
