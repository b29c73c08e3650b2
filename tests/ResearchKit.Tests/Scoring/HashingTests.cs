using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

public sealed class HashingTests
{
    [Fact]
    public void Several_texts_have_the_hash_of_their_bytes_with_a_separator_between_however_long_they_are()
    {
        var random = SplitMix.Of(4, 2);
        // One to four bytes each, and half a surrogate pair, which stands for the mark of what cannot be read.
        string[] letters = ["a", "é", "€", "😀", "\uD83D"];
        for (var round = 0; round < 300; round++)
        {
            // Around the ends of blocks of 64 kB, and many empty ones.
            var texts = Enumerable.Range(0, 1 + random.Below(5)).Select(_ => Text(random.Below(3) == 0 ? 0 : random.Below(70_000))).Concat(Enumerable.Repeat("", random.Below(10) == 0 ? 70_000 : 0)).ToArray();
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001E', texts)))), Hashing.Sha256(texts, 0x1E));
        }

        string Text(int length)
        {
            var text = new StringBuilder();
            while (text.Length < length) text.Append(letters[random.Below(letters.Length)]).Append(random.Below(2) == 0 ? "." : "");
            return text.ToString();
        }
    }

    [Fact]
    public void A_text_of_any_length_takes_no_more_memory()
    {
        Hashing.Sha256(["a"], 0x1E);
        string[] texts = [new('a', 10_000_000), new('€', 10_000_000)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Hashing.Sha256(texts, 0x1E);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }
}
