using System.Diagnostics;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What of a watched folder is opened, and when it is another file.</summary>
public sealed class FolderFilesTests : IDisposable
{
    readonly ArticleFolder folder = new(), elsewhere = new();

    static string Line(string id) => $"{{\"id\":\"{id}\",\"text\":\"Gains at {id}.\"}}\n";

    WatchedFolder Source() => new(folder.Path, new());

    [Fact]
    public async Task A_pipe_in_the_folder_is_said_and_holds_up_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        Kit.Finish(new ProcessStartInfo("mkfifo", [folder["a.jsonl"]]) { RedirectStandardOutput = true, RedirectStandardError = true }).Done();
        folder.Put("b.jsonl", Line("b"));
        folder.Put("empty.txt", "");
        var arrivals = new Arrivals();
        await arrivals.Until(Source(), () => arrivals.Taken.Count == 1);
        Assert.EndsWith("a.jsonl: is a pipe or a device, and is not read. Expected an ordinary file; of a pipe --stdin reads", Assert.Single(arrivals.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_out_of_the_folder_is_said_and_not_followed_and_one_inside_is()
    {
        var outside = elsewhere.Put("private/secret.jsonl", Line("secret"));
        File.CreateSymbolicLink(folder["a.jsonl"], outside);
        Directory.CreateSymbolicLink(folder["linked"], elsewhere["private"]);
        File.CreateSymbolicLink(folder["z.jsonl"], folder.Put("in/b.jsonl", Line("b")));
        var arrivals = new Arrivals();
        await arrivals.Until(Source(), () => arrivals.Taken.Count == 2);
        Assert.Equal(["b", "b"], arrivals.Ids);
        Assert.Equal(["a.jsonl", "linked/secret.jsonl"], arrivals.Said.Select(line => line[(folder.Path.Length + 1)..line.IndexOf(": leads out of the folder, and is not read.", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_a_link_itself_is_watched()
    {
        folder.Put("a.jsonl", Line("a"));
        Directory.CreateSymbolicLink(elsewhere["link"], folder.Path);
        var arrivals = new Arrivals();
        await arrivals.Until(new WatchedFolder(elsewhere["link"], new()), () => arrivals.Taken.Count == 1);
        Assert.Empty(arrivals.Said);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task A_file_that_is_replaced_by_one_of_the_same_length_is_read_anew(int same)
    {
        // With so many lines the same before it, more than its beginning has to be looked at.
        var before = string.Concat(Enumerable.Range(0, same).Select(i => Line($"s{i:00}")));
        folder.Put("a.jsonl", before + Line("a1"));
        var first = new Arrivals();
        await first.Until(Source(), () => first.Ids.Contains("z1"), () =>
        {
            Wait.For(() => first.Taken.Count == same + 1).GetAwaiter().GetResult();
            Thread.Sleep(50);
            folder.Put("a.jsonl", before + Line("z1"));
        });
        // While nobody watched too.
        folder.Put("a.jsonl", before + Line("y1"));
        var second = new Arrivals { Positions = first.Positions, IsFirstStart = false };
        await second.Until(Source(), () => second.Ids.Contains("y1"));
        Assert.Equal(same + 1, second.Taken.Count);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_once_is_tried_again()
    {
        using var held = new FileStream(folder.Put("note.txt", "Gains in a note."), FileMode.Open, FileAccess.Read, FileShare.None);
        var arrivals = new Arrivals();
        await arrivals.Until(Source(), () => arrivals.Taken.Count == 1, () =>
        {
            Wait.For(() => !arrivals.Said.IsEmpty).GetAwaiter().GetResult();
            held.Dispose();
        });
        Assert.Contains("note.txt: the file cannot be read: ", Assert.Single(arrivals.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_with_a_nul_byte_is_rejected_by_its_number_and_those_after_it_are_read()
    {
        folder.Put("a.jsonl", Line("a1") + "{\"id\":\"\0\"}\n" + Line("a2"));
        var arrivals = new Arrivals();
        await arrivals.Until(Source(), () => arrivals.Taken.Count == 2);
        Assert.Matches(@"a\.jsonl\(2\): holds a NUL byte at byte offset \d+: this is a binary file or UTF-16\. Expected UTF-8 text\.$", Assert.Single(arrivals.Said));
        var piped = new Arrivals();
        await new StandardInput(new MemoryStream(Encoding.UTF8.GetBytes(Line("p1") + "\0\n" + Line("p2"))), new()).Run(piped, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(["p1", "p2"], piped.Ids);
        Assert.StartsWith("rejected: stdin(2): holds a NUL byte", Assert.Single(piped.Said), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        folder.Dispose();
        elsewhere.Dispose();
    }
}
