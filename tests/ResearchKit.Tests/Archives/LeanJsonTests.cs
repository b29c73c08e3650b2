using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The quick reader of lines reads what the reader of corpora reads, as the same article but for unknown fields, or nothing.</summary>
public sealed class LeanJsonTests
{
    const int Longest = 200;

    static readonly string[] Values =
    [
        "\"a\"", "\"\"", "\" \"", "null", "true", "1", "1.50", "-2e3", "1e99", "[]", "[\"p\",\"q\"]", "[\"p\",null]", "[1,[2,{\"k\":1}]]", "{\"k\":1}", "{\"k\":1,\"k\":2}", "{\"k\":{\"k\":[]}}", "\"Two.\\n\\nParagraphs \\u00e9 é 😀\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\uDE00x\"",
        "\"2026-01-05T14:30:00Z\"", "\"2026-01-05T14:30:00+02:00\"", "\"2026-01-05 14:30Z\"", "\"2026-01-05T14:30:00.1234567Z\"", "\"2026-01-05T24:00:00Z\"", "\"2026-13-05T14:30:00Z\"", "\"2026-01-05T14:30:60Z\"", "\"2026-01-05T14:30:00-00:00\"", "\"2026-01-05T14:30:00+15:00\"", "\"2026-01-05T14:30:00\"", "\"2026-01-05t14:30:00z\"", "\"2025-12-31T23:59:59Z\"",
        "[{\"ticker\":\"MSFT\",\"value\":0.25}]", "[{\"ticker\":\"A\"},{\"ticker\":\"B\",\"value\":null}]", "[{\"ticker\":\" \"}]", "[{\"value\":1}]", "[{\"ticker\":\"A\",\"ticker\":\"B\"}]", "[{\"ticker\":\"A\",\"other\":1}]", "[{\"ticker\":\"A\",\"value\":\"0.5\"}]", "[{\"ticker\":\"A\",\"value\":\"x\"}]", "[\"A\"]",
        "0.5", "\"0.30\"", "-1.01", "0.12345678901234567890123456789", "\"{0}\"", "{\"\\u006b\":1}",
    ];

    static readonly string[] Names = ["id", "title", "text", "paragraphs", "publishedAt", "availableAt", "source", "language", "label", "score", "tickers", "other", "url", "\\u0069d", "Id", ""];

    [Fact]
    public void What_it_reads_is_what_a_corpus_would_hold_but_for_unknown_fields()
    {
        var random = SplitMix.Of(3, 1);
        var (lean, read, handedBack) = (new LeanJson("p.jsonl", Longest), 0, 0);
        for (var i = 0; i < 60_000; i++)
        {
            var line = Encoding.UTF8.GetBytes(Line(ref random));
            var row = Full(line);
            if (lean.TryRead(line, out var article))
            {
                read++;
                Assert.True(row.Article is not null, $"{Encoding.UTF8.GetString(line)}: {row.Field} {row.Reason}");
                Assert.True(article.Equals(row.Article! with { Fields = ImmutableSortedDictionary<string, JsonElement>.Empty }), Encoding.UTF8.GetString(line));
            }
            else handedBack++;
        }
        Assert.True(read > 10_000 && handedBack > 10_000, $"{read} read, {handedBack} handed back");
    }

    [Theory]
    [InlineData("{\"id\":\"1\",\"text\":\"growth\"}")]
    [InlineData(" {\"id\":1,\"title\":\"Größe \\\"x\\\"\",\"paragraphs\":[\"a\",\"b\"],\"publishedAt\":\"2024-11-01T00:00:00+00:00\",\"score\":0.30,\"tickers\":[{\"ticker\":\"MSFT\",\"value\":0.1}],\"url\":\"u\",\"entities\":[{\"name\":\"x\"},{\"name\":\"y\"}]}\r")]
    public void What_sources_ordinarily_write_is_read(string line) => Assert.True(new LeanJson("p", Longest).TryRead(Encoding.UTF8.GetBytes(line), out _));

    [Theory]
    [InlineData("{\"id\":\"1\",\"text\":\"growth\"} x")]
    [InlineData("{\"id\":\"1\",\"text\":\"growth\"}{}")]
    [InlineData("{\"id\":\"1\",\"text\":\"growth\"")]
    [InlineData("[1]")]
    [InlineData("{\"id\":\"1\",\"text\":\"growth\",\"x\":1,\"x\":2}")]
    [InlineData("{\"id\":\"1\",\"text\":\"a\",\"paragraphs\":[]}")]
    public void What_would_be_rejected_is_handed_back(string line)
    {
        Assert.False(new LeanJson("p", Longest).TryRead(Encoding.UTF8.GetBytes(line), out _));
        Assert.Null(Full(Encoding.UTF8.GetBytes(line)).Article);
    }

    [Fact]
    public void Invalid_text_and_text_that_is_too_long_are_handed_back()
    {
        byte[] broken = [.. "{\"id\":\"1\",\"text\":\"growth\",\"other\":\""u8, 0xC3, .. "\"}"u8];
        Assert.False(new LeanJson("p", Longest).TryRead(broken, out _));
        string Of(int length) => $"{{\"id\":\"1\",\"title\":\"t\",\"text\":\"{new string('x', length)}\"}}";
        Assert.True(new LeanJson("p", Longest).TryRead(Encoding.UTF8.GetBytes(Of(Longest - 1 - 2)), out _));
        Assert.False(new LeanJson("p", Longest).TryRead(Encoding.UTF8.GetBytes(Of(Longest - 1 - 2 + 1)), out _));
    }

    static Row Full(byte[] line)
    {
        var row = JsonLines.RowOf(new(line, 0, false), 1, "p.jsonl", new() { MaxCharacters = Longest })!.Value;
        return row.Article is { } article ? Row.At(1, () => ArticleRules.Check(article, Longest)) : row;
    }

    /// <summary>Mostly good: an id and a text, and a few fields of any kind, in any order.</summary>
    static string Line(ref SplitMix random)
    {
        var fields = new List<string> { random.Below(20) == 0 ? Field(ref random) : "\"id\":\"a\"", random.Below(20) == 0 ? Field(ref random) : random.Below(2) == 0 ? "\"text\":\"Growth.\\n\\nMore\"" : "\"paragraphs\":[\"Growth.\"]" };
        for (var more = random.Below(4); more > 0; more--) fields.Insert(random.Below(fields.Count + 1), Field(ref random));
        var line = $"{{{string.Join(random.Below(2) == 0 ? "," : " , ", fields)}}}";
        return random.Below(30) == 0 ? line.Remove(random.Below(line.Length), 1) : line;
    }

    static string Field(ref SplitMix random)
    {
        // Half the values fit their name, as far as a kind goes.
        var name = Names[random.Below(Names.Length)];
        return $"\"{name}\":{(random.Below(3) == 0 && name.EndsWith("At", StringComparison.Ordinal) ? Values[20 + random.Below(12)] : Values[random.Below(Values.Length)])}";
    }
}
