using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary>A portfolio's exposure for programs.</summary>
static class PortfolioJson
{
    public static void Write(Utf8JsonWriter json, Exposure exposure, PortfolioRisk? risk, IReadOnlyList<ScenarioOutcome> outcomes)
    {
        var portfolio = exposure.Portfolio;
        json.WriteString("portfolio", portfolio.Name);
        json.WriteString("asOf", exposure.AsOf);
        json.WriteString("method", exposure.Method);
        json.WriteString("time", exposure.Options.Time.Name);
        json.WriteNumber("articles", exposure.Articles);
        json.WriteNumber("undated", exposure.Undated);
        Json.Each(json, "findings", exposure.Findings, json.WriteStringValue);
        foreach (var (name, value) in new (string, double?)[] { ("sum", portfolio.Sum), ("long", portfolio.Long), ("short", portfolio.Short), ("hhi", portfolio.Hhi), ("effective", portfolio.Effective), ("exposure", exposure.Value), ("covered", exposure.Covered), ("diversification", exposure.Diversification), ("diversificationCovered", exposure.DiversificationCovered) })
            Json.Number(json, name, value);
        Json.Objects(json, "positions", exposure.Positions.Zip(exposure.Change.Positions), pair =>
        {
            var (one, change) = pair;
            json.WriteString("ticker", one.Position.Ticker);
            json.WriteString("company", one.Company?.Name);
            json.WriteNumber("weight", one.Position.Weight);
            Json.Number(json, "shares", one.Position.Shares);
            Json.Number(json, "price", one.Position.Price);
            json.WriteString("pricedOn", one.Position.PricedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Json.Number(json, "sentiment", one.Sentiment);
            json.WriteNumber("value", one.Value);
            json.WriteNumber("change", change.Change);
            json.WriteNumber("articles", one.Behind?.Parts.Length ?? 0);
            if (one.Newest is { } newest) json.WriteString("newest", newest);
            else json.WriteNull("newest");
            Json.Number(json, "diversification", one.Providers?.Index);
            Json.Objects(json, "themes", one.Themes, theme =>
            {
                json.WriteString("theme", theme.Name);
                json.WriteNumber("value", one.Position.Weight * theme.After);
                Json.Number(json, "attention", one.Attention.TryGetValue(theme.Name, out var share) ? share : null);
            });
        });
        Json.Objects(json, "themes", exposure.Themes, theme =>
        {
            json.WriteString("theme", theme.Theme);
            json.WriteNumber("value", theme.Value);
            Json.Number(json, "attention", theme.Attention);
        });
        Json.Objects(json, "providers", exposure.Providers, one =>
        {
            json.WriteString("provider", one.Provider.Name);
            json.WriteNumber("share", one.Share);
        });
        Change(json, exposure.Change);
        Json.Objects(json, "scenarios", outcomes, outcome => Outcome(json, outcome));
        if (risk is null) json.WriteNull("risk");
        else Risk(json, risk);
    }

    static void Change(Utf8JsonWriter json, ExposureChange change)
    {
        json.WriteStartObject("change");
        json.WriteString("since", change.Since);
        json.WriteNumber("before", change.Before);
        json.WriteNumber("value", change.Change);
        Json.Objects(json, "articles", change.Articles, article =>
        {
            json.WriteString("article", article.ArticleId);
            json.WriteString("title", article.Title);
            json.WriteString("available", article.AvailableAt);
            json.WriteNumber("before", article.Before);
            json.WriteNumber("after", article.After);
        });
        Shares(json, "themes", "theme", change.Themes);
        Shares(json, "diversification", "ticker", change.Diversification);
        json.WriteEndObject();
    }

    static void Shares(Utf8JsonWriter json, string name, string of, IEnumerable<IndexShare> shares) => Json.Objects(json, name, shares, share =>
    {
        json.WriteString(of, share.Name);
        json.WriteNumber("before", share.Before);
        json.WriteNumber("after", share.After);
    });

    static void Outcome(Utf8JsonWriter json, ScenarioOutcome outcome)
    {
        json.WriteString("scenario", outcome.Scenario.Text);
        json.WriteNumber("before", outcome.Before);
        json.WriteNumber("after", outcome.After);
        Json.Objects(json, "positions", outcome.Positions, position =>
        {
            json.WriteString("ticker", position.Position.Ticker);
            Json.Number(json, "before", position.Before);
            Json.Number(json, "after", position.After);
            json.WriteNumber("change", position.Change);
        });
        Json.Each(json, "notes", outcome.Notes, json.WriteStringValue);
    }

    static void Risk(Utf8JsonWriter json, PortfolioRisk risk)
    {
        json.WriteStartObject("risk");
        json.WriteString("until", risk.Last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("market", risk.Market);
        Json.Number(json, "beta", risk.Beta);
        Json.Number(json, "volatility", risk.Volatility);
        Json.Number(json, "covered", risk.Covered);
        json.WriteNumber("days", risk.Days);
        json.WriteString("lastCommonDay", risk.LastCommonDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Json.Each(json, "findings", risk.Findings, json.WriteStringValue);
        Json.Objects(json, "positions", risk.Positions, one =>
        {
            json.WriteString("ticker", one.Position.Ticker);
            Json.Number(json, "beta", one.Beta);
            Json.Number(json, "volatility", one.Volatility);
            json.WriteNumber("days", one.Days);
        });
        json.WriteEndObject();
    }
}
