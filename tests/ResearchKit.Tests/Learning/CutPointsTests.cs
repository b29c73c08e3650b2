using Xunit;

namespace ResearchKit.Tests;

/// <summary>From which value on a text has a class.</summary>
public sealed class CutPointsTests
{
    [Fact]
    public void Each_sign_has_its_own_cut_point_in_the_middle_of_those_that_are_right_most_often()
    {
        // Positive from 0.42 on, and neutral up to 0.28: 0.30, 0.35 and 0.40 have all right. Negative from -0.12 on, and neutral to -0.07: only -0.10 has.
        double[] values = [0.42, 0.50, 0.90, 0.28, 0.10, 0.02, -0.12, -0.30, -0.80, -0.07, -0.03, -0.01];
        int[] judged = [1, 1, 1, 0, 0, 0, -1, -1, -1, 0, 0, 0];
        Assert.Equal((-0.10, 0.35), CutPoints.Of(values, judged));
    }

    [Fact]
    public void What_is_said_on_the_wrong_side_moves_nothing()
    {
        // The two that are judged against their sign are wrong whatever the cut point.
        double[] values = [0.42, 0.50, 0.28, 0.97, -0.42, -0.50, -0.28, -0.97];
        int[] judged = [1, 1, 0, -1, -1, -1, 0, 1];
        var (falls, rises) = CutPoints.Of(values, judged);
        Assert.InRange(rises, 0.30, 0.42);
        Assert.InRange(falls, -0.42, -0.30);
    }
}
