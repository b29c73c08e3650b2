namespace ResearchKit;

/// <summary>The numbers of SESTM (Ke, Kelly and Xiu 2019), apart from where words and returns come from.</summary>
static class SestmFit
{
    /// <summary>Halvings of (0, 1): after so many both ends are neighbours.</summary>
    const int Halvings = 60;

    /// <summary>O = HWᵀ(WWᵀ)⁻¹ with h_i = d_i/s_i and W = [p; 1 − p], negatives set to 0 and columns to the sum 1.</summary>
    /// <param name="counts">For each text the terms that it holds, with how often; texts without any say nothing.</param>
    /// <param name="ranks">For each text its return's rank, as a share above 0 and up to 1.</param>
    /// <param name="terms">How many terms there are.</param>
    /// <returns>For each term its share of the positive and of the negative topic; null when the ranks do not differ.</returns>
    public static (double[] Positive, double[] Negative)? Topics(IReadOnlyList<IReadOnlyList<(int Term, int Count)>> counts, double[] ranks, int terms)
    {
        var (high, low) = (new double[terms], new double[terms]);
        double pp = 0, pq = 0, qq = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            var all = counts[i].Sum(term => term.Count);
            if (all == 0) continue;
            double p = ranks[i], q = 1 - p;
            pp += p * p;
            pq += p * q;
            qq += q * q;
            foreach (var (term, count) in counts[i])
            {
                high[term] += p * count / all;
                low[term] += q * count / all;
            }
        }
        // The determinant of WWᵀ is 0, but for rounding, when all ranks are one.
        var determinant = pp * qq - pq * pq;
        if (!(determinant > 1e-12 * (pp + qq) * (pp + qq))) return null;
        var (positive, negative) = (new double[terms], new double[terms]);
        for (var j = 0; j < terms; j++)
        {
            positive[j] = Math.Max(0, (high[j] * qq - low[j] * pq) / determinant);
            negative[j] = Math.Max(0, (low[j] * pp - high[j] * pq) / determinant);
        }
        return (ToSumOne(positive), ToSumOne(negative));
    }

    /// <summary>The p in (0, 1) at which s⁻¹ Σ d_j log(p·O⁺_j + (1 − p)·O⁻_j) + λ log(p(1 − p)) is largest: it is concave, so its slope, which falls, is halved upon.</summary>
    /// <param name="found">The terms found with their topics' shares and how often; at least one.</param>
    /// <param name="penalty">λ, above 0.</param>
    public static double Tone(IReadOnlyList<(double Positive, double Negative, int Count)> found, double penalty)
    {
        double low = 0, high = 1;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = low + (high - low) / 2;
            if (Pull(found, middle) + penalty * (1 - 2 * middle) / (middle * (1 - middle)) > 0) low = middle;
            else high = middle;
        }
        return low + (high - low) / 2;
    }

    /// <summary>The slope of a term's part of the likelihood at p: what it pulls by.</summary>
    public static double Pull(double positive, double negative, double p) => positive + negative == 0 ? 0 : (positive - negative) / (p * positive + (1 - p) * negative);

    static double Pull(IReadOnlyList<(double Positive, double Negative, int Count)> found, double p)
    {
        double sum = 0;
        var all = 0;
        foreach (var (positive, negative, count) in found)
        {
            sum += count * Pull(positive, negative, p);
            all += count;
        }
        return sum / all;
    }

    static double[] ToSumOne(double[] values)
    {
        var sum = values.Sum();
        return [.. values.Select(value => value / sum)];
    }
}

/// <summary>Exact two-sided p of so many successes, each as likely as the others.</summary>
/// <param name="most">The largest number of trials that will be asked for.</param>
/// <param name="chance">How likely a success is, 0 to 1.</param>
sealed class Binomial(int most, double chance)
{
    readonly double[] logFactorials = LogFactorials(most);

    /// <summary>Twice the smaller tail, at most 1; 1 where there are no trials, or chance has no say.</summary>
    public double P(int successes, int trials) => trials == 0 || chance is 0 or 1 ? 1 : Math.Min(1, 2 * Math.Min(Tail(0, successes, trials), Tail(successes, trials, trials)));

    double Tail(int from, int to, int trials)
    {
        double sum = 0;
        for (var k = from; k <= to; k++)
            sum += Math.Exp(logFactorials[trials] - logFactorials[k] - logFactorials[trials - k] + k * Math.Log(chance) + (trials - k) * Math.Log(1 - chance));
        return sum;
    }

    static double[] LogFactorials(int most)
    {
        var all = new double[most + 1];
        for (var i = 2; i <= most; i++) all[i] = all[i - 1] + Math.Log(i);
        return all;
    }
}
