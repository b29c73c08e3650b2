namespace ResearchKit;

/// <summary>Charts of a book: what is held, what news says of it, what changed, and what if.</summary>
public static partial class Plots
{
    const double Smallest = 0.02;

    /// <summary>How a book is weighted, a bar a position without cash, the greatest long first.</summary>
    /// <param name="portfolio">The positions.</param>
    /// <param name="title">The finding; without it, how concentrated it is.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">Nothing is held.</exception>
    public static Plot Plot(this Portfolio portfolio, string? title = null, string? note = null)
    {
        var held = portfolio.Positions.Where(position => !position.IsCash).ToList();
        var cash = portfolio.Positions.Where(position => position.IsCash).Sum(position => position.Weight);
        return Bars(held.Select(position => (position.Ticker, position.Weight, (double?)null, (double?)null, (int?)null)), "weight, 0.1 is 10%",
            title ?? Invariant($"As concentrated as {portfolio.Effective:0.0} equal positions: HHI {portfolio.Hhi:0.00} of {held.Count}"), cash == 0 ? note : Joined(Invariant($"Cash {cash:0.0%}."), note));
    }

    /// <summary>How positions add up to the exposure to sentiment: a waterfall of weight times sentiment. Positions without news have no step; they are named under the chart.</summary>
    /// <param name="exposure">The exposure.</param>
    /// <param name="title">The finding; without it, the exposure, and how much of the book has news.</param>
    /// <param name="note">Printed under the chart.</param>
    public static Plot Plot(this Exposure exposure, string? title = null, string? note = null) => Waterfall(
        exposure.Positions.Where(position => position.Sentiment is not null).Select(position => (position.Position.Ticker, position.Value,
            Invariant($"{position.Position.Ticker}: weight {position.Position.Weight:+0.000;−0.000}, sentiment {position.Sentiment:+0.000;−0.000;0.000} from {position.Behind!.Parts.Length} {(position.Behind.Parts.Length == 1 ? "article" : "articles")}"))),
        exposure.Value, title ?? Invariant($"Exposure to sentiment {exposure.Value:+0.000;−0.000;0.000}: news on {exposure.Covered ?? 0:0%} of the gross weight"), null,
        Joined(Left(exposure, position => position.Sentiment is null, "No news, counted as 0"), note), "weight times sentiment", "exposure");

    /// <summary>How themes add up to the same exposure: what the words on each add to it, in the hover how much of the news is about it.</summary>
    /// <param name="exposure">The exposure.</param>
    /// <param name="title">The finding; without it, the theme that adds most and the one that takes most.</param>
    /// <param name="note">Printed under the chart.</param>
    public static Plot PlotThemes(this Exposure exposure, string? title = null, string? note = null)
    {
        var named = exposure.Themes.Where(theme => theme.Value != 0).ToList();
        var themes = named.Where(theme => theme.Attention is not null).ToList();
        static string Said(ThemeExposure theme) => Invariant($"{theme.Theme} {theme.Value:+0.000;−0.000;0.000}");
        return Waterfall(Folded(named.Select(theme => (theme.Theme, theme.Value, theme.Attention is { } attention ? Invariant($"{theme.Theme}, attention {attention:+0.000;−0.000;0.000}") : $"{theme.Theme}: words that stand in no theme's sentences"))), exposure.Value,
            title ?? (themes.Count == 0 ? "No theme adds anything" : themes.Count == 1 ? Said(themes[0]) : $"{Said(themes.MaxBy(theme => theme.Value))}, {Said(themes.MinBy(theme => theme.Value))}"), null, note, "weight times sentiment", "exposure");
    }

    /// <summary>The compute providers that the news on the book names, by share; nothing of who is paid.</summary>
    /// <param name="exposure">The exposure.</param>
    /// <param name="title">The finding; without it, the exposure to compute diversification.</param>
    /// <param name="note">Printed under the chart, behind <see cref="Diversification.Note"/>.</param>
    /// <exception cref="InputException">No provider is named.</exception>
    public static Plot PlotProviders(this Exposure exposure, string? title = null, string? note = null) => exposure.Providers.IsEmpty
        ? throw new InputException("The news on these positions names no compute provider. Expected one at least, or companies that have compute products among their aliases.")
        : Bars(exposure.Providers.Select(one => (one.Provider.Name, one.Share, (double?)null, (double?)null, (int?)null)), "share of mentions, weighted by |weight|, 0 to 1",
            title ?? Invariant($"Exposure to compute diversification {exposure.Diversification:+0.000;−0.000;0.000}: providers named for {exposure.DiversificationCovered ?? 0:0%} of the gross weight"), Joined(Diversification.Note, note));

    /// <summary>How articles add up to what changed: new ones, and older ones that lose their weight.</summary>
    /// <param name="change">The change.</param>
    /// <param name="title">The finding; without it, the change and the number of new articles.</param>
    /// <param name="note">Printed under the chart.</param>
    public static Plot Plot(this ExposureChange change, string? title = null, string? note = null)
    {
        var added = change.Articles.Count(article => article.Before == 0);
        return Waterfall(Folded(change.Articles.Select(article => ($"{article.ArticleId}: {article.Title}", article.Change, Invariant($"{article.Title}, {article.AvailableAt.UtcDateTime:yyyy-MM-dd HH:mm}Z: {(article.Before == 0 ? "new" : Invariant($"{article.Before:+0.0000;−0.0000} before"))}, {article.After:+0.0000;−0.0000;0.0000} now, a change of")))),
            change.Change, title ?? Invariant($"Exposure {change.Before:+0.000;−0.000;0.000} to {change.After:+0.000;−0.000;0.000} since {change.Since.UtcDateTime:yyyy-MM-dd HH:mm}Z: {added} new {(added == 1 ? "article" : "articles")}"), null, note, "change of weight times sentiment", "change");
    }

    /// <summary>The exposure as it is, and under each scenario.</summary>
    /// <param name="outcomes">Of one exposure.</param>
    /// <param name="title">The finding; without it, the scenario that moves it furthest.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">There is no scenario.</exception>
    public static Plot Plot(this IEnumerable<ScenarioOutcome> outcomes, string? title = null, string? note = null)
    {
        var all = outcomes.ToList();
        if (all.Count == 0) throw new InputException("There are no scenarios to draw. Expected at least one: exposure.Under(Scenario.Parse(\"…\")).");
        var far = all.MaxBy(outcome => Math.Abs(outcome.Change))!;
        return Bars([("as it is", all[0].Before, null, null, null), .. all.Select(outcome => (outcome.Scenario.Text, outcome.After, (double?)null, (double?)null, (int?)null))], "exposure to sentiment",
            title ?? Invariant($"{far.Before:+0.000;−0.000;0.000} to {far.After:+0.000;−0.000;0.000} if {far.Scenario.Text}"), note);
    }

    /// <summary>Sentiment beside volatility, a mark a position, its area the weight. The two stand side by side; nothing mixes them.</summary>
    /// <param name="exposure">What news says.</param>
    /// <param name="risk">What prices say of the same positions.</param>
    /// <param name="title">The finding; without it, both figures of the book.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">The risk is of other positions, or no position has both.</exception>
    public static Plot PlotBeside(this Exposure exposure, PortfolioRisk risk, string? title = null, string? note = null)
    {
        if (!exposure.Positions.Select(one => one.Position).SequenceEqual(risk.Positions.Select(one => one.Position))) throw new InputException("The risk is of other positions than the exposure. Expected both of one portfolio.");
        var both = exposure.Positions.Zip(risk.Positions).Where(pair => pair.First.Sentiment is not null && pair.Second.Volatility is not null && !pair.First.Position.IsCash).ToList();
        if (both.Count == 0) throw new InputException("No position has both a sentiment and a volatility. Expected news and prices of one ticker at least.");
        var most = both.Max(pair => Math.Abs(pair.First.Position.Weight));
        var sides = both.GroupBy(pair => pair.First.Position.Weight < 0).OrderBy(side => side.Key).Select(side => Style.Trace("scatter", ("mode", "markers+text"), ("name", side.Key ? "short" : "long"),
            ("x", side.Select(pair => pair.Second.Volatility).ToArray()), ("y", side.Select(pair => pair.First.Sentiment).ToArray()), ("text", side.Select(pair => Style.Label(pair.First.Position.Ticker, 12)).ToArray()), ("textposition", "top center"), ("cliponaxis", false),
            ("marker", new { size = side.Select(pair => 10 + 24 * Math.Sqrt(Math.Abs(pair.First.Position.Weight) / most)).ToArray(), color = side.Key ? Style.Down : Style.Up, symbol = side.Key ? "diamond" : "circle", opacity = 0.7 }),
            ("hovertext", side.Select(pair => Encode(Invariant($"{pair.First.Position.Ticker}: weight {pair.First.Position.Weight:+0.000;−0.000}, sentiment {pair.First.Sentiment:+0.000;−0.000;0.000}, volatility {pair.Second.Volatility:0.0%} a year, beta {pair.Second.Beta:0.00}"))).ToArray()), ("hoverinfo", "text"))).ToList();
        double low = Math.Min(0, both.Min(pair => pair.First.Sentiment!.Value)), high = Math.Max(0, both.Max(pair => pair.First.Sentiment!.Value)), room = 0.3 * Math.Max(high - low, 0.1);
        var drawn = both.Select(pair => pair.First.Position.Ticker).ToHashSet();
        var heading = Style.Wrapped(title ?? Invariant($"News {exposure.Value:+0.000;−0.000;0.000}; prices: beta {risk.Beta:0.00} to {risk.Market}, volatility {risk.Volatility:0.0%} a year"), 58);
        return Style.Finish(sides, heading, height: 440, layout =>
        {
            layout.SetProperty("xaxis", new { zeroline = false, automargin = true, tickformat = ".0%", title = Style.Under("volatility a year", Joined(Left(exposure, position => !drawn.Contains(position.Position.Ticker), "Without one of the two"), note)) });
            layout.SetProperty("yaxis", new { zeroline = true, zerolinewidth = 2, automargin = true, range = new[] { low - room, high + room }, title = new { text = Encode("sentiment, −1 to 1"), standoff = 8, font = new { size = 13 } } });
            layout.SetProperty("margin", new { t = 110 });
        });
    }

    /// <summary>Steps that nobody would see beside the strongest, brought to one.</summary>
    static List<(string Name, double Value, string Hover)> Folded(IEnumerable<(string Name, double Value, string Hover)> steps)
    {
        var all = steps.ToList();
        var least = Smallest * all.Select(step => Math.Abs(step.Value)).DefaultIfEmpty().Max();
        var small = all.Where(step => Math.Abs(step.Value) < least).ToList();
        return small.Count < 2 ? all : [.. all.Where(step => Math.Abs(step.Value) >= least), (Invariant($"{small.Count} smaller"), small.Sum(step => step.Value), "the sum of those that are less than a fiftieth of the strongest")];
    }

    /// <summary>Positions that a chart has no mark for, by name.</summary>
    static string? Left(Exposure exposure, Func<PositionExposure, bool> left, string reason)
    {
        string[] tickers = [.. exposure.Positions.Where(position => !position.Position.IsCash && left(position)).Select(position => position.Position.Ticker)];
        return tickers.Length == 0 ? null : $"{reason}: {string.Join(", ", tickers.Take(8))}{(tickers.Length > 8 ? Invariant($" and {tickers.Length - 8} more") : "")}.";
    }
}
