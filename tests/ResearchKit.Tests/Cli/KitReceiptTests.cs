using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KitReceiptTests
{
    static readonly string[] Hostile =
    [
        "../../x", "..", ".", "/etc/passwd", @"C:\x", @"..\x", "a/b", "a:b", "a b", "a?b", "CON", "nul.txt", "COM1", ".hidden", "-rf", " x ", "é", "e\u0301",
        "new\nline", "\u0001", new('z', 5_000), new string('z', 5_000) + "y", new('z', 100), "a", "L036", "a_b",
    ];

    static IReadOnlyDictionary<string, string> Written(ArticleFolder folder, params string[] ids)
    {
        folder.Put("in/ids.jsonl", string.Concat(ids.Select(id => $"{{\"id\":{JsonSerializer.Serialize(id)},\"text\":\"growth\"}}\n")));
        Kit.RunIn(folder["in"], "score", "ids.jsonl", "--json", "--receipts", folder["in/receipts"]).Done();
        return Directory.GetFileSystemEntries(folder["in/receipts"]).ToDictionary(file => Receipt.Read(file).Article.Id, file => Path.GetFileName(file)!);
    }

    [Fact]
    public void Every_id_gets_a_receipt_of_its_own_and_nothing_lands_outside_the_folder()
    {
        using var folder = new ArticleFolder();
        var names = Written(folder, Hostile);
        Assert.Equal(Hostile.Order(StringComparer.Ordinal), names.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["in"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Equal(["ids.jsonl", "receipts"], Directory.GetFileSystemEntries(folder["in"]).Select(Path.GetFileName).Order());
        Assert.All(names.Values, name => Assert.Matches("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}\\.json$", name));
        Assert.DoesNotContain(names.Values, name => name.Split('.')[0].ToUpperInvariant() is "CON" or "NUL" or "COM1");
    }

    [Fact]
    public void A_plain_id_names_its_receipt()
    {
        using var folder = new ArticleFolder();
        var names = Written(folder, "L036", "2026-01-05_msft.v2", "a/b");
        Assert.Equal("L036.json", names["L036"]);
        Assert.Equal("2026-01-05_msft.v2.json", names["2026-01-05_msft.v2"]);
    }

    [Fact]
    public void An_id_that_looks_like_the_name_made_for_another_does_not_take_its_place()
    {
        using var first = new ArticleFolder();
        var made = Path.GetFileNameWithoutExtension(Written(first, "a/b")["a/b"]);
        using var second = new ArticleFolder();
        Assert.Equal(2, Written(second, "a/b", made).Values.Distinct().Count());
    }

    [Fact]
    public void A_receipt_hashes_to_what_the_score_prints_and_replaces_an_older_one()
    {
        using var folder = new ArticleFolder();
        var file = folder.Put("receipts/000_c79e3800b5831abf.json", "older");
        var line = Assert.Single(Kit.Run("score", "seeds", "--json", "--receipts", folder["receipts"]).Done().JsonLines);
        Assert.Equal((string?)line["receipt"], Receipt.Read(file).Hash);
        Assert.Single(Directory.GetFileSystemEntries(folder["receipts"]));
    }

    [Fact]
    public void The_table_writes_the_same_receipts_as_the_json()
    {
        using var folder = new ArticleFolder();
        Kit.Run("score", "seeds", "--receipts", folder["table"]).Done();
        Kit.Run("score", "seeds", "--json", "--receipts", folder["json"]).Done();
        Assert.Equal(File.ReadAllBytes(folder["json/000_c79e3800b5831abf.json"]), File.ReadAllBytes(folder["table/000_c79e3800b5831abf.json"]));
    }

    [Fact]
    public void A_receipts_folder_that_is_a_file_is_left_alone()
    {
        using var folder = new ArticleFolder();
        folder.Put("receipts", "mine");
        Assert.Equal($"{folder["receipts"]}: is a file. Expected a folder for receipts, which is made when it is missing.",
            Kit.Run("score", "seeds", "--receipts", folder["receipts"]).Refused());
        Assert.Equal("mine", File.ReadAllText(folder["receipts"]));
    }
}
