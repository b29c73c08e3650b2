using Xunit;

namespace ResearchKit.Tests;

public sealed class KernelFolderTests
{
    [Fact]
    public void The_kernel_stands_alone()
    {
        var names = Directory.GetFiles(Path.Combine(Repository.Root, "artifacts", "kernel"), "*.dll").Select(Path.GetFileNameWithoutExtension).ToList();
        Assert.Contains("ResearchKit.Kernel", names);
        Assert.DoesNotContain(names, n => n != "ResearchKit.Kernel" && n!.StartsWith("ResearchKit", StringComparison.Ordinal));
        Assert.DoesNotContain(names, n => n!.StartsWith("Microsoft.Data.Analysis", StringComparison.Ordinal)
            || n.StartsWith("Microsoft.ML", StringComparison.Ordinal) || n.StartsWith("Plotly", StringComparison.Ordinal));
    }

    [Fact]
    public void Plotly_lies_beside_it_wrapped_against_module_loaders()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "artifacts", "kernel", "plotly.min.js"));
        Assert.StartsWith("(function(define,module,exports){", script);
        Assert.DoesNotContain("</script", script, StringComparison.OrdinalIgnoreCase);
    }
}
