using Xunit;

namespace ResearchKit.Tests;

public sealed class KitCultureTests
{
    static readonly string[][] Commands = [["score", "seeds", "--json"], ["explain", "seeds"], ["reproduce", "seeds"]];

    static readonly Lazy<KitResult[]> Here = new(() => [.. Commands.Select(command => Kit.Run(command).Done())]);

    [Theory]
    [InlineData("da_DK")] // a comma before decimals
    [InlineData("tr_TR")] // an i of its own
    public void Output_is_the_same_in_every_language(string locale) => Assert.Equal(Here.Value, Commands.Select(command => Kit.RunUnder(locale, command)));

    [Fact]
    public void A_decimal_point_is_a_decimal_point_in_every_language()
    {
        var found = Assert.Single(Kit.RunUnder("da_DK", "reproduce", "seeds", "--target", "-0.30", "--tolerance", "0.025", "--json").Done().JsonLines);
        Assert.Equal(-0.30, (double)found["target"]!);
        Assert.Equal(0.025, (double)found["tolerance"]!);
        Kit.RunUnder("da_DK", "score", "seeds", "--max-loss", "0.5").Done();
    }

    [Fact]
    public void A_number_that_is_none_is_named_with_its_option()
    {
        Assert.StartsWith("--target is 'abc'. Expected a number such as 0.25, with '.' as decimal point.", Kit.Run("reproduce", "seeds", "--target", "abc").Refused());
        Assert.StartsWith("--tolerance is '0,025'. Expected a number", Kit.Run("reproduce", "seeds", "--tolerance", "0,025").Refused());
        Assert.StartsWith("--timeout is '1.5'. Expected a whole number", Kit.Run("run", "--timeout", "1.5").Refused());
    }
}
