using Xunit;

namespace ResearchKit.Tests;

public sealed class PooledCoefficientTests
{
    static HorizonCoefficients Of(IEnumerable<SignalRow> rows, int horizon = 1) => InformationCoefficients.Of(SignalPanel.Of(rows))[horizon];

    [Fact]
    public void A_coefficient_and_its_errors_worked_by_hand()
    {
        // Three tickers on three days, which are no day of their own below five names: scores −1, 0, 1, returns alike, alike, and turned round.
        var pooled = Of([.. MadePanel.Section(0, [-1, 0, 1], [-1, 0, 1]), .. MadePanel.Section(1, [-1, 0, 1], [-1, 0, 1]), .. MadePanel.Section(2, [-1, 0, 1], [1, 0, -1])]).PooledIc!;
        Assert.Equal((9, 3, 3), (pooled.Count, pooled.Days, pooled.Tickers));
        // Σxy = 2 + 2 − 2, Σx² = Σy² = 6.
        Assert.Equal(2 / 6.0, pooled.Value, 1e-14);
        // u = 1.5·x(y − x/3)/9: 1/9 for the outer two of the first days, −2/9 of the last. By date 2/9, 2/9, −4/9; by ticker 0.
        Assert.Equal(Math.Sqrt(9 / 8.0 * (4 * 1 + 2 * 4) / 81), pooled.RowError, 1e-14);
        Assert.Equal(Math.Sqrt(3 / 2.0 * (4 + 4 + 16) / 81), pooled.DateError, 1e-14);
        Assert.Equal(0, pooled.TickerError, 1e-14);
        // Date + ticker − row is 4/9 − 1/6, less than date alone, which stands for it.
        Assert.Equal(pooled.DateError, pooled.BothError, 1e-14);
        // One lag, by half: 24/81 + 2·½·(2·2 − 2·4)/81.
        Assert.Equal(1, pooled.Lags);
        Assert.Equal(Math.Sqrt(3 / 2.0 * (24 - 4) / 81), pooled.OverlapError, 1e-14);
        // Student's t of two degrees: 4.302653 (from tables).
        Assert.Equal(1 / 3.0 - 4.302653 * 2 / 3, pooled.Low, 1e-6);
        Assert.Equal(1 / 3.0 + 4.302653 * 2 / 3, pooled.High, 1e-6);
        Assert.Equal((1 / 3.0) / (2 / 3.0), pooled.T, 1e-14);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(5, false)]
    [InlineData(1, true)]
    [InlineData(5, true)]
    public void Every_error_agrees_with_a_sum_over_pairs_of_rows(int horizon, bool ranks)
    {
        // Days of different size, a few with one ticker or two.
        var rows = MadePanel.Rows(61, 12, 40, 0.3, 1, 5).Where(row => row.Horizon == horizon && (row.Ticker[^1] * 7 + row.Date.DayNumber * 5) % 11 > row.Date.DayNumber % 9).ToList();
        var made = Of(rows, horizon);
        var pooled = ranks ? made.PooledRankIc! : made.PooledIc!;

        var days = rows.GroupBy(row => row.Date).OrderBy(day => day.Key).Where(day => day.Count() > 1).ToList();
        Assert.True(days.Min(day => day.Count()) < 5 && rows.Count > days.Sum(day => day.Count()));
        var all = new List<(int Day, string Ticker, double X, double Y)>();
        foreach (var (number, day) in days.Index())
        {
            double[] x = [.. day.Select(row => row.Score)], y = [.. day.Select(row => row.Return!.Value)];
            if (ranks) (x, y) = ([.. MadePanel.Ranks(x).Select(rank => rank / x.Length)], [.. MadePanel.Ranks(y).Select(rank => rank / y.Length)]);
            all.AddRange(day.Select((row, i) => (number, row.Ticker, x[i] - x.Average(), y[i] - y.Average())));
        }
        Assert.Equal((all.Count, days.Count), (pooled.Count, pooled.Days));
        double n = all.Count, value = MadePanel.Correlation([.. all.Select(row => row.X)], [.. all.Select(row => row.Y)]);
        double spreadX = Math.Sqrt(all.Average(row => row.X * row.X)), spreadY = Math.Sqrt(all.Average(row => row.Y * row.Y));
        double[] u = [.. all.Select(row => row.X / spreadX * (row.Y / spreadY - value * row.X / spreadX) / n)];
        double Pairs(Func<(int Day, string Ticker, double X, double Y), (int Day, string Ticker, double X, double Y), double> weight)
        {
            var sum = 0.0;
            for (var i = 0; i < all.Count; i++)
                for (var j = 0; j < all.Count; j++) sum += weight(all[i], all[j]) * u[i] * u[j];
            return sum;
        }
        double g = days.Count, h = all.Select(row => row.Ticker).Distinct().Count();
        var row = n / (n - 1) * Pairs((a, b) => a == b ? 1 : 0);
        var date = g / (g - 1) * Pairs((a, b) => a.Day == b.Day ? 1 : 0);
        var ticker = h / (h - 1) * Pairs((a, b) => a.Ticker == b.Ticker ? 1 : 0);
        var overlap = g / (g - 1) * Pairs((a, b) => Math.Max(0, 1 - Math.Abs(a.Day - b.Day) / (pooled.Lags + 1.0)));
        Assert.Equal(value, pooled.Value, 1e-12);
        Assert.Equal([Math.Sqrt(row), Math.Sqrt(date), Math.Sqrt(ticker), Math.Sqrt(Math.Max(date + ticker - row, Math.Max(date, ticker))), Math.Sqrt(overlap)],
            new[] { pooled.RowError, pooled.DateError, pooled.TickerError, pooled.BothError, pooled.OverlapError }, (a, b) => Math.Abs(a - b) < 1e-9 * Math.Max(1e-3, Math.Abs(b)));
        Assert.Equal(horizon == 1 ? 3 : 2 * 4, pooled.Lags);
    }

    [Fact]
    public void News_that_stays_with_its_ticker_while_returns_overlap_widens_the_error_by_ticker_and_not_by_date()
    {
        var draws = new Draws(8);
        var rows = MadePanel.Rows(62, 16, 240, 0, 10).GroupBy(row => row.Ticker).SelectMany(ticker =>
        {
            var level = MadePanel.Normal(draws);
            return ticker.Select(row => row with { Score = level = 0.97 * level + 0.24 * MadePanel.Normal(draws) }).ToList();
        });
        var pooled = Of(rows, 10).PooledRankIc!;
        Assert.InRange(pooled.DateError / pooled.RowError, 0.8, 1.25);
        Assert.True(pooled.TickerError > 1.8 * pooled.RowError && pooled.Error >= pooled.TickerError && pooled.OverlapError > 1.5 * pooled.DateError, pooled.ToString());
    }

    [Fact]
    public void A_sector_that_moves_on_a_day_widens_the_error_by_date()
    {
        // Half the tickers share each day's move, and a day's score.
        var draws = new Draws(9);
        var rows = Enumerable.Range(0, 120).SelectMany(day => (Move: MadePanel.Normal(draws), Score: MadePanel.Normal(draws)) is var shared ? Enumerable.Range(0, 20).Select(i => new SignalRow(MadePanel.Day(day), $"T{i:00}",
            (i < 10 ? shared.Score : 0) + 0.1 * MadePanel.Normal(draws), 1, (i < 10 ? shared.Move : 0) + MadePanel.Normal(draws))).ToList() : []);
        var pooled = Of(rows).PooledIc!;
        Assert.True(pooled.DateError > 1.8 * pooled.RowError && pooled.Error >= pooled.DateError, pooled.ToString());
    }

    [Fact]
    public void Too_little_has_none_and_what_all_tickers_share_counts_for_nothing()
    {
        Assert.Null(Of([.. MadePanel.Section(0, [1, 2, 3], [1, 2, 3]), .. MadePanel.Section(1, [1, 2, 3], [1, 2, 3])]).PooledIc);
        Assert.Null(Of(Enumerable.Range(0, 5).SelectMany(day => MadePanel.Section(day, [1, 2], [1, 2]))).PooledIc);
        var rows = MadePanel.Rows(63, 8, 30, 0.2, 1);
        var (before, after) = (Of(rows).PooledIc!, Of(rows.Select(row => row with { Score = row.Score + row.Date.DayNumber % 5, Return = row.Return + row.Date.DayNumber % 7 })).PooledIc!);
        Assert.Equal(before.Value, after.Value, 1e-12);
        Assert.Equal(before.BothError, after.BothError, 1e-12);
    }

    [Fact]
    public void It_is_printed_and_tabled_beside_the_coefficients_of_days()
    {
        var found = InformationCoefficients.Of(SignalPanel.Of(MadePanel.Rows(64, 20, 60, 0.3, 1, 5)));
        var pooled = found[5].PooledRankIc!;
        Assert.Contains("all rows at once, errors clustered", found.ToString());
        Assert.Contains(FormattableString.Invariant($"{pooled.Value / pooled.BothError:0.00}"), found.ToString());
        var frame = found.PooledToDataFrame();
        Assert.Equal(["horizon", "rows", "dates", "tickers", "IC", "rank IC", "low", "high", "t rows", "t date", "t ticker", "t both", "t overlap", "p"], frame.Columns.Select(column => column.Name));
        Assert.Equal([5, 1200, 60, 20, found[5].PooledIc!.Value, pooled.Value, pooled.Low, pooled.High], frame.Rows[1].Take(8));
        Assert.Equal(pooled.Value / pooled.OverlapError, (double)frame["t overlap"][1], 1e-12);
    }
}
