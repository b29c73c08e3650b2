using System.Diagnostics;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Whatever is wrong with a file, the message names it, says what was found and what is expected.</summary>
public sealed class KitBadInputTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Refusal(string name, byte[] bytes, params string[] command)
    {
        folder.Put(name, bytes);
        var message = Kit.RunIn(folder.Path, [.. command]).Refused();
        Assert.Equal([name], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        File.Delete(folder[name]);
        return message;
    }

    string Article(string name, string text) => Article(name, Encoding.UTF8.GetBytes(text));

    string Article(string name, byte[] bytes) => Refusal(name, bytes, "score", name, "--json", "--receipts", "receipts");

    string Lexicon(string text) => Refusal("words.csv", Encoding.UTF8.GetBytes(text), "score", Kit.Seed, "--lexicon", "words.csv");

    [Fact]
    public void A_file_that_is_not_there() =>
        Assert.Equal("nowhere.txt does not exist. Expected a folder, or a file ending in .txt, .jsonl or .csv.", Kit.RunIn(folder.Path, "score", "nowhere.txt").Refused());

    [Fact]
    public void A_file_of_another_kind() =>
        Assert.StartsWith("a.docx: '.docx' is not the ending of an article file. Expected .txt, .jsonl or .csv", Article("a.docx", "x"));

    [Fact]
    public void An_empty_file()
    {
        foreach (var name in new[] { "a.txt", "a.jsonl", "a.csv" }) Assert.StartsWith($"{name}: the file is empty.", Article(name, ""));
    }

    [Fact]
    public void Bytes_that_are_no_text()
    {
        Assert.StartsWith("a.txt: a NUL byte at byte offset 6: this is a binary file or UTF-16. Expected UTF-8 text.", Article("a.txt", "growth\0"));
        Assert.StartsWith("a.txt: invalid UTF-8 at byte offset 7. Save the file as UTF-8.", Article("a.txt", [.. "growth "u8, 0xff]));
        Assert.StartsWith("a.txt: the file is UTF-16. Save it as UTF-8.", Article("a.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("growth")]));
        Assert.StartsWith("a.csv", Article("a.csv", [.. "id,text\n1,"u8, 0, 1, 2, 0xff]));
        Assert.StartsWith("a.jsonl", Article("a.jsonl", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]));
    }

    [Theory]
    [InlineData("a.txt", "")]
    [InlineData("a.jsonl", "")]
    [InlineData("a.jsonl", "{\"id\":\"1\",\"text\":\"")]
    [InlineData("a.csv", "id,text\n1,\"")]
    public void Fifty_million_bytes_on_one_line_are_refused_in_little_time(string name, string start)
    {
        var bytes = new byte[50_000_000];
        bytes.AsSpan().Fill((byte)'x');
        Encoding.UTF8.GetBytes(start).CopyTo(bytes, 0);
        var clock = Stopwatch.StartNew();
        Assert.StartsWith(name, Article(name, bytes));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void A_quote_that_is_never_closed() =>
        Assert.StartsWith("a.csv(2): a quote that opens in the row that starts here is not closed. Close it, or double the quotes inside a cell.", Article("a.csv", "id,text\n1,\"open\n2,fine\n"));

    [Fact]
    public void A_table_without_the_columns_it_needs() =>
        Assert.StartsWith("a.csv(1): the column 'id' is missing. Found: name, text. Expected a header with id", Article("a.csv", "name,text\n1,fine\n"));

    [Fact]
    public void A_lexicon_whose_number_is_none() =>
        Assert.StartsWith("words.csv(3): valence '0,5' is not a number. Expected -1 to 1, with '.' as decimal point.", Lexicon("term,role,valence\ngrowth,polarity,0.5\nloss,polarity,\"0,5\"\n"));

    [Fact]
    public void A_lexicon_whose_number_is_out_of_range()
    {
        Assert.StartsWith("words.csv(2): valence 2 of 'growth' is out of range. ", Lexicon("term,role,valence\ngrowth,polarity,2\n"));
        Assert.StartsWith("words.csv(2): valence NaN of 'growth' is out of range. ", Lexicon("term,role,valence\ngrowth,polarity,NaN\n"));
    }

    [Fact]
    public void A_lexicon_with_a_term_twice() =>
        Assert.StartsWith("words.csv(3): term 'Growth' already stands at words.csv(2). Each term stands once", Lexicon("term,role,valence\ngrowth,polarity,0.5\nGrowth,polarity,0.4\n"));

    [Fact]
    public void A_lexicon_with_a_role_that_is_not_known() =>
        Assert.StartsWith("words.csv(2): role 'polarty' is not known. Available: adversative, amplifier,", Lexicon("term,role,valence\ngrowth,polarty,0.5\n"));

    [Fact]
    public void A_lexicon_with_a_broken_quote() =>
        Assert.StartsWith("words.csv(2): ", Lexicon("term,role,valence\n\"growth,polarity,0.5\n"));

    [Fact]
    public void A_lexicon_that_is_empty_or_not_there()
    {
        Assert.StartsWith("words.csv: the file is empty. Expected a lexicon: CSV with the columns term, role, valence", Lexicon(""));
        Assert.StartsWith("words.csv: no entries. Expected at least one row", Lexicon("term,role,valence\n"));
        Assert.StartsWith("nowhere.csv: no such file. Expected a lexicon", Kit.RunIn(folder.Path, "score", Kit.Seed, "--lexicon", "nowhere.csv").Refused());
    }
}
