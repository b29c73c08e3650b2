using System.Text;
using Xunit;

namespace ResearchKit.Tests;

public class CorpusFuzzTests
{
    static readonly string[] Valid =
    [
        "\nOne.\nTwo.\nAI-powered research, real-time alerts, and portfolio analytics for institutional investors.\nOverall Sentiment\nmildly positive\nSentiment Score\n0.30\nTicker Sentiment\nMSFT0.00\nBRK.B-0.10\n",
        "{\"id\":\"a\",\"text\":\"x\\n\\ny\",\"publishedAt\":\"2026-01-05T14:30:00Z\",\"score\":-0.30,\"tickers\":[{\"ticker\":\"A\",\"value\":1e-2}],\"z\":{\"\\u00e9\":[\"\\ud83d\\ude00\"]}}\n{\"id\":2,\"paragraphs\":[\"p\"]}\n",
        "id,paragraphs,publishedAt,score,tickers,z\na,\"x\n\ny\",2026-01-05T14:30:00Z,0.30,\"[{\"\"ticker\"\":\"\"A\"\"}]\",\"q \"\"r\"\"\"\nb,\"[\"\"p\"\"]\",,,,\n",
    ];

    static readonly string[] Tokens = ["\"", "\"\"", "\n", "\r", "\r\n", ",", "\0", "\\ud800", "\\u0000", "{", "}", "[", "]", "Ticker Sentiment\n", "Sentiment Score\n", "9", "-", ".", "e999", "\uFEFF", "\u2212", "T", "Z", "+14:01"];

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same draws on every runtime.</summary>
    sealed class Draws(ulong state)
    {
        public int Below(int limit)
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)limit);
        }
    }

    static byte[] Mutated(Draws draws)
    {
        var bytes = draws.Below(4) is var form && form == 3 ? [.. Enumerable.Range(0, draws.Below(300)).Select(_ => (byte)draws.Below(256))] : Encoding.UTF8.GetBytes(Valid[form]).ToList();
        for (var changes = draws.Below(6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = draws.Below(bytes.Count);
            var length = Math.Min(draws.Below(20), bytes.Count - at);
            switch (draws.Below(5))
            {
                case 0: bytes[at] = (byte)draws.Below(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[draws.Below(Tokens.Length)])); break;
                case 3: bytes.InsertRange(draws.Below(bytes.Count), bytes.GetRange(at, length)); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }
        return [.. bytes];
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_and_what_is_read_survives_writing()
    {
        using var folder = new ArticleFolder();
        using var written = new ArticleFolder();
        var draws = new Draws(20260105);
        var readings = 0;
        for (var i = 0; i < 4000; i++)
        {
            var bytes = Mutated(draws);
            var path = folder.Put($"x.{new[] { "txt", "jsonl", "csv" }[draws.Below(3)]}", bytes);
            try
            {
                var corpus = Corpus.Read(path, o => o with { MaxLoss = 1, MaxCharacters = 1000 });
                Assert.All(corpus.Rejected, rejection => Assert.DoesNotContain(rejection.ToString(), char.IsControl));
                File.Delete(path);
                if (corpus.Count == 0) continue;
                readings++;
                corpus.Write(written["y.jsonl"]);
                Assert.Equal(corpus.AsEnumerable(), written.Read());
            }
            catch (InputException) { File.Delete(path); }
            catch (Exception e) { Assert.Fail($"Draw {i}, {Path.GetFileName(path)}, {Convert.ToBase64String(bytes)}: {e}"); }
        }
        Assert.True(readings > 500, $"Only {readings} of the files were good enough to test anything.");
    }
}
