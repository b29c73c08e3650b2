namespace ResearchKit;

/// <summary>Charts of themes, companies, providers and indices.</summary>
public static partial class Plots
{
    const int Resamples = 1000, FewestResampled = 5, MostKeys = 7, MostCompanies = 8, FewestDrawn = 3;

    /// <summary>How good is what is said of each theme, the best first: the mean over the articles that say something of it. From five articles on it has a 95% interval, by a seeded bootstrap over articles.</summary>
    /// <param name="scores">Of one article or several.</param>
    /// <param name="title">The finding; without it, the highest and the lowest.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">Nothing is said of any.</exception>
    public static Plot Plot(this IEnumerable<ThemeScore> scores, string? title = null, string? note = null)
    {
        var all = scores.ToList();
        var said = all.Where(score => score.Outcome == Outcome.Scored).ToList();
        return Bars(Means(said.Select(score => (score.Theme.Name, score.ArticleId, score.Value))), title: title, note: Silent(note, all.Count - said.Count));
    }

    /// <summary>How good the news is for each company, the best first: the mean over the articles that say something for it. From five articles on it has a 95% interval, by a seeded bootstrap over articles.</summary>
    /// <inheritdoc cref="Plot(IEnumerable{ThemeScore}, string?, string?)"/>
    public static Plot Plot(this IEnumerable<TickerScore> scores, string? title = null, string? note = null)
    {
        var all = scores.ToList();
        var said = all.Where(score => score.Outcome == Outcome.Scored).ToList();
        return Bars(Means(said.Select(score => (score.Company.Name, score.ArticleId, score.Value))), title: title, note: Silent(note, all.Count - said.Count));
    }

    /// <summary>How good the news is for each company in the articles on each theme: mean values and numbers of articles, themes by the number of articles, of more than eight companies the eight in most of them.</summary>
    /// <param name="themes">Of some articles.</param>
    /// <param name="tickers">Of the same articles; silent ones are left out.</param>
    /// <param name="title">The finding; without it, the best and the worst cell, among those of five articles or more if there are any.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">No article has both.</exception>
    public static Plot PlotByTicker(this IEnumerable<ThemeScore> themes, IEnumerable<TickerScore> tickers, string? title = null, string? note = null)
    {
        var pairs = themes.Join(tickers.Where(score => score.Outcome == Outcome.Scored), theme => theme.ArticleId, ticker => ticker.ArticleId, (theme, ticker) => (Theme: theme.Theme.Name, ticker.Company, ticker.Value), StringComparer.Ordinal).ToList();
        if (pairs.Count == 0) throw new InputException("No article has both a theme and news for a company. Expected the themes and the tickers of the same articles.");
        var companies = pairs.CountBy(pair => pair.Company.Symbol).OrderByDescending(company => company.Value).ThenBy(company => company.Key, StringComparer.Ordinal).ToList();
        if (companies.Count > MostCompanies) note = Joined(note, Invariant($"The {MostCompanies} companies in most articles, of {companies.Count}."));
        var shown = companies.Take(MostCompanies).Select(company => company.Key).ToHashSet();
        var cells = pairs.Where(pair => shown.Contains(pair.Company.Symbol)).GroupBy(pair => pair.Theme).OrderByDescending(theme => theme.Count()).ThenBy(theme => theme.Key, StringComparer.Ordinal)
            .SelectMany(theme => theme.GroupBy(pair => pair.Company.Symbol).Select(cell => (Row: theme.Key, Column: cell.Key, Value: (double?)cell.Average(pair => pair.Value), Count: cell.Count()))).ToList();
        var telling = cells.Where(cell => cell.Count >= FewestResampled).ToList() is { Count: > 1 } many ? many : cells;
        var (best, worst) = (telling.MaxBy(cell => cell.Value), telling.MinBy(cell => cell.Value));
        return HeatMap(cells, title ?? Invariant($"Best for {best.Column} on {best.Row} {best.Value:+0.00;−0.00;0.00}, worst for {worst.Column} on {worst.Row} {worst.Value:+0.00;−0.00;0.00}"), "mean value, −1 to 1", note);
    }

    /// <summary>How much of each article is about a theme against the value of the whole article, a point an article that mentions it, with the least-squares line.</summary>
    /// <remarks>A theme has no direction: this says whether news on it is good news, not who gains by it.</remarks>
    /// <param name="themes">Of one theme.</param>
    /// <param name="scores">Of the same articles; silent ones are left out.</param>
    /// <param name="title">The finding; without it, the slope.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">There are several themes, or no article has both.</exception>
    public static Plot PlotAgainst(this IEnumerable<ThemeScore> themes, IEnumerable<Score> scores, string? title = null, string? note = null)
    {
        var all = themes.ToList();
        if (all.Select(score => score.Theme.Name).Distinct().Take(2).ToList() is [var one, var other]) throw new InputException($"There are scores of {Untrusted.Quote(one)} and of {Untrusted.Quote(other)}. Expected those of one theme: .Where(score => score.Theme.Name == …).");
        var points = all.Join(scores.Where(score => score.Outcome == Outcome.Scored), theme => theme.ArticleId, score => score.ArticleId, (theme, score) => (theme.Prevalence, score.Value, theme.ArticleId), StringComparer.Ordinal);
        return Against(points, $"share of sentences on {(all.Count == 0 ? "the theme" : all[0].Theme.Name)}, 0 to 1", "value of the article, −1 to 1", title, note);
    }

    /// <summary>An index over time with its intervals, a line a key; of more than seven keys those with most observations. With one key, the numbers of observations stand at the foot. The interval of two observations is not drawn: it would flatten all others.</summary>
    /// <param name="index">The index.</param>
    /// <param name="axis">What the values are, with unit and range.</param>
    /// <param name="title">The finding; without it, where each key begins and ends.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">It has no point.</exception>
    public static Plot Plot(this SentimentIndex index, string axis = Style.ValueAxis, string? title = null, string? note = null)
    {
        string[] keys = [.. index.Keys.OrderByDescending(key => index[key].Sum(point => point.Count)).ThenBy(key => key, StringComparer.Ordinal)];
        if (keys.Length > MostKeys) note = Joined(note, Invariant($"The {MostKeys} keys with most observations, of {keys.Length}."));
        return OverTime(keys.Take(MostKeys).SelectMany(key => Lines(index, key, axis)), title ?? string.Join("; ", keys.Take(3).Select(key => FromTo(index, key))), keys.Length == 1 ? Counts(index, keys[0]) : null, note);
    }

    /// <summary>How diverse the providers are that are named in each period, 1 − HHI with its interval, above an index of values over the same periods.</summary>
    /// <param name="index">With one key.</param>
    /// <param name="mixes">The first day of a period, and the mix of its articles.</param>
    /// <param name="axis">What the index's values are, with unit and range.</param>
    /// <param name="title">The finding; without it, the rank correlation of the two over the periods that have both.</param>
    /// <param name="note">Printed under the chart, behind <see cref="Diversification.Note"/>.</param>
    /// <exception cref="InputException">The index has no key, or several.</exception>
    public static Plot PlotBeside(this SentimentIndex index, IEnumerable<(DateOnly From, Diversification Mix)> mixes, string axis = Style.ValueAxis, string? title = null, string? note = null)
    {
        if (index.Keys.Take(2).ToList() is not [var key]) throw new InputException($"The index has {index.Keys.Count()} keys. Expected one: give its observations one key.");
        var all = mixes.ToList();
        var both = all.Join(index[key], mix => mix.From, point => point.From, (mix, point) => (mix.Mix.Index, point.Value)).Where(pair => pair is { Index: not null, Value: not null }).ToList();
        int[] every = [.. Enumerable.Range(0, both.Count)];
        var rank = Evaluating.Spearman(every, [.. both.Select(pair => pair.Index!.Value)], [.. both.Select(pair => pair.Value!.Value)]);
        var finding = double.IsFinite(rank) ? Invariant($"Diversification and {key}: rank correlation {rank:+0.00;−0.00;0.00} over {both.Count} {index.Period.ToString().ToLowerInvariant()}s") : $"Diversification and {key}";
        return OverTime([.. all.Select(mix => ("diversification of providers named, 1 − HHI, 0 to 1", "diversification", Frames.Midnight(mix.From), mix.Mix.Index, 1 - mix.Mix.Interval?.High, 1 - mix.Mix.Interval?.Low)), .. Lines(index, key, axis)],
            title ?? finding, Counts(index, key), Joined(Diversification.Note, note));
    }

    /// <summary>The share of each provider among those that are named, with HHI and effective number in the title.</summary>
    /// <param name="mix">The mix.</param>
    /// <param name="title">The finding; without it, HHI and effective number.</param>
    /// <param name="note">Printed under the chart, behind <see cref="Diversification.Note"/>.</param>
    /// <exception cref="InputException">No provider is named.</exception>
    public static Plot Plot(this Diversification mix, string? title = null, string? note = null) => Bars(
        mix.Providers.Select(provider => (Invariant($"{provider.Company.Name} ({provider.Mentions})"), provider.Share, (double?)null, (double?)null, (int?)null)),
        "weighted share, 0 to 1; in brackets the mentions",
        title ?? (mix.Hhi is null ? "No provider has a weight" : Invariant($"As diverse as {mix.Effective:0.0} equal providers: HHI {mix.Hhi:0.00}{(mix.Interval is { } i ? Invariant($" (95%: {i.Low:0.00} to {i.High:0.00})") : "")}")),
        Joined(Diversification.Note, note));

    /// <summary>The mean of each name over its articles, where it lies in 95% of the resamples of them, and their number, which of one article goes without saying.</summary>
    static IEnumerable<(string Name, double Value, double? Low, double? High, int? Count)> Means(IEnumerable<(string Name, string Article, double Value)> rows)
    {
        var groups = rows.GroupBy(row => row.Name).ToList();
        var several = groups.SelectMany(group => group).Select(row => row.Article).Distinct().Count() > 1;
        foreach (var group in groups)
        {
            double[] values = [.. group.OrderBy(row => row.Article, StringComparer.Ordinal).ThenBy(row => row.Value).Select(row => row.Value)];
            var (low, high) = values.Length < FewestResampled ? (null, null) : Interval(values);
            yield return (group.Key, values.Average(), low, high, several ? values.Length : null);
        }
    }

    static (double? Low, double? High) Interval(double[] values)
    {
        var means = new double[Resamples];
        for (var draw = 0; draw < Resamples; draw++)
        {
            var random = SplitMix.Of(1, draw);
            for (var i = 0; i < values.Length; i++) means[draw] += values[random.Below(values.Length)] / values.Length;
        }
        Array.Sort(means);
        return (means[(int)(0.025 * (Resamples - 1))], means[(int)Math.Ceiling(0.975 * (Resamples - 1))]);
    }

    static IEnumerable<(string, string, DateTimeOffset, double?, double?, double?)> Lines(SentimentIndex index, string key, string axis) =>
        index[key].Select(point => (axis, key, Frames.Midnight(point.From), point.Value, point.Count < FewestDrawn ? null : point.Low, point.Count < FewestDrawn ? null : point.High));

    static IEnumerable<(DateTimeOffset, int)> Counts(SentimentIndex index, string key) => index[key].Select(point => (Frames.Midnight(point.From), point.Count));

    static string FromTo(SentimentIndex index, string key) => index[key].Where(point => point.Value is not null).ToList() is [var first, .., var last]
        ? Invariant($"{key}: {first.Value:+0.00;−0.00;0.00} ({first.From:yyyy-MM-dd}) to {last.Value:+0.00;−0.00;0.00} ({last.From:yyyy-MM-dd})") : key;

    static string? Silent(string? note, int left) => left == 0 ? note : Joined(note, Invariant($"{left} silent {(left == 1 ? "row is" : "rows are")} left out."));

    static string Joined(string? note, string? more) => string.Join(' ', new[] { note, more }.Where(text => text is not null));
}
