namespace ResearchKit.Tests;

/// <summary>Returns of a market and of tickers T0, T1, …, made from a seed.</summary>
sealed class MadeEvents
{
    /// <param name="seed">Of all draws.</param>
    /// <param name="tickers">How many.</param>
    /// <param name="days">How many.</param>
    /// <param name="common">The share of a ticker's own variance that all tickers share and the market does not have.</param>
    /// <param name="perDay">What each ticker gains beyond that on three days.</param>
    /// <param name="at">The first of them.</param>
    public MadeEvents(ulong seed, int tickers, int days, double common, double perDay, int at = 0)
    {
        var draws = new Draws(seed);
        Market = [.. Enumerable.Range(0, days).Select(day => (MadePanel.Day(day), 0.0003 + 0.01 * MadePanel.Normal(draws)))];
        double[] shared = [.. Enumerable.Range(0, days).Select(_ => MadePanel.Normal(draws))];
        Tickers = [.. Enumerable.Range(0, tickers).Select(i => $"T{i}")];
        Returns = [.. from ticker in Tickers
                      from day in Enumerable.Range(0, days)
                      select (MadePanel.Day(day), ticker, 0.9 * Market[day].Return + 0.02 * (Math.Sqrt(common) * shared[day] + Math.Sqrt(1 - common) * MadePanel.Normal(draws)) + (day >= at && day < at + 3 ? perDay : 0))];
    }

    public (DateOnly Date, double Return)[] Market { get; }

    public string[] Tickers { get; }

    public (DateOnly Date, string Ticker, double Return)[] Returns { get; }
}

/// <summary>An event study written down again from the papers, plainly: with matrices where the kit has sums, pairs where it has shortcuts. All events must have all returns.</summary>
sealed record NaiveEventStudy(int Estimation, int Gap, int First, int CarFirst, int CarLast)
{
    public sealed record Result(double[] Cars, double[] Scars, double Patell, double Bmp, double Correlation, double KolariPynnonen, double Corrado);

    public Result Of(MadeEvents made, (string Ticker, int Day)[] events)
    {
        var m = CarLast - CarFirst + 1;
        var (cars, scars, residuals, all, starts) = (new List<double>(), new List<double>(), new List<double[]>(), new List<double[]>(), new List<int>());
        foreach (var (ticker, day) in events)
        {
            var returns = made.Returns.Where(row => row.Ticker == ticker).OrderBy(row => row.Date).Select(row => row.Return).ToArray();
            var start = day + First - Gap - Estimation;
            int[] past = [.. Enumerable.Range(start, Estimation)], tested = [.. Enumerable.Range(day + CarFirst, m)];
            // X'X of a constant and the market, and its inverse.
            double n = Estimation, x = past.Sum(d => made.Market[d].Return), xx = past.Sum(d => made.Market[d].Return * made.Market[d].Return), y = past.Sum(d => returns[d]), xy = past.Sum(d => made.Market[d].Return * returns[d]);
            var determinant = n * xx - x * x;
            double[,] inverse = { { xx / determinant, -x / determinant }, { -x / determinant, n / determinant } };
            var alpha = inverse[0, 0] * y + inverse[0, 1] * xy;
            var beta = inverse[1, 0] * y + inverse[1, 1] * xy;
            double Abnormal(int d) => returns[d] - alpha - beta * made.Market[d].Return;
            var s2 = past.Sum(d => Math.Pow(Abnormal(d), 2)) / (Estimation - 2);
            // The variance of a sum of forecast errors: s²·(I + X·(X'X)⁻¹·X'), all of its cells added.
            var variance = (from a in tested
                            from b in tested
                            let ra = made.Market[a].Return
                            let rb = made.Market[b].Return
                            select (a == b ? 1 : 0) + inverse[0, 0] + inverse[0, 1] * (ra + rb) + inverse[1, 1] * ra * rb).Sum() * s2;
            cars.Add(tested.Sum(Abnormal));
            scars.Add(tested.Sum(Abnormal) / Math.Sqrt(variance));
            residuals.Add([.. past.Select(Abnormal)]);
            all.Add([.. past.Select(Abnormal), .. tested.Select(Abnormal)]);
            starts.Add(start);
        }
        var count = events.Length;
        var mean = scars.Average();
        var bmp = mean / Math.Sqrt(scars.Sum(scar => Math.Pow(scar - mean, 2)) / (count - 1) / count);
        var pairs = (from i in Enumerable.Range(0, count)
                     from j in Enumerable.Range(0, count)
                     where i < j
                     let apart = Math.Abs(starts[i] - starts[j])
                     let common = Enumerable.Range(0, 1000).Where(d => d >= starts[i] && d < starts[i] + Estimation && d >= starts[j] && d < starts[j] + Estimation).ToArray()
                     select apart >= m ? 0 : MadePanel.Correlation([.. common.Select(d => residuals[i][d - starts[i]])], [.. common.Select(d => residuals[j][d - starts[j]])]) * (m - apart) / m).ToList();
        var correlation = count < 2 ? 0 : pairs.Average();
        var ranks = all.Select(MadePanel.Ranks).ToList();
        double[] z = [.. Enumerable.Range(0, Estimation + m).Select(d => ranks.Sum(rank => rank[d] / (Estimation + m + 1.0) - 0.5) / Math.Sqrt(count))];
        return new([.. cars], [.. scars], scars.Sum() / Math.Sqrt(count * (Estimation - 2.0) / (Estimation - 4)), bmp, correlation, bmp * Math.Sqrt((1 - correlation) / (1 + (count - 1) * correlation)),
            z[Estimation..].Sum() / Math.Sqrt(m) / Math.Sqrt(z.Average(value => value * value)));
    }
}
