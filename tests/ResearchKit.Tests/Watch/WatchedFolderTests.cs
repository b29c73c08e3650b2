using System.Text;
using Xunit;

namespace ResearchKit.Tests;

public sealed class WatchedFolderTests : IDisposable
{
    readonly ArticleFolder folder = new();

    static string Line(string id) => $"{{\"id\":\"{id}\",\"text\":\"Gains at {id}.\"}}";

    void Append(string name, string text)
    {
        using var file = new FileStream(folder[name], FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    WatchedFolder Source(bool onlyNew = false) => new(folder.Path, new(), onlyNew);

    [Fact]
    public async Task A_file_is_read_as_it_grows_and_a_line_waits_until_it_is_whole()
    {
        var arrivals = new Arrivals();
        folder.Put("a.jsonl", Line("a1") + "\n" + Line("a2")[..10]);
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => Source().Run(arrivals, stop.Token));
        await Wait.For(() => arrivals.Taken.Count == 1);
        Append("a.jsonl", Line("a2")[10..20]);
        await Task.Delay(200);
        Assert.Equal(["a1"], arrivals.Ids);
        Append("a.jsonl", Line("a2")[20..] + "\nnot json\n" + Line("a3"));
        await Wait.For(() => arrivals.Taken.Count == 3);
        Append("a.jsonl", "\n" + Line("a4") + "\n");
        folder.Put("b.jsonl", Line("b1"));
        await Wait.For(() => arrivals.Taken.Count == 5);
        await stop.CancelAsync();
        await running;
        Assert.Equal(["a1", "a2", "a3", "a4", "b1"], arrivals.Ids.Order(StringComparer.Ordinal));
        Assert.Matches(@"^rejected: .*a\.jsonl\(3\): is not valid JSON", Assert.Single(arrivals.Said));
    }

    [Fact]
    public async Task A_restart_goes_on_where_it_was()
    {
        folder.Put("a.jsonl", Line("a1") + "\n" + Line("a2") + "\n");
        folder.Put("note.txt", "Gains in a note.");
        var first = new Arrivals();
        await first.Until(Source(), () => first.Taken.Count == 3);
        Append("a.jsonl", Line("a3") + "\n");
        var second = new Arrivals { Positions = first.Positions, IsFirstStart = false };
        await second.Until(Source(), () => second.Taken.Count == 1, () => folder.Put("b.jsonl", ""));
        Assert.Equal(["a3"], second.Ids);
    }

    [Fact]
    public async Task A_file_that_was_cut_or_replaced_is_read_anew()
    {
        folder.Put("a.jsonl", Line("a1") + "\n" + Line("a2") + "\n");
        var first = new Arrivals();
        await first.Until(Source(), () => first.Taken.Count == 2);
        folder.Put("a.jsonl", Line("z1") + "\n");
        var cut = new Arrivals { Positions = first.Positions };
        await cut.Until(Source(), () => cut.Taken.Count == 1);
        folder.Put("a.jsonl", Line("y1") + "\n" + Line("y2") + "\n" + Line("y3") + "\n");
        var replaced = new Arrivals { Positions = cut.Positions };
        await replaced.Until(Source(), () => replaced.Taken.Count == 3);
        Assert.Equal(["z1", "y1", "y2", "y3"], [.. cut.Ids, .. replaced.Ids]);
    }

    [Fact]
    public async Task Texts_and_tables_are_read_as_a_whole_once_they_stop_growing()
    {
        var arrivals = new Arrivals();
        folder.Put("in/t.csv", "id,text\nc1,Gains in one.\nc2,\"Gains\nin two.\"\n,no id\n");
        await arrivals.Until(Source(), () => arrivals.Taken.Count == 3 && !arrivals.Said.IsEmpty, () =>
        {
            folder.Put("note.txt", "Gains");
            Thread.Sleep(30);
            Append("note.txt", " in the end.");
        });
        Assert.Equal("Gains in the end.", arrivals.Taken.Single(arrival => arrival.Article.Id == "note").Article.Text);
        Assert.Equal(["c1", "c2", "note"], arrivals.Ids.Order(StringComparer.Ordinal));
        Assert.EndsWith("t.csv(5): id is missing. Every article needs an id.", Assert.Single(arrivals.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lies_there_may_be_passed_over_once()
    {
        folder.Put("a.jsonl", Line("old") + "\n");
        folder.Put("old.txt", "Gains of old.");
        var first = new Arrivals();
        await first.Until(Source(onlyNew: true), () => first.Taken.Count == 1, () =>
        {
            Thread.Sleep(300);
            Append("a.jsonl", Line("new") + "\n");
        });
        Assert.Equal(["new"], first.Ids);
        Append("a.jsonl", Line("meanwhile") + "\n");
        var second = new Arrivals { Positions = first.Positions, IsFirstStart = false };
        await second.Until(Source(onlyNew: true), () => second.Taken.Count == 1);
        Assert.Equal(["meanwhile"], second.Ids);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_yet_is_said_and_waited_for()
    {
        var arrivals = new Arrivals();
        await arrivals.Until(new WatchedFolder(folder["later"], new()), () => arrivals.Taken.Count == 1, () =>
        {
            Wait.For(() => !arrivals.Said.IsEmpty).GetAwaiter().GetResult();
            folder.Put("later/a.jsonl", Line("a") + "\n");
        });
        Assert.EndsWith("there is no such folder yet; it is looked for every second", Assert.Single(arrivals.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_hands_over_each_line_as_it_comes()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        using var end = new System.IO.Pipes.AnonymousPipeClientStream(pipe.GetClientHandleAsString());
        var arrivals = new Arrivals();
        var running = new StandardInput(end, new()).Run(arrivals, CancellationToken.None);
        pipe.Write(Encoding.UTF8.GetBytes(Line("p1") + "\n" + Line("p2")[..5]));
        await Wait.For(() => arrivals.Taken.Count == 1);
        pipe.Write(Encoding.UTF8.GetBytes(Line("p2")[5..] + "\n[]\n"));
        await Wait.For(() => arrivals.Taken.Count == 2);
        pipe.Dispose();
        await running.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("rejected: stdin(3): the line is an array. Expected a JSON object.", Assert.Single(arrivals.Said));
    }

    public void Dispose() => folder.Dispose();
}
