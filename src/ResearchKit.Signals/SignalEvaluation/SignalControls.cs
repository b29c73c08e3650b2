using System.Globalization;

namespace ResearchKit;

/// <summary>Two controls that go with every evaluation: a factor that is planted must be found, and a placebo must not.</summary>
/// <remarks>
/// <para>Placebo: each day gets the scores of another day, all days in one seeded cycle (Sattolo 1986), so that no day keeps its own; tickers keep theirs. What of a mean rank IC remains does not hang on when a score was given: it comes of tickers that always score and always gain alike, or of a fault.
/// How far chance goes is told by shifts: all scores come a number of days late, a horizon or more, and the last days' go to the first. They leave in place what makes neighbouring days alike, overlap and scores that stay, which a shuffle destroys: against shuffles a p would be too small.</para>
/// <para>Planted: ρ·z + √(1 − ρ²)·ε, z a day's standardised returns over the horizon — tomorrow's returns, at horizon 1 — and ε seeded normal noise. It says whether so many days and tickers find what is there. It is made of the panel's own returns, so it does not see returns that were joined to the wrong day or ticker.</para>
/// </remarks>
/// <param name="Horizon">Over how many trading days.</param>
/// <param name="Placebo">The mean over twenty shuffles of the mean rank IC; 0 is what it should be near.</param>
/// <param name="PlaceboLow">What 2.5% of the shifts lie below.</param>
/// <param name="PlaceboHigh">What 2.5% of them lie above.</param>
/// <param name="P">How often a shifted mean rank IC is at least as far from 0 as the real one, the real one among them: (1 + #)/(1 + shifts).</param>
/// <param name="PlaceboHolds">Whether <paramref name="Placebo"/> is no farther from 0 than the half-width of the interval that the first shuffle has by <see cref="MeanEstimate"/>: what chance does to a mean of these days.</param>
/// <param name="Strength">ρ.</param>
/// <param name="Planted">The mean rank IC of the planted factor.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record SignalControls(int Horizon, double Placebo, double PlaceboLow, double PlaceboHigh, double P, bool PlaceboHolds, double Strength, MeanEstimate Planted)
{
    const int Shuffles = 20;

    /// <summary>Whether the interval of the planted factor lies above 0.</summary>
    public bool PlantedFound => Planted.Low > 0;

    /// <summary>Whether the placebo comes to about 0 and the planted factor is found.</summary>
    public bool Hold => PlaceboHolds && PlantedFound;

    /// <param name="panel">Scores with returns.</param>
    /// <param name="real">Its coefficients.</param>
    /// <param name="horizon">Which horizon.</param>
    /// <returns>Null where too few days count.</returns>
    internal static SignalControls? Of(SignalPanel panel, InformationCoefficients real, int horizon)
    {
        var options = real.Options;
        var sections = panel.Sections(horizon).Where(section => section.Count >= options.FewestNames && !Series.Constant(section.Scores) && !Series.Constant(section.Returns)).ToArray();
        if (real[horizon].RankIc is not { } found) return null;
        int[] places = [.. Enumerable.Range(0, sections.Length)];
        var (scores, returns) = (Array.ConvertAll(sections, section => Ranks(section.Scores)), Array.ConvertAll(sections, section => Ranks(section.Returns)));
        // Each shuffle has a generator of its own, so threads change no bit.
        var shuffles = Means(Enumerable.Range(0, Math.Min(Shuffles, options.Placebos)).Select(draw => Cycle(sections.Length, options.Seed, draw)));
        var shifts = Means(Shifts(sections.Length, horizon, options).Select(shift => Array.ConvertAll(places, place => (place + shift) % sections.Length)));
        var (shuffled, positions) = Against(sections, scores, returns, Cycle(sections.Length, options.Seed, 0));
        if (MeanEstimate.Of(shuffled, positions, horizon, options, 0) is not { } chance || shuffles.Length == 0 || shifts.Length == 0) return null;
        var (mean, far) = (Series.Mean(shuffles), shifts.Count(shifted => Math.Abs(shifted) >= Math.Abs(found.Mean)));
        Array.Sort(shifts);
        return new(horizon, mean, shifts[(int)(0.025 * (shifts.Length - 1))], shifts[(int)Math.Ceiling(0.975 * (shifts.Length - 1))], (1.0 + far) / (1 + shifts.Length), Math.Abs(mean) <= (chance.High - chance.Low) / 2, options.Planted, Plant(sections, horizon, options)!);

        double[] Means(IEnumerable<int[]> orders)
        {
            int[][] all = [.. orders];
            var means = new double[all.Length];
            Parallel.For(0, all.Length, draw => means[draw] = Against(sections, scores, returns, all[draw]) is { Values: { Length: > 0 } values } ? Series.Mean(values) : double.NaN);
            return [.. means.Where(double.IsFinite)];
        }
    }

    /// <summary>From which day each takes its scores: all in one seeded cycle.</summary>
    static int[] Cycle(int days, ulong seed, int draw)
    {
        var random = SplitMix.Of(seed, draw);
        int[] from = [.. Enumerable.Range(0, days)];
        for (var i = from.Length - 1; i > 0; i--)
            if (random.Below(i) is var other) (from[i], from[other]) = (from[other], from[i]);
        return from;
    }

    /// <summary>By how many days: a horizon or more either way where there are so many; every number once, or a seeded choice.</summary>
    static IEnumerable<int> Shifts(int days, int horizon, SignalOptions options)
    {
        var least = Math.Min(horizon, days / 2);
        var count = days - 2 * least + 1;
        int[] all = [.. Enumerable.Range(least, count)];
        var chosen = Math.Min(count, options.Placebos);
        var random = SplitMix.Of(options.Seed, Shuffles);
        for (var i = 0; i < chosen && chosen < count; i++)
            if (i + random.Below(count - i) is var other) (all[i], all[other]) = (all[other], all[i]);
        return all.Take(chosen);
    }

    static (double[] Values, int[] Positions) Against(CrossSection[] sections, double[][] scores, double[][] returns, int[] from)
    {
        var (values, positions) = (new List<double>(), new List<int>());
        for (var i = 0; i < sections.Length; i++)
        {
            var (x, y) = LongShort.Joined(sections[from[i]], scores[from[i]], sections[i], returns[i]);
            if (x.Length < 3 || Series.Constant(x) || Series.Constant(y)) continue;
            int[] every = [.. Enumerable.Range(0, x.Length)];
            // Ranks over all tickers of a day are those over the tickers of both days where these are the same.
            values.Add(x.Length == sections[i].Count && x.Length == sections[from[i]].Count ? Evaluating.Pearson(every, y, x) : Evaluating.Spearman(every, y, x));
            positions.Add(sections[i].Position);
        }
        return ([.. values], [.. positions]);
    }

    static MeanEstimate? Plant(CrossSection[] sections, int horizon, SignalOptions options)
    {
        var values = new double[sections.Length];
        for (var day = 0; day < sections.Length; day++)
        {
            var random = SplitMix.Of(~options.Seed, day);
            var returns = sections[day].Returns;
            var (mean, deviation) = (Series.Mean(returns), Series.Deviation(returns));
            var planted = Array.ConvertAll(returns, gain => options.Planted * (gain - mean) / deviation + Math.Sqrt(1 - options.Planted * options.Planted) * Distributions.NormalQuantile(((random.Next() >> 11) + 0.5) / (1UL << 53)));
            values[day] = Evaluating.Spearman([.. Enumerable.Range(0, planted.Length)], returns, planted);
        }
        return MeanEstimate.Of(values, Array.ConvertAll(sections, section => section.Position), horizon, options, options.SmallestOfInterest);
    }

    static double[] Ranks(double[] values) => Evaluating.Ranks([.. Enumerable.Range(0, values.Length)], values);

    /// <summary>Both controls, and what they should be.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"horizon {Horizon}: placebo of shuffled dates {Placebo:+0.0000;-0.0000;0.0000}, of shifted ones [{PlaceboLow:+0.0000;-0.0000;0.0000}, {PlaceboHigh:+0.0000;-0.0000;0.0000}], p of the IC among these {P:0.000}: {(PlaceboHolds ? "about 0, as it should be" : "NOT ABOUT 0: the IC does not hang on when scores were given")}; planted factor of {Strength:0.##} {Planted.Mean:+0.0000;-0.0000;0.0000} [{Planted.Low:+0.0000;-0.0000;0.0000}, {Planted.High:+0.0000;-0.0000;0.0000}]: {(PlantedFound ? "found" : "NOT FOUND: this sample finds nothing")}");
}
