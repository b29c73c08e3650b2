namespace ResearchKit;

/// <summary>What a unit's hits come to: its measure, and what one hit is worth in it.</summary>
/// <param name="Value">The measure: −1 to 1, but for the sum, whose squash follows the mean over units.</param>
/// <param name="Plus">By how much a positive hit, as counted, is multiplied to give its part of the measure.</param>
/// <param name="Minus">The same for a negative hit.</param>
readonly record struct Unit(double Value, double Plus, double Minus);

/// <summary>The formulas of section 5 of <c>Scoring/README.md</c>: + − × ÷ √ only, but for the logit.</summary>
static class Arithmetic
{
    /// <summary>What of a hit enters the measure: its shifted valence, or its sign.</summary>
    public static double Counted(Measure measure, double shifted) => measure == Measure.Sum ? shifted : Math.Sign(shifted);

    /// <summary>By how much the mean of n sentences' sums is worth more than one sentence's: the eighth root of n. Evidence adds up, but sentences of one text repeat each other.</summary>
    public static double Growth(int sentences) => Math.Sqrt(Math.Sqrt(Math.Sqrt(sentences)));

    /// <param name="options">Measure and squash.</param>
    /// <param name="hits">The unit's hits, in their order.</param>
    /// <param name="tokens">The unit's tokens, at least one.</param>
    public static Unit Of(ScorerOptions options, ReadOnlySpan<Hit> hits, int tokens)
    {
        double sum = 0;
        int positive = 0, negative = 0;
        foreach (ref readonly var hit in hits)
        {
            sum += hit.Shifted;
            positive += hit.Shifted > 0 ? 1 : 0;
            negative += hit.Shifted < 0 ? 1 : 0;
        }
        double net = positive - negative;
        switch (options.Measure)
        {
            case Measure.Sum:
                return new(sum, 1, 1);
            case Measure.Polarity:
                double all = positive + negative;
                return all == 0 ? default : new(net / all, 1 / all, 1 / all);
            case Measure.Tone:
                return new(net / tokens, 1.0 / tokens, 1.0 / tokens);
            case Measure.Root:
                var length = Math.Sqrt(tokens);
                var perRoot = net / length;
                var squash = Math.Sqrt(perRoot * perRoot + options.Squash);
                return new(perRoot / squash, 1 / length / squash, 1 / length / squash);
            default:
                // Aumann–Shapley along the straight path from no hits: ∫ P/(tP + ½) dt = log(2P + 1), shared by P hits alike.
                var logit = Math.Log((positive + 0.5) / (negative + 0.5));
                var slope = 1 / Math.Sqrt(logit * logit + options.Squash);
                return new(logit * slope,
                    positive == 0 ? 0 : Math.Log(2.0 * positive + 1) / positive * slope,
                    negative == 0 ? 0 : Math.Log(2.0 * negative + 1) / negative * slope);
        }
    }
}
