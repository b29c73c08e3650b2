using System.Diagnostics;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

public class CorpusReadTests
{
    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void Order_is_by_file_name_then_by_row_in_every_culture() => ArticleFolder.UnderCulture("da-DK", () =>
    {
        using var folder = new ArticleFolder();
        folder.Put("aa.txt", "x");
        folder.Put("b/c.jsonl", "{\"id\":\"2\",\"text\":\"x\"}\n{\"id\":\"1\",\"text\":\"x\"}\n");
        folder.Put("b.CSV", "id,text\n9,x\n8,x\n");
        folder.Put("Z.txt", "x");
        Assert.Equal(["Z", "aa", "9", "8", "2", "1"], folder.Read().Select(article => article.Id));
    });

    [Fact]
    public void A_path_is_kept_as_it_was_given()
    {
        using var folder = new ArticleFolder();
        folder.Put("b/c.txt", "x");
        Assert.Equal(folder.Path + "/b/c.txt", Assert.Single(Corpus.Read(folder.Path)).Path);
        Assert.Equal(folder.Path + "/b/c.txt", Assert.Single(Corpus.Read(folder.Path + "/")).Path);
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Path);
        Assert.Equal(relative + "/b/c.txt", Assert.Single(Corpus.Read(relative)).Path);
        Assert.Equal(relative + "/b/c.txt", Assert.Single(Corpus.Read(relative + "/b/c.txt")).Path);
    }

    [Fact]
    public void Readmes_other_endings_and_hidden_files_are_passed_over()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.txt", "x");
        foreach (var name in new[] { "README.md", "b.pdf", "c", ".d.txt", ".e/f.txt", "g.txt~" }) folder.Put(name, "x");
        Assert.Equal("a", Assert.Single(folder.Read()).Id);
    }

    [Fact]
    public void Links_are_followed_once_and_loops_are_no_trap()
    {
        using var folder = new ArticleFolder();
        using var elsewhere = new ArticleFolder();
        folder.Put("sub/a.txt", "x");
        elsewhere.Put("b.txt", "y");
        Directory.CreateSymbolicLink(folder["sub/up"], folder.Path);
        Directory.CreateSymbolicLink(folder["sub/self"], ".");
        Directory.CreateSymbolicLink(folder["linked"], elsewhere.Path);
        Directory.CreateSymbolicLink(elsewhere["back"], folder["linked"]);
        File.CreateSymbolicLink(folder["c.txt"], elsewhere["b.txt"]);
        Assert.Equal(["c", "linked/b", "sub/a"], folder.Read().Select(article => article.Id));
    }

    [Fact]
    public void Text_files_of_one_name_in_two_folders_are_two_articles()
    {
        using var folder = new ArticleFolder();
        folder.Put("2025/x.txt", "one");
        folder.Put("2026/x.txt", "two");
        folder.Put("2026/rows.jsonl", "{\"id\":\"x\",\"text\":\"three\"}\n");
        Assert.Equal(["2025/x", "x", "2026/x"], folder.Read().Select(article => article.Id));
        Assert.Equal("x", Assert.Single(Corpus.Read(folder["2025/x.txt"])).Id);
        Assert.Equal("x", Assert.Single(Corpus.Read(folder["2025"])).Id);
    }

    [Fact]
    public void A_second_article_with_an_id_is_rejected_and_names_the_first()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", "{\"id\":\"x\",\"text\":\"x\"}\n{\"id\":\"x\",\"text\":\"y\"}\n");
        var corpus = folder.Read(o => o with { MaxLoss = 0.5 });
        Assert.Equal("x", corpus["x"].Text);
        Assert.Equal($"{folder.Path}/a.jsonl(2): id 'x' is taken by {folder.Path}/a.jsonl(1). Expected ids that differ.", Assert.Single(corpus.Rejected).ToString());
    }

    [Fact]
    public void Too_much_loss_shows_five_rejections_and_how_to_allow_it() => ArticleFolder.UnderCulture("da-DK", () =>
    {
        using var folder = new ArticleFolder();
        var path = folder.Put("a.jsonl", string.Concat(Enumerable.Range(1, 90).Select(i => i > 6 ? $"{{\"id\":{i},\"text\":\"x\"}}\n" : "[]\n")));
        var lines = Assert.Throws<InputException>(() => Corpus.Read(path)).Message.Split('\n');
        Assert.Equal($"{path}: 6 of 90 rows were rejected, more than MaxLoss 0.05 allows:", lines[0]);
        Assert.Equal($"  {path}(5): the line is an array. Expected a JSON object.", lines[5]);
        Assert.Equal("  and 1 more", lines[6]);
        // 6 / 90 = 0.0666…, so 0.07 is enough.
        Assert.Equal("Mend them, or allow the loss: --max-loss 0.07 on the command line, o => o with { MaxLoss = 0.07 } in code.", lines[7]);
        Assert.Equal(84, Corpus.Read(path, o => o with { MaxLoss = 0.07 }).Count);
    });

    [Fact]
    public void A_file_that_cannot_be_read_counts_as_one_row()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.txt", "x");
        folder.Put("b.csv", "title\nx\n");
        var corpus = folder.Read(o => o with { MaxLoss = 0.5 });
        Assert.Equal(1 / 2.0, corpus.Loss);
        Assert.Single(corpus.Rejected);
    }

    [Fact]
    public void Half_a_file_is_not_used_and_its_rows_count_as_lost()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.csv", "id,text\n1,x\n2,y\n3,\"open\n4,z\n");
        folder.Put("b.jsonl", "{\"id\":1,\"text\":\"z\"}\n");
        var corpus = folder.Read(o => o with { MaxLoss = 0.75 });
        Assert.Equal("z", corpus["1"].Text);
        Assert.Equal(4, Assert.Single(corpus.Rejected).Line);
        // Rows 1 and 2 and the row that never ends, of four.
        Assert.Equal((2 + 1) / 4.0, corpus.Loss);
    }

    [Fact]
    public void What_cannot_be_read_at_all_is_refused_plainly()
    {
        using var folder = new ArticleFolder();
        Assert.Equal("nope does not exist. Expected a folder, or a file ending in .txt, .jsonl or .csv.", ArticleFolder.Refusal(folder["nope"]));
        Assert.Equal($"{folder.Path} holds no articles. Expected files ending in .txt, .jsonl or .csv, in it or in its subfolders; hidden ones are not read.",
            Assert.Throws<InputException>(() => folder.Read()).Message);
        Assert.Equal("a.docx: '.docx' is not the ending of an article file. Expected .txt, .jsonl or .csv, or a folder of them.", ArticleFolder.Refusal("a.docx", Bytes("x")));
        Assert.Contains("'.md' is not the ending", ArticleFolder.Refusal("README.md", Bytes("x")), StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Corpus.Read(""));
    }

    [Theory]
    [InlineData("x.txt")]
    [InlineData("x.jsonl")]
    [InlineData("x.csv")]
    public void An_empty_file_is_refused(string name) => Assert.Equal($"{name}: the file is empty. Expected articles: text in a .txt, one JSON object a line in a .jsonl, a header and rows in a .csv.", ArticleFolder.Refusal(name, []));

    [Theory]
    [InlineData("x.txt", "x.txt: the file holds no text.")]
    [InlineData("x.jsonl", "x.jsonl: the file holds no articles.")]
    public void A_blank_file_is_refused(string name, string message) => Assert.Equal(message, ArticleFolder.Refusal(name, Bytes("\uFEFF\n  \n")));

    [Theory]
    [InlineData("x.txt", "x.txt")]
    [InlineData("x.jsonl", "x.jsonl(2)")]
    [InlineData("x.csv", "x.csv(2)")]
    public void A_binary_file_is_refused(string name, string place) =>
        Assert.Equal($"{place}: a NUL byte at byte offset 9: this is a binary file or UTF-16. Expected UTF-8 text.", ArticleFolder.Refusal(name, Bytes("id,text\na\0b\n").AsSpan().ToArray()
            is var bytes && name == "x.jsonl" ? Bytes("       \na\0b\n") : bytes));

    [Fact]
    public void UTF_16_is_refused_by_name() =>
        Assert.All(["x.txt", "x.jsonl", "x.csv"], name => Assert.Equal($"{name}: the file is UTF-16. Save it as UTF-8.",
            ArticleFolder.Refusal(name, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("id,text\n")])));

    [Fact]
    public void Invalid_UTF_8_in_a_text_says_where_it_is() =>
        Assert.Equal("x.txt: invalid UTF-8 at byte offset 3. Save the file as UTF-8.", ArticleFolder.Refusal("x.txt", [.. "é "u8, 0xE2, 0x80]));

    [Fact]
    public void An_article_longer_than_allowed_is_rejected()
    {
        using var folder = new ArticleFolder();
        var path = folder.Put("x.jsonl", "{\"id\":1,\"title\":\"ab\",\"text\":\"cdefgh\"}\n");
        // Title, separator and text: 2 + 2 + 6.
        Assert.Single(Corpus.Read(path, o => o with { MaxCharacters = 10 }));
        Assert.EndsWith("(1): text is 10 characters long. At most 9 are read (MaxCharacters).",
            Assert.Throws<InputException>(() => Corpus.Read(path, o => o with { MaxCharacters = 9 })).Message.Split('\n')[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.txt", "", "x", "is 50000000 bytes long. At most 8065536 are read")]
    [InlineData("x.jsonl", "", "{", "(1): the line is longer than 8065536 bytes.")]
    [InlineData("x.jsonl", "{\"id\":1,\"text\":\"", "x", "(1): the line is longer than 8065536 bytes.")]
    [InlineData("x.csv", "", "x", "(1): the row that starts here is longer than 8065536 bytes.")]
    [InlineData("x.csv", "id,text\na,\"", "x", "(2): the row that starts here is longer than 8065536 bytes. Close a quote that is left open")]
    [InlineData("x.csv", "id,text\n", ",", "(2): the row that starts here is longer than 8065536 bytes.")]
    public void A_line_of_50_MB_is_refused_within_seconds(string name, string start, string filler, string message)
    {
        using var folder = new ArticleFolder();
        var path = folder.Put(name, Bytes(start.PadRight(50_000_000, filler[0])));
        var clock = Stopwatch.StartNew();
        Assert.Contains(message, ArticleFolder.Refusal(path), StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    [Fact]
    public void Rows_after_a_line_that_is_too_long_are_still_read()
    {
        using var folder = new ArticleFolder();
        folder.Put("x.jsonl", new string('x', 200_000) + "\n{\"id\":1,\"text\":\"x\"}\n");
        var corpus = folder.Read(o => o with { MaxLoss = 0.5, MaxCharacters = 100 });
        Assert.Equal("1", Assert.Single(corpus).Id);
        Assert.Equal(1, Assert.Single(corpus.Rejected).Line);
    }
}
