using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>How often samples with nothing in them are taken for something, as the page on signals tells it.</summary>
public sealed class FalseAlarmTests
{
    /// <summary>How many samples the page's figures are of.</summary>
    const int Means = 2000, Pools = 1000;

    static readonly string Page = File.ReadAllText(Repository.File("src", "ResearchKit.Signals", "SignalEvaluation", "README.md"));

    static readonly string[] MeanRows = ["Newey–West, L = h − 1, Student's t by n − 1", "Newey–West, 2(h − 1), Student's t by n − 1", "here: 2(h − 1), fixed-b", "values apart"];

    static readonly string[] PoolRows = ["rows as independent", "clustered by date", "by ticker", "by both", "by date, with overlap", "here: the larger of the last two", "beside it, Newey–West of the days' mean"];

    /// <summary>The cells of the row that begins with a name, as shares.</summary>
    static double[] Cells(string row) => [.. Page.Split('\n').Single(line => line.StartsWith($"| {row} |", StringComparison.Ordinal)).Trim('|').Split('|').Skip(1).Select(cell => double.Parse(cell.Trim().TrimEnd('%'), CultureInfo.InvariantCulture) / 100)];

    /// <summary>Each column has samples of its own.</summary>
    static ulong Seed(int sample, int days, int horizon) => ((ulong)sample * 1000 + (ulong)days) * 100 + (ulong)horizon;

    static double Quantile(double freedom) => Distributions.StudentQuantile(0.975, freedom);

    /// <summary>Sums of independent normal days, in which there is nothing: how often each row of the first table finds something at the 5% level.</summary>
    static int[] Alarms(int samples, int days, int horizon)
    {
        var (alarms, plain) = (new int[MeanRows.Length], Quantile(days - 1));
        int[] positions = [.. Enumerable.Range(0, days)];
        for (var sample = 0; sample < samples; sample++)
        {
            var draws = new Draws(Seed(sample, days, horizon));
            double[] sums = new double[days + horizon + 1], values = new double[days];
            for (var day = 1; day < sums.Length; day++) sums[day] = sums[day - 1] + MadePanel.Normal(draws);
            for (var day = 0; day < days; day++) values[day] = sums[day + horizon] - sums[day];
            var estimate = MeanEstimate.Of(values, positions, horizon, new(), 0.02)!;
            bool[] found =
            [
                Math.Abs(estimate.Mean) / Series.NeweyWest(values, horizon - 1) > plain,
                Math.Abs(estimate.T) > plain,
                estimate.P < 0.05,
                Distributions.TwoSidedStudent(estimate.TApart!.Value, estimate.CountApart - 1) < 0.05,
            ];
            for (var row = 0; row < alarms.Length; row++) alarms[row] += found[row] ? 1 : 0;
        }
        return alarms;
    }

    /// <summary>Tickers of four sectors, which have half of the variance of a day's returns; scores know nothing of them and go 0.97 of their way on from day to day. The same for the second table.</summary>
    static int[] Alarms(int samples, int tickers, int days, int horizon)
    {
        const int Sectors = 4;
        const double Stays = 0.97, Half = 0.5;
        var alarms = new int[PoolRows.Length];
        int[] names = [.. Enumerable.Range(0, tickers)], positions = [.. Enumerable.Range(0, days)];
        double plain = Quantile(tickers * days - 1), byDate = Quantile(days - 1), byTicker = Quantile(tickers - 1), fewer = Quantile(Math.Min(days, tickers) - 1);
        for (var sample = 0; sample < samples; sample++)
        {
            var draws = new Draws(Seed(sample, days, horizon));
            var sums = new double[days + horizon + 1][];
            sums[0] = new double[tickers];
            for (var day = 1; day < sums.Length; day++)
            {
                double[] sector = [.. Enumerable.Range(0, Sectors).Select(_ => MadePanel.Normal(draws))];
                sums[day] = Array.ConvertAll(names, i => sums[day - 1][i] + Math.Sqrt(Half) * sector[i % Sectors] + Math.Sqrt(1 - Half) * MadePanel.Normal(draws));
            }
            double[] level = Array.ConvertAll(names, _ => MadePanel.Normal(draws));
            CrossSection[] sections = Array.ConvertAll(positions, day =>
            {
                level = Array.ConvertAll(level, before => Stays * before + Math.Sqrt(1 - Stays * Stays) * MadePanel.Normal(draws));
                return new CrossSection(MadePanel.Day(day), day, names, level, Array.ConvertAll(names, i => sums[day + horizon][i] - sums[day][i]));
            });
            var pooled = PooledCoefficient.Of(sections, horizon, new(), ranks: true)!;
            var daily = MeanEstimate.Of(Array.ConvertAll(sections, section => Evaluating.Spearman(names, section.Returns, section.Scores)), positions, horizon, new(), 0.02)!;
            bool[] found =
            [
                Math.Abs(pooled.Over(pooled.RowError)) > plain,
                Math.Abs(pooled.Over(pooled.DateError)) > byDate,
                Math.Abs(pooled.Over(pooled.TickerError)) > byTicker,
                Math.Abs(pooled.Over(pooled.BothError)) > fewer,
                Math.Abs(pooled.Over(pooled.OverlapError)) > byDate,
                pooled.P < 0.05,
                daily.P < 0.05,
            ];
            for (var row = 0; row < alarms.Length; row++) alarms[row] += found[row] ? 1 : 0;
        }
        return alarms;
    }

    /// <summary>P(X ≤ count) of so many draws.</summary>
    static double Binomial(int count, int draws, double p)
    {
        var (term, sum) = (Math.Pow(1 - p, draws), 0.0);
        for (var k = 0; k <= count; k++, term *= (draws - k + 1.0) / k * p / (1 - p)) sum += term;
        return sum;
    }

    /// <summary>Whether a count is one in a thousand likely or more, to either side, where the page's figure may itself be two standard errors off.</summary>
    static bool Likely(int count, int draws, double page, int pageDraws)
    {
        var error = 2 * Math.Sqrt(page * (1 - page) / pageDraws);
        return Binomial(count, draws, page - error) > 0.001 && 1 - Binomial(count - 1, draws, page + error) > 0.001;
    }

    static int[][] Table(int samples) => [Alarms(samples, 500, 21), Alarms(samples, 500, 5), Alarms(samples, 250, 10)];

    static int[][] Pooled(int samples) => [Alarms(samples, 16, 500, 1), Alarms(samples, 16, 500, 5), Alarms(samples, 16, 500, 21), Alarms(samples, 50, 250, 10)];

    /// <summary>Of a few of the samples, by what is likely. With <c>RESEARCHKIT_ALL_SAMPLES=1</c>, a quarter of a minute, of all of them and to the digit: when figures are to move, its message is the new rows.</summary>
    [Fact]
    public void False_alarms_come_as_often_as_the_page_says()
    {
        const int FewMeans = 400, FewPools = 60;
        var all = Environment.GetEnvironmentVariable("RESEARCHKIT_ALL_SAMPLES") == "1";
        var differ = new List<string>();
        var (means, pools) = (Table(all ? Means : FewMeans), Pooled(all ? Pools : FewPools));
        // The same samples: what the kit does raises fewer of them than what it does not do.
        Assert.All(means, column => Assert.True(column[2] < column[1]));
        Assert.True(pools.Skip(1).Sum(column => column[5]) < pools.Skip(1).Sum(column => column[4]));
        foreach (var (rows, columns, samples, whole) in new[] { (MeanRows, means, all ? Means : FewMeans, Means), (PoolRows, pools, all ? Pools : FewPools, Pools) })
            foreach (var (row, name) in rows.Index())
            {
                var cells = Cells(name);
                Assert.Equal(columns.Length, cells.Length);
                var found = $"| {name} | {string.Join(" | ", columns.Select(column => FormattableString.Invariant($"{100.0 * column[row] / samples:0.0}%")))} |";
                if (all ? !Page.Contains($"\n{found}\n", StringComparison.Ordinal) : columns.Index().Any(column => !Likely(column.Item[row], samples, cells[column.Index], whole))) differ.Add(found);
            }
        Assert.True(differ.Count == 0, $"Found, and other than on the page:\n{string.Join('\n', differ)}");
        Assert.Contains(FormattableString.Invariant($"({Means:N0} samples of sums of independent normal days"), Page);
        Assert.Contains(FormattableString.Invariant($"({Pools:N0} samples each"), Page);
    }
}
