using Xunit;

namespace ResearchKit.Tests;

/// <summary>NuGet packages that a cell names, as <c>#r "nuget: …"</c> and <c>#i "nuget: …"</c>.</summary>
public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    const string Probe = "typeof(CsvHelper.CsvReader).Assembly.GetName().Name";

    [Fact]
    public void A_package_is_there_for_the_cell_that_names_it_and_those_behind()
    {
        var run = feed.Execute("use", $"#r \"nuget: Probe.Csv, 1.0.0\"\n{Probe}", Probe, $"#r \"nuget:probe.csv\" // again\n{Probe}");
        Assert.All([0, 1, 2], cell => Assert.Equal("CsvHelper", run.Plain(cell)));
        Assert.Equal("Packages: Probe.Csv 1.0.0\n", run.Stream(0, "stdout"));
        Assert.Equal("", run.Stream(2, "stdout"));
    }

    [Fact]
    public void Without_a_version_the_newest_stable_one_is_taken() =>
        Assert.Equal("Packages: Probe.Csv 1.1.0\n", feed.Execute("newest", "#r \"nuget: Probe.Csv\"").Stream(0, "stdout"));

    [Fact]
    public void A_package_brings_along_what_it_needs()
    {
        var run = feed.Execute("needs", $"#r \"nuget: Probe.Needs, 1.*\"\n{Probe}", "#r \"nuget: Probe.Needs, 1.*\"");
        Assert.Equal("CsvHelper", run.Plain(0));
        Assert.Equal("Packages: Probe.Csv 1.1.0, Probe.Needs 1.0.0\n", run.Stream(0, "stdout"));
        Assert.Empty(run.Outputs(1)); // the same words again are no other version
    }

    [Fact]
    public void What_cannot_be_had_says_where_it_was_looked_for_and_leaves_the_session_as_it_was()
    {
        var run = feed.Execute("errors",
            "var x = 1;\n#r \"nuget: Probe.Nowhere\"", "#r \"nuget: Probe.Csv, 0.9.0\"", "#r \"nuget: Probe.Csv, [7.0,)\"",
            $"#r \"nuget: Probe.Csv, 1.0.0\"\n{Probe}", "#r \"nuget: Probe.Csv, 1.1.0\"", "#r \"nuget: Probe.Needs\"", Probe);
        Assert.Contains("In [1], line 2: Package 'Probe.Nowhere' was not found. Asked: " + feed.Feed, run.Traceback(0));
        Assert.Contains("Package 'Probe.Csv' was not found in version 0.9.0. Found 1.0.0 as the nearest one above.", run.Traceback(1));
        Assert.Contains("Found 3 version(s) in probes", run.Traceback(2));
        Assert.Equal("CsvHelper", run.Plain(3));
        Assert.Contains("Package 'Probe.Csv' is asked for as 1.0.0 and as 1.1.0. Expected one version in a session", run.Traceback(4));
        Assert.Contains("The packages do not go together: ", run.Traceback(5));
        Assert.Equal("CsvHelper", run.Plain(6));
    }

    [Fact]
    public void A_mistaken_line_says_what_is_expected_and_runs_nothing()
    {
        (string Line, string Says)[] mistakes =
        [
            ("#r \"nuget: ../evil, 1.0.0\"", "The package name '../evil' is not one of NuGet's."),
            ("#r \"nuget: Probe.Csv, $(HOME)\"", "The version '$(HOME)' of package Probe.Csv is not one of NuGet's."),
            ("#r \"nuget: \"", "no package is named. Expected #r \"nuget: MathNet.Numerics, 5.0.0\""),
            ("#r \"nuget: Probe.Csv,\"", "no version stands behind the comma"),
            ("#r nuget: Probe.Csv", "one pair of straight double quotes"),
            ("#i \"./feed\"", "a source of packages begins with nuget:"),
            ("#i \"nuget: http://localhost/feed\"", "Expected an address that begins with https://"),
            ("#i \"nuget: ./nowhere\"\n#r \"nuget: Probe.Csv\"", "does not exist. Expected an address that begins with https://, or a folder"),
        ];
        var run = feed.Execute("mistakes", [.. mistakes.Select(mistake => $"Console.Write(\"ran\");\n{mistake.Line}")]);
        Assert.All(mistakes.Index(), mistake =>
        {
            Assert.Contains(mistake.Item.Says, run.Traceback(mistake.Index));
            Assert.Contains("line 2", run.Traceback(mistake.Index));
            Assert.Equal("", run.Stream(mistake.Index, "stdout"));
        });
    }

    [Fact]
    public void A_source_may_be_a_folder_beside_the_notebook()
    {
        // Every character here means something to the build language or to XML.
        var other = Directory.CreateDirectory(Path.Combine(feed.Folder, "notebooks", "a(b) $(HOME) @(x) %41 & 'feed'")).FullName;
        File.Move(Path.Combine(feed.Feed, "Probe.Alone.1.0.0.nupkg"), Path.Combine(other, "Probe.Alone.1.0.0.nupkg"));
        var run = feed.Execute("source", $"#i \"nuget: ./a(b) $(HOME) @(x) %41 & 'feed'\"\n#r \"nuget: Probe.Alone, 1.0.0\"\n{Probe}");
        Assert.Equal("CsvHelper", run.Plain(0));
    }

    [Fact]
    public void What_was_had_before_needs_no_source_and_what_is_gone_is_fetched_anew()
    {
        var cell = $"#r \"nuget: Probe.Csv, 1.1.*\"\n{Probe}";
        var away = feed.Feed + "-away";
        feed.Execute("again", cell);
        Directory.Move(feed.Feed, away);
        try { Assert.Equal("CsvHelper", feed.Execute("again", cell).Plain(0)); }
        finally { Directory.Move(away, feed.Feed); }
        Directory.Delete(feed.Unpacked, recursive: true);
        Assert.Equal("CsvHelper", feed.Execute("again", cell).Plain(0));
    }

    [Fact]
    public async Task Two_notebooks_may_ask_for_the_same_at_once()
    {
        var cell = $"#r \"nuget: Probe.Csv, 1.0.*\"\n{Probe}";
        var runs = await Task.WhenAll(new[] { "left", "right" }.Select(name => Task.Run(() => feed.Execute(name, cell))));
        Assert.All(runs, run => Assert.Equal("CsvHelper", run.Plain(0)));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(feed.Folder, "cache", "researchkit", "packages"), "*.tmp"));
    }
}
