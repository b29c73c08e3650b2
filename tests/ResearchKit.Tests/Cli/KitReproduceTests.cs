using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KitReproduceTests
{
    static readonly Reproduction Seed = Repository.Finance.Reproduce(Corpus.Read(Kit.Seed)[0]);

    [Fact]
    public void The_text_says_what_was_tried_what_chance_would_give_and_the_verdict()
    {
        var output = Kit.Run("reproduce", "seeds").Done().Output;
        Assert.StartsWith($"{Seed}\n", output);
        Assert.All(Seed.Matches, match => Assert.Contains(output.Split('\n'), line =>
            line.Contains(match.Specification.ToString(), StringComparison.Ordinal) && line.Contains(match.Value.ToString("+0.000;-0.000", CultureInfo.InvariantCulture), StringComparison.Ordinal)));
    }

    [Fact]
    public void The_json_holds_the_same_in_full_precision()
    {
        var line = Assert.Single(Kit.Run("reproduce", "seeds", "--json").Done().JsonLines);
        Assert.Equal(["id", "target", "tolerance", "tried", "duplicates", "silent", "hits", "byChance", "hitsStrict", "byChanceStrict", "printableConsistent", "others", "verdict", "matches"], line.Select(field => field.Key));
        Assert.Equal((Seed.Target, Seed.Tolerance, Seed.Attempts.Length, Seed.Hits(Seed.Tolerance), Seed.ByChance(Seed.Tolerance)),
            ((double)line["target"]!, (double)line["tolerance"]!, (int)line["tried"]!, (int)line["hits"]!, (double)line["byChance"]!));
        Assert.Equal(Seed.Verdict.ToString(), (string?)line["verdict"]);
        Assert.Equal(Seed.Matches.Select(match => match.Value), line["matches"]!.AsArray().Select(match => (double)match!["value"]!));
    }

    [Fact]
    public void Another_target_may_be_given()
    {
        var line = Assert.Single(Kit.Run("reproduce", "seeds", "--target", "-0.9", "--json").Done().JsonLines);
        Assert.Equal(-0.9, (double)line["target"]!);
        Assert.Equal(0, (int)line["hits"]!);
        Assert.StartsWith("Target is 3. Expected -1 to 1.", Kit.Run("reproduce", "seeds", "--target", "3").Refused());
        Assert.StartsWith("Tolerance is 0. Expected more than 0, at most 1.", Kit.Run("reproduce", "seeds", "--tolerance", "0").Refused());
    }

    [Fact]
    public void Without_a_printed_score_there_is_nothing_to_reproduce()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.txt", "Strong growth.");
        Assert.Equal("a.txt: no article prints a score to reproduce. Give a target, such as --target 0.30.", Kit.RunIn(folder.Path, "reproduce", "a.txt").Refused());
    }
}
