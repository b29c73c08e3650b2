using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

public class JsonLinesTests
{
    static Article One(string json) => ArticleFolder.One("x.jsonl", json);

    static string Rejection(string json) => ArticleFolder.Rejection("x.jsonl", json);

    [Theory]
    [InlineData("")]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void Every_field_is_read_in_every_culture(string culture) => ArticleFolder.UnderCulture(culture, () =>
    {
        var article = One("""
            {"id":"a","title":"","text":"One\ntwo\n\nthree","publishedAt":"2026-01-05T14:30:00+01:00","availableAt":"2026-01-05T13:30:00.5Z","source":"wire","language":"en","label":"mildly positive","score":-0.30,"tickers":[{"ticker":"MSFT","value":0.10},{"ticker":"ORCL","value":null},{"ticker":"IBM"}],"ID":{"n":[1.50,null]}}
            """);
        Assert.Equal(("a", "", "wire", "en", "mildly positive"), (article.Id, article.Title, article.Source, article.Language, article.SourceLabel));
        Assert.Equal(["One\ntwo", "three"], article.Paragraphs);
        Assert.True(new DateTimeOffset(2026, 1, 5, 14, 30, 0, TimeSpan.FromHours(1)).EqualsExact(article.PublishedAt!.Value));
        Assert.True(new DateTimeOffset(2026, 1, 5, 13, 30, 0, 500, TimeSpan.Zero).EqualsExact(article.AvailableAt!.Value));
        Assert.Equal("-0.30", article.SourceScore!.Value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal([new("MSFT", 0.10m), new("ORCL", null), new("IBM", null)], article.Tickers);
        Assert.Equal("""{"n":[1.50,null]}""", article.Fields["ID"].GetRawText());
    });

    [Fact]
    public void An_id_may_be_a_number_and_keeps_its_digits() => Assert.Equal("12.0", One("""{"id":12.0,"text":"x"}""").Id);

    [Fact]
    public void Paragraphs_are_taken_as_they_are() => Assert.Equal(["", " a\n\nb "], One("""{"id":"a","paragraphs":[""," a\n\nb "]}""").Paragraphs);

    [Fact]
    public void Null_is_absent()
    {
        var article = One("""{"id":"a","text":"x","title":null,"paragraphs":null,"score":null,"tickers":null,"publishedAt":null,"other":null}""");
        Assert.Equal(Article.Of("x", "a") with { Fields = article.Fields }, article);
        Assert.Equal(["other"], article.Fields.Keys);
    }

    [Fact]
    public void A_mark_blank_lines_and_any_line_ending_are_tolerated()
    {
        using var folder = new ArticleFolder();
        var corpus = Corpus.Read(folder.Put("x.jsonl", "\uFEFF{\"id\":1,\"text\":\"x\"}\r\n\r\n \t\n{\"id\":2,\"text\":\"y\"}"));
        Assert.Equal(["1", "2"], corpus.Select(article => article.Id));
    }

    [Theory]
    [InlineData("""{"text":"x"}""", "id is missing. Every article needs an id.")]
    [InlineData("""{"id":null,"text":"x"}""", "id is missing. Every article needs an id.")]
    [InlineData("""{"id":" ","text":"x"}""", "id is empty. Every article needs an id.")]
    [InlineData("""{"id":true,"text":"x"}""", "id is true or false. Expected a string or a number.")]
    [InlineData("""{"id":"a"}""", "text is missing. Every article needs 'text' or 'paragraphs'.")]
    [InlineData("""{"id":"a","title":"t","uuid":1,"body":"x"}""", "text is missing. Every article needs 'text' or 'paragraphs'. Other fields are there: body, uuid.")]
    [InlineData("""{"uuid":"a","text":"x","a\u001b[31m":1}""", "id is missing. Every article needs an id. Other fields are there: a\\u001B[31m, uuid.")]
    [InlineData("""{"id":"a","text":"x","paragraphs":["y"]}""", "text is given twice, as 'text' and as 'paragraphs'. Keep one of them.")]
    [InlineData("""{"id":"a","text":1}""", "text is a number. Expected a string.")]
    [InlineData("""{"id":"a","paragraphs":"x"}""", "paragraphs is a string. Expected an array of strings.")]
    [InlineData("""{"id":"a","paragraphs":["x",{}]}""", "paragraphs[1] is an object. Expected a string.")]
    [InlineData("""{"id":"a","text":"x","publishedAt":"yesterday"}""", "publishedAt 'yesterday' is not an ISO 8601 instant with offset. Expected e.g. 2026-01-05T14:30:00Z.")]
    [InlineData("""{"id":"a","text":"x","publishedAt":"2026-01-05"}""", "publishedAt '2026-01-05' is a date without a time and offset. Expected e.g. 2026-01-05T14:30:00Z.")]
    [InlineData("""{"id":"a","text":"x","publishedAt":"2026-01-05T14:30:00"}""", "publishedAt '2026-01-05T14:30:00' has no offset from UTC. Expected e.g. 2026-01-05T14:30:00Z.")]
    [InlineData("""{"id":"a","text":"x","publishedAt":"2026-02-30T14:30:00Z"}""", "publishedAt '2026-02-30T14:30:00Z' is not a time that exists. Expected e.g. 2026-01-05T14:30:00Z.")]
    [InlineData("""{"id":"a","text":"x","publishedAt":"2026-01-05T14:30:00.123456789Z"}""", "publishedAt '2026-01-05T14:30:00.123456789Z' is finer than 100 nanoseconds. Expected e.g. 2026-01-05T14:30:00Z.")]
    [InlineData("""{"id":"a","text":"x","publishedAt":"2026-01-05T14:30:00Z","availableAt":"2026-01-05T14:29:00Z"}""", "availableAt '2026-01-05T14:29:00+00:00' is earlier than publishedAt '2026-01-05T14:30:00+00:00'.")]
    [InlineData("""{"id":"a","text":"x","score":1.01}""", "score 1.01 is out of range. Expected -1 to 1.")]
    [InlineData("""{"id":"a","text":"x","score":"0,3"}""", "score '0,3' is not a number. Expected e.g. -0.25, with '.' as decimal point.")]
    [InlineData("""{"id":"a","text":"x","score":0.12345678901234567890123456789}""", "score '0.12345678901234567890123456789' cannot be held without rounding. Expected at most 28 digits.")]
    [InlineData("""{"id":"a","text":"x","tickers":{}}""", "tickers is an object. Expected an array of {ticker, value}.")]
    [InlineData("""{"id":"a","text":"x","tickers":["MSFT"]}""", "tickers[0] is a string. Expected {ticker, value}.")]
    [InlineData("""{"id":"a","text":"x","tickers":[{"value":1}]}""", "tickers[0].ticker is missing.")]
    [InlineData("""{"id":"a","text":"x","tickers":[{"ticker":"A","price":1}]}""", "tickers[0] has the field 'price'. Expected only ticker and value.")]
    [InlineData("""{"id":"a","text":"x","tickers":[{"ticker":"A","value":"high"}]}""", "tickers[0].value 'high' is not a number. Expected e.g. -0.25, with '.' as decimal point.")]
    [InlineData("""["a"]""", "the line is an array. Expected a JSON object.")]
    [InlineData("""{"id":"a","text":"x","y":"\ud800"}""", "y holds half a surrogate pair, which is no character.")]
    [InlineData("""{"id":"a","text":"\udc00x"}""", "holds half a surrogate pair, which is no character.")]
    public void A_bad_row_says_where_what_and_what_is_expected(string row, string reason) =>
        Assert.Equal("x.jsonl(2): " + reason, Rejection("\n" + row));

    [Theory]
    [InlineData("""{"id":"a","id":"b","text":"x"}""")]
    [InlineData("""{"id":"a","text":"x","y":{"z":1,"z":2}}""")]
    [InlineData("""{"id":"a","text":"x"} trailing""")]
    [InlineData("""{"id":"a","text":"x"}{"id":"b","text":"x"}""")]
    [InlineData("""{"id":"a","text":"x",}""")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\u0001y\"}")]
    [InlineData("""{"id":"a","text":"x" """)]
    [InlineData("""{'id':'a'}""")]
    [InlineData("""{"id":"a","text":"x","score":.3}""")]
    [InlineData("""{"id":"a","text":"x","score":NaN}""")]
    [InlineData("""{"id":"a",/* no */"text":"x"}""")]
    public void What_is_not_JSON_is_rejected(string row) => Assert.StartsWith("x.jsonl(1): is not valid JSON", Rejection(row), StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_rejected_and_harmless() => Assert.StartsWith("x.jsonl(1): is not valid JSON",
        Rejection("""{"id":"a","text":"x","y":""" + new string('[', 500_000) + new string(']', 500_000) + "}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-01-05T14:30Z", 0, 0)]
    [InlineData("2026-01-05t14:30:00z", 0, 0)]
    [InlineData("2026-01-05 14:30:00-0530", 0, -330)]
    [InlineData("2026-01-05T14:30:00.1234567000+01", 1_234_567, 60)]
    public void Every_form_of_an_instant_with_offset_is_read(string printed, int ticks, int minutes) =>
        Assert.True(new DateTimeOffset(2026, 1, 5, 14, 30, 0, TimeSpan.FromMinutes(minutes)).AddTicks(ticks).EqualsExact(
            One($$"""{"id":"a","text":"x","publishedAt":"{{printed}}"}""").PublishedAt!.Value));

    [Theory]
    [InlineData("1E-05", "0.00001")]
    [InlineData("-1", "-1")]
    [InlineData("0.0", "0.0")]
    [InlineData("\"0.250\"", "0.250")]
    public void A_score_keeps_its_decimals(string printed, string kept) =>
        Assert.Equal(kept, One($$"""{"id":"a","text":"x","score":{{printed}}}""").SourceScore!.Value.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Invalid_bytes_cost_their_row_and_say_where_they_are()
    {
        using var folder = new ArticleFolder();
        // The first row is 21 bytes with its line feed; in the second, 18 bytes stand before the bad one.
        folder.Put("x.jsonl", [.. "{\"id\":1,\"text\":\"xy\"}\n{\"id\":2,\"text\":\"xy"u8, 0xFF, .. "\"}\n{\"id\":3,\"text\":\"z\"}\n"u8]);
        var corpus = folder.Read(o => o with { MaxLoss = 0.5 });
        Assert.Equal(["1", "3"], corpus.Select(article => article.Id));
        Assert.EndsWith("x.jsonl(2): invalid UTF-8 at byte offset 39. Save the file as UTF-8.", Assert.Single(corpus.Rejected).ToString(), StringComparison.Ordinal);
        Assert.Equal(1 / 3.0, corpus.Loss);
    }

    [Fact]
    public void A_rejection_shows_no_control_characters() =>
        Assert.Contains(@"'\u001B[31mred\u202E'", Rejection("""{"id":"a","text":"x","publishedAt":"\u001b[31mred\u202e"}"""), StringComparison.Ordinal);
}
