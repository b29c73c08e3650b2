using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>Positions, what news says of them, and what stands behind an index.</summary>
public static partial class Frames
{
    const string PositionColumns = "ticker and one of weight, shares";

    /// <summary>The positions of a DataFrame, one a row: columns <c>ticker</c> and one of <c>weight</c> (0.05 is 5%) or <c>shares</c>. Other columns are passed over.</summary>
    /// <param name="frame">Each ticker once; CASH is money.</param>
    /// <param name="prices">What shares are worth; needed for shares.</param>
    /// <param name="on">The day of the prices; null is their last day.</param>
    /// <exception cref="InputException">A column is missing, both weights and shares stand, a cell is null, or a position cannot be used. Rows are counted from 1.</exception>
    public static Portfolio ToPortfolio(this DataFrame frame, Prices? prices = null, DateOnly? on = null)
    {
        bool Has(string name) => FrameColumn.Has(frame, name);
        if (Has("weight") == Has("shares")) throw new InputException($"{(Has("weight") ? "Columns 'weight' and 'shares' stand both" : "Columns 'weight' and 'shares' are missing")}. Expected {PositionColumns}.");
        var (ticker, number) = (FrameColumn.Names(FrameColumn.Find(frame, "ticker", PositionColumns)), FrameColumn.Doubles(FrameColumn.Find(frame, Has("weight") ? "weight" : "shares", PositionColumns)));
        if (Has("weight")) return Portfolio.Of("DataFrame", Rows());
        return Portfolio.OfShares("DataFrame", Rows(), prices ?? throw new InputException("Column 'shares' stands, and no prices are given. Expected prices to weigh shares by, or a column 'weight'."), on);

        IEnumerable<(string, double)> Rows()
        {
            for (long row = 0; row < frame.Rows.Count; row++) yield return (ticker.Required(row), number.Number(row, double.MinValue, double.MaxValue, "a number; leave a ticker that is not held out"));
        }
    }

    /// <summary>One row a position, in the portfolio's order: ticker, company, weight, sentiment (null without news), value (what it adds to the exposure), change (what of the change is its own), articles.</summary>
    public static DataFrame ToDataFrame(this Exposure exposure)
    {
        var rows = exposure.Positions.Zip(exposure.Change.Positions).ToList();
        return new(
            Text("ticker", rows, r => r.First.Position.Ticker),
            Text("company", rows, r => r.First.Company?.Name),
            Real("weight", rows, r => r.First.Position.Weight),
            Real("sentiment", rows, r => r.First.Sentiment),
            Real("value", rows, r => r.First.Value),
            Real("change", rows, r => r.Second.Change),
            Whole("articles", rows, r => r.First.Behind?.Parts.Length ?? 0));
    }

    /// <summary>One row a theme, in the order given: theme, value (what it adds to the exposure), attention (how much of the news is about it, by weight; null where there is no theme).</summary>
    public static DataFrame ToDataFrame(this IEnumerable<ThemeExposure> themes)
    {
        var rows = themes.ToList();
        return new(
            Text("theme", rows, t => t.Theme),
            Real("value", rows, t => t.Value),
            Real("attention", rows, t => t.Attention));
    }

    /// <summary>One row an article that changed the exposure, the greatest change first: article, title, available (UTC), before, after and change (what it adds).</summary>
    public static DataFrame ToDataFrame(this ExposureChange change)
    {
        var rows = change.Articles;
        return new(
            Text("article", rows, a => a.ArticleId),
            Text("title", rows, a => a.Title),
            Time("available (UTC)", rows, a => a.AvailableAt),
            Real("before", rows, a => a.Before),
            Real("after", rows, a => a.After),
            Real("change", rows, a => a.Change));
    }

    /// <summary>One row a position that a scenario moves, by scenario in the order given: scenario, ticker, weight, before and after (its sentiment), change (of the exposure).</summary>
    public static DataFrame ToDataFrame(this IEnumerable<ScenarioOutcome> outcomes)
    {
        var rows = outcomes.SelectMany(outcome => outcome.Positions.Where(position => position.Change != 0).Select(position => (outcome.Scenario.Text, Position: position))).ToList();
        return new(
            Text("scenario", rows, r => r.Text),
            Text("ticker", rows, r => r.Position.Position.Ticker),
            Real("weight", rows, r => r.Position.Position.Weight),
            Real("before", rows, r => r.Position.Before),
            Real("after", rows, r => r.Position.After),
            Real("change", rows, r => r.Position.Change));
    }

    /// <summary>One row a position, in the portfolio's order: ticker, weight, beta and volatility (null where not known), days.</summary>
    public static DataFrame ToDataFrame(this PortfolioRisk risk) => new(
        Text("ticker", risk.Positions, r => r.Position.Ticker),
        Real("weight", risk.Positions, r => r.Position.Weight),
        Real("beta", risk.Positions, r => r.Beta),
        Real("volatility", risk.Positions, r => r.Volatility),
        Whole("days", risk.Positions, r => r.Days));

    /// <summary>One row an observation, the greatest change first: article, at (UTC), value, before, after and change (what it adds to the index).</summary>
    public static DataFrame ToDataFrame(this IndexMove move) => new(
        Text("article", move.Parts, p => p.Observation.ArticleId),
        Time("at (UTC)", move.Parts, p => p.Observation.At),
        Real("value", move.Parts, p => p.Observation.Value),
        Real("before", move.Parts, p => p.Before),
        Real("after", move.Parts, p => p.After),
        Real("change", move.Parts, p => p.Change));

    /// <summary>One row a term, theme or company of an attribution, the greatest change first: name, before, after, change.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<IndexShare> shares)
    {
        var rows = shares.ToList();
        return new(
            Text("name", rows, s => s.Name),
            Real("before", rows, s => s.Before),
            Real("after", rows, s => s.After),
            Real("change", rows, s => s.Change));
    }
}
