using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary>A portfolio's exposure for people.</summary>
static class PortfolioReport
{
    const int ShownThemes = 10, ShownArticles = 10;

    public static void Print(Exposure exposure, PortfolioRisk? risk, IReadOnlyList<ScenarioOutcome> outcomes)
    {
        Say($"{exposure.Portfolio}");
        foreach (var finding in exposure.Portfolio.Findings) Say(finding);
        Say(string.Create(CultureInfo.InvariantCulture, $"as of {Instant(exposure.AsOf)}, {exposure.Articles} {(exposure.Articles == 1 ? "article" : "articles")} within {exposure.Options.Time.Periods} days{(exposure.Undated > 0 ? $", {exposure.Undated} undated left out" : "")}; {exposure.Options.Time}; {exposure.Method}"));
        Say(string.Create(CultureInfo.InvariantCulture, $"exposure to sentiment {exposure.Value:+0.0000;-0.0000;0.0000}: news on {exposure.Covered ?? 0:0%} of the gross weight"));
        Positions(exposure);
        Themes(exposure);
        Say(string.Create(CultureInfo.InvariantCulture, $"exposure to compute diversification {exposure.Diversification:+0.0000;-0.0000;0.0000}: providers named for {exposure.DiversificationCovered ?? 0:0%} of the gross weight. {Diversification.Note}"));
        if (!exposure.Providers.IsEmpty) Say("providers: " + string.Join(", ", exposure.Providers.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Provider.Name} {one.Share:0%}"))));
        Changes(exposure);
        foreach (var outcome in outcomes) Outcome(outcome);
        if (risk is not null) Risk(risk);
    }

    static void Positions(Exposure exposure)
    {
        var table = Tables.New("ticker", "weight", "sentiment", "adds", "since", "articles", "note");
        foreach (var (one, change) in exposure.Positions.Zip(exposure.Change.Positions))
            table.AddRow(Tables.Text(one.Position.Ticker), Tables.Text(Signed(one.Position.Weight)), one.Sentiment is { } sentiment ? Tables.Number(sentiment) : Tables.Text(""), one.Position.IsCash ? Tables.Text("") : Tables.Number(one.Value), one.Position.IsCash ? Tables.Text("") : Tables.Number(change.Change),
                Tables.Text((one.Behind?.Parts.Length ?? 0).ToString(CultureInfo.InvariantCulture)), Tables.Text(one.Position.IsCash ? "cash" : one.Company is null ? "not among the companies: nothing was looked for" : one.Sentiment is null ? "no news" : ""));
        AnsiConsole.Write(table);
    }

    static void Themes(Exposure exposure)
    {
        var shown = exposure.Themes.Where(theme => theme.Value != 0 || theme.Attention is not (null or 0)).ToList();
        if (shown.Count == 0) return;
        var table = Tables.New("theme", "adds", "attention");
        foreach (var theme in shown.Take(ShownThemes)) table.AddRow(Tables.Text(theme.Theme), Tables.Number(theme.Value), Tables.Text(theme.Attention is { } share ? Signed(share) : ""));
        if (shown.Count > ShownThemes) table.AddRow(Tables.Text(string.Create(CultureInfo.InvariantCulture, $"{shown.Count - ShownThemes} more")), Tables.Number(shown.Skip(ShownThemes).Sum(theme => theme.Value)), Tables.Text(""));
        AnsiConsole.Write(table);
    }

    static void Changes(Exposure exposure)
    {
        var change = exposure.Change;
        Say(string.Create(CultureInfo.InvariantCulture, $"since {Instant(change.Since)}: {change.Change:+0.0000;-0.0000;0.0000}, with today's weights"));
        // What rounding leaves of an article that only got older is no change.
        var articles = change.Articles.Where(article => Math.Abs(article.Change) > 1e-12).ToList();
        foreach (var article in articles.Take(ShownArticles)) Say(string.Create(CultureInfo.InvariantCulture, $"  {article.Change:+0.0000;-0.0000;0.0000}  {(article.Before == 0 ? "new" : article.After == 0 ? "out" : "   ")}  {article.ArticleId}: {Untrusted.Show(article.Title)}"));
        if (articles.Count > ShownArticles) Say(string.Create(CultureInfo.InvariantCulture, $"  {articles.Skip(ShownArticles).Sum(article => article.Change):+0.0000;-0.0000;0.0000}       {articles.Count - ShownArticles} more"));
    }

    static void Outcome(ScenarioOutcome outcome)
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"if {outcome.Scenario}: {outcome.Change:+0.0000;-0.0000;0.0000}, to {outcome.After:+0.0000;-0.0000;0.0000}"));
        foreach (var position in outcome.Positions.Where(position => position.Change != 0)) Say($"  {position}");
        foreach (var note in outcome.Notes) Say($"  {note}");
    }

    static void Risk(PortfolioRisk risk)
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"risk by prices until {risk.Last:yyyy-MM-dd}, beside news and not mixed with it: beta {Known(risk.Beta, "0.00")} to {risk.Market}, volatility {Known(risk.Volatility, "0.0%")} a year, for {risk.Covered ?? 0:0%} of the gross weight"));
        var table = Tables.New("ticker", "beta", "volatility", "days");
        foreach (var one in risk.Positions.Where(one => !one.Position.IsCash))
            table.AddRow(Tables.Text(one.Position.Ticker), Tables.Text(Known(one.Beta, "0.00")), Tables.Text(Known(one.Volatility, "0.0%")), Tables.Text(one.Days.ToString(CultureInfo.InvariantCulture)));
        AnsiConsole.Write(table);
    }

    static string Known(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "not known";

    static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    static void Say(string line) => Console.Out.WriteLine(Untrusted.Line(line));
}
