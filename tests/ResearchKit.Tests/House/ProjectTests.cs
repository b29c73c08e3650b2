using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The arrows between projects, and what their output folders hold.</summary>
public sealed class ProjectTests
{
    /// <summary>Each project, what it references, and after which others it is built without loading them.</summary>
    static readonly Dictionary<string, (string[] References, string[] BuiltAfter)> Arrows = new()
    {
        ["ResearchKit.Text"] = ([], []),
        ["ResearchKit"] = (["ResearchKit.Text"], []),
        ["ResearchKit.Archives"] = (["ResearchKit", "ResearchKit.Text"], []),
        ["ResearchKit.Evaluation"] = (["ResearchKit", "ResearchKit.Text"], []),
        ["ResearchKit.Signals"] = (["ResearchKit", "ResearchKit.Evaluation", "ResearchKit.Text"], []),
        ["ResearchKit.Watch"] = (["ResearchKit", "ResearchKit.Signals", "ResearchKit.Text"], []),
        ["ResearchKit.Promotion"] = (["ResearchKit", "ResearchKit.Evaluation", "ResearchKit.Text"], []),
        ["ResearchKit.Learning"] = (["ResearchKit", "ResearchKit.Evaluation", "ResearchKit.Promotion", "ResearchKit.Text"], []),
        ["ResearchKit.Notebooks"] = (["ResearchKit", "ResearchKit.Archives", "ResearchKit.Evaluation", "ResearchKit.Learning", "ResearchKit.Promotion", "ResearchKit.Signals", "ResearchKit.Text", "ResearchKit.Watch"], []),
        ["ResearchKit.Kernel"] = ([], []),
        ["ResearchKit.Cli"] = (["ResearchKit", "ResearchKit.Archives", "ResearchKit.Evaluation", "ResearchKit.Learning", "ResearchKit.Promotion", "ResearchKit.Signals", "ResearchKit.Text", "ResearchKit.Watch"], ["ResearchKit.Kernel", "ResearchKit.Notebooks"]),
    };

    [Fact]
    public void Projects_reference_each_other_as_the_house_says()
    {
        var projects = Directory.GetDirectories(Repository.File("src")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), projects);
        foreach (var (project, (references, builtAfter)) in Arrows)
        {
            var found = XDocument.Load(Repository.File("src", project, $"{project}.csproj")).Descendants("ProjectReference")
                .ToLookup(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false", reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
            Assert.Equal(references, found[true].Order(StringComparer.Ordinal));
            Assert.Equal(builtAfter, found[false].Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Assemblies_reference_each_other_as_the_projects_do()
    {
        Assert.Empty(Kit(typeof(ScannedText)));
        Assert.Equal(["ResearchKit.Text"], Kit(typeof(Article)));
        Assert.Equal(["ResearchKit", "ResearchKit.Text"], Kit(typeof(Archive)));
        Assert.Equal(["ResearchKit", "ResearchKit.Text"], Kit(typeof(Evaluation)));
        Assert.Equal(["ResearchKit", "ResearchKit.Evaluation", "ResearchKit.Text"], Kit(typeof(SentimentIndex)));
        Assert.Equal(["ResearchKit", "ResearchKit.Signals", "ResearchKit.Text"], Kit(typeof(Watcher)));
        Assert.Equal(["ResearchKit", "ResearchKit.Evaluation", "ResearchKit.Text"], Kit(typeof(LexiconDraft)));
        Assert.Equal(["ResearchKit", "ResearchKit.Evaluation", "ResearchKit.Promotion", "ResearchKit.Text"], Kit(typeof(Learn)));
        Assert.Equal(["ResearchKit", "ResearchKit.Evaluation", "ResearchKit.Learning", "ResearchKit.Promotion", "ResearchKit.Signals", "ResearchKit.Text", "ResearchKit.Watch"], Kit(typeof(Plot)));
        Assert.DoesNotContain(typeof(Article).Assembly.GetReferencedAssemblies(), name => !name.Name!.StartsWith("System.", StringComparison.Ordinal) && name.Name is not ("CsvHelper" or "ResearchKit.Text"));

        static IEnumerable<string> Kit(Type type) => type.Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("ResearchKit", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void What_lies_below_the_core_shows_nothing_that_a_user_could_name() => Assert.Empty(typeof(ScannedText).Assembly.GetExportedTypes());

    [Fact]
    public void The_core_depends_on_one_package()
    {
        var packages = XDocument.Load(Repository.File("src", "ResearchKit", "ResearchKit.csproj")).Descendants("PackageReference").Select(package => (string)package.Attribute("Include")!);
        Assert.Equal(["CsvHelper"], packages);
        Assert.Empty(XDocument.Load(Repository.File("src", "ResearchKit.Text", "ResearchKit.Text.csproj")).Descendants("PackageReference"));
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = File.ReadAllText(Repository.File("ResearchKit.sln")).Replace('\\', '/');
        Assert.All(Git.Tracked.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)), project => Assert.Contains($"\"{project}\"", solution));
    }

    [Fact]
    public void There_is_one_build_configuration() => Assert.DoesNotContain("Debug", File.ReadAllText(Repository.File("ResearchKit.sln")));

    [Fact]
    public void The_flat_folder_holds_what_a_notebook_names()
    {
        foreach (var name in new[] { "ResearchKit.dll", "ResearchKit.Text.dll", "ResearchKit.Evaluation.dll", "ResearchKit.Signals.dll", "ResearchKit.Watch.dll", "ResearchKit.Promotion.dll", "ResearchKit.Learning.dll", "ResearchKit.Archives.dll", "DuckDB.NET.Data.dll", "Microsoft.ML.OnnxRuntime.dll", "Microsoft.ML.Tokenizers.dll", "ResearchKit.Notebooks.dll", "Plotly.NET.dll", "Plotly.NET.CSharp.dll", "Microsoft.Data.Analysis.dll", "CsvHelper.dll", "Microsoft.ML.StandardTrainers.dll", "Microsoft.ML.LightGbm.dll", "Microsoft.Extensions.AI.Abstractions.dll", "Microsoft.Extensions.AI.OpenAI.dll", "OpenAI.dll" })
            Assert.Contains(name, Libraries("kit"));
        Assert.DoesNotContain(Libraries("kit"), name => name.StartsWith("ResearchKit.Cli", StringComparison.Ordinal) || name.StartsWith("ResearchKit.Kernel", StringComparison.Ordinal));
    }

    [Fact]
    public void The_native_library_of_ONNX_Runtime_lies_there_for_this_machine_alone() => Assert.All(["cli", "kit"], folder =>
    {
        var found = Directory.GetFiles(Repository.File("artifacts", folder), "*onnxruntime*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is not (".xml" or ".pdb") && Path.GetFileName(file) != "Microsoft.ML.OnnxRuntime.dll").Select(file => Path.GetRelativePath(Repository.File("artifacts", folder), file)).Order(StringComparer.Ordinal);
        Assert.Equal(OperatingSystem.IsWindows() ? ["onnxruntime.dll", "onnxruntime_providers_shared.dll"] : OperatingSystem.IsMacOS() ? ["libonnxruntime.dylib"] : ["libonnxruntime.so", "libonnxruntime_providers_shared.so"], found);
    });

    [Fact]
    public void The_native_library_of_LightGBM_lies_there_for_this_machine_alone() => Assert.All(["cli", "kit"], folder => Assert.Equal(
        OperatingSystem.IsWindows() ? ["lib_lightgbm.dll"] : OperatingSystem.IsMacOS() ? ["lib_lightgbm.dylib"] : ["lib_lightgbm.so"],
        Directory.GetFiles(Repository.File("artifacts", folder), "*lightgbm*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.File("artifacts", folder), file)).Where(file => !file.StartsWith("Microsoft.ML", StringComparison.Ordinal))));

    [Fact]
    public void The_command_line_loads_neither_notebooks_nor_kernel()
    {
        Assert.Equal(["ResearchKit.Archives.dll", "ResearchKit.Cli.dll", "ResearchKit.Evaluation.dll", "ResearchKit.Learning.dll", "ResearchKit.Promotion.dll", "ResearchKit.Signals.dll", "ResearchKit.Text.dll", "ResearchKit.Watch.dll", "ResearchKit.dll"], Libraries("cli").Where(name => name.StartsWith("ResearchKit", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFiles(Repository.File("artifacts", "cli"), "ResearchKit.Kernel*"));
    }

    [Fact]
    public void What_the_command_line_loads_is_compiled_ahead()
    {
        Assert.SkipUnless(File.Exists(Repository.File("artifacts", "obj", "ResearchKit.Cli", "release", "precompiled", "arguments.rsp")), "The compiler that works ahead was not to be had when this was built.");
        Assert.All(Directory.GetFiles(Repository.File("artifacts", "cli"), "*.dll"), file =>
        {
            using var library = new PEReader(File.OpenRead(file));
            Assert.True(library.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, file);
        });
    }

    [Fact]
    public void The_kernel_lies_without_anything_that_a_notebook_names() => Assert.DoesNotContain(Libraries("kernel"), name =>
        name != "ResearchKit.Kernel.dll" && new[] { "ResearchKit", "Microsoft.Data.Analysis", "Microsoft.ML", "Plotly", "CsvHelper" }.Any(start => name.StartsWith(start, StringComparison.Ordinal)));

    static List<string> Libraries(string folder) => [.. Directory.GetFiles(Repository.File("artifacts", folder), "*.dll", SearchOption.AllDirectories).Select(file => Path.GetFileName(file))];
}
