namespace ResearchKit;

/// <summary>What a hit weighs by its place, in the nine weightings of sentometrics: section 1 of <c>Scoring/rivals.md</c>.</summary>
static class WordWeights
{
    /// <summary>Whether a measure is one of the nine.</summary>
    public static bool Are(Measure measure) => measure is >= Measure.Counts and <= Measure.Tfidf;

    /// <summary>Whether a unit's value is a mean of shifted valences, so that it stays in their range.</summary>
    public static bool AreMean(Measure measure) => measure is Measure.Proportional or Measure.ProportionalPol || IsByPlace(measure);

    /// <param name="measure">One of the nine.</param>
    /// <param name="place">The token's place in the unit, from 1.</param>
    /// <param name="tokens">The unit's tokens.</param>
    public static double At(Measure measure, int place, int tokens)
    {
        var off = place - (tokens + 1) / 2.0;
        return measure switch
        {
            // A unit of one token has no ends: its token weighs what any would.
            Measure.UShaped => tokens == 1 ? 1 : off * off,
            Measure.InverseUShaped => 0.25 - off * off / ((double)tokens * tokens),
            Measure.Exponential => Math.Exp(5 * ((double)place / tokens - 1)),
            Measure.InverseExponential => Math.Exp(5 * (1 - (double)place / tokens)),
            _ => 1,
        };
    }

    /// <summary>What the sum of a unit is divided by.</summary>
    /// <param name="measure">One of the nine.</param>
    /// <param name="tokens">The unit's tokens.</param>
    /// <param name="hits">The unit's hits.</param>
    public static double Norm(Measure measure, int tokens, int hits)
    {
        if (!IsByPlace(measure))
            return measure switch
            {
                Measure.Proportional => tokens,
                Measure.ProportionalPol => hits,
                Measure.ProportionalSquareRoot => Math.Sqrt(tokens),
                _ => 1,
            };
        double sum = 0;
        for (var place = 1; place <= tokens; place++) sum += At(measure, place, tokens);
        return sum;
    }

    static bool IsByPlace(Measure measure) => measure is Measure.UShaped or Measure.InverseUShaped or Measure.Exponential or Measure.InverseExponential;
}
