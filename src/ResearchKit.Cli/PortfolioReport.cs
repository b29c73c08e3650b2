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
        foreach (var finding in exposure.Findings) Say(finding);
        Say(string.Create(CultureInfo.InvariantCulture, $"as of {Instant(exposure.AsOf)}, {exposure.Articles} {(exposure.Articles == 1 ? "article" : "articles")} within {exposure.Options.Time.Periods} days{(exposure.Undated > 0 ? $", {exposure.Undated} undated left out" : "")}; {exposure.Options.Time}; {exposure.Method}"));
        Say(string.Create(CultureInfo.InvariantCulture, $"exposure to sentiment {exposure.Value:+0.0000;-0.0000;0.0000}: news on {exposure.Covered ?? 0:0%} of the gross weight"));
        Positions(exposure);
        Themes(exposure);
        Say(string.Create(CultureInfo.InvariantCulture, $"exposure to compute diversification {exposure.Diversification:+0.0000;-0.0000;0.0000} ({exposure.Change.Diversification.Sum(one => one.Change):+0.0000;-0.0000;0.0000} since): providers named for {exposure.DiversificationCovered ?? 0:0%} of the gross weight. {Diversification.Note}"));
        if (!exposure.Providers.IsEmpty) Say("providers: " + string.Join(", ", exposure.Providers.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Provider.Name} {one.Share:0%}"))));
        Changes(exposure);
        foreach (var outcome in outcomes) Outcome(outcome);
        if (risk is not null) Risk(risk);
    }

    static void Positions(Exposure exposure)
    {
        var table = Tables.New("ticker", "weight", "sentiment", "adds", "since", "articles", "newest", "note");
        foreach (var (one, change) in exposure.Positions.Zip(exposure.Change.Positions))
            table.AddRow(Tables.Text(one.Position.Ticker), Tables.Text(Signed(one.Position.Weight)), one.Sentiment is { } sentiment ? Tables.Number(sentiment) : Tables.Text(""), one.Position.IsCash ? Tables.Text("") : Tables.Number(one.Value), one.Position.IsCash ? Tables.Text("") : Tables.Number(change.Change),
                Tables.Text((one.Behind?.Parts.Length ?? 0).ToString(CultureInfo.InvariantCulture)), Tables.Text(one.Newest is { } newest ? Age(exposure.AsOf - newest) : ""), Tables.Text(one.Position.IsCash ? "cash" : one.Company is null ? "not among the companies: nothing was looked for" : one.Sentiment is null ? "no news" : ""));
        AnsiConsole.Write(table);
    }

    static void Themes(Exposure exposure)
    {
        var shown = exposure.Themes.Where(theme => theme.Value != 0 || theme.Attention is not (null or 0)).ToList();
        if (shown.Count == 0) return;
        var changes = exposure.Change.Themes.ToDictionary(theme => theme.Name, theme => theme.Change, StringComparer.Ordinal);
        var table = Tables.New("theme", "adds", "since", "attention");
        foreach (var theme in shown.Take(ShownThemes)) table.AddRow(Tables.Text(theme.Theme), Tables.Number(theme.Value), Tables.Number(changes.GetValueOrDefault(theme.Theme)), Tables.Text(theme.Attention is { } share ? Signed(share) : ""));
        if (shown.Count > ShownThemes) table.AddRow(Tables.Text(string.Create(CultureInfo.InvariantCulture, $"{shown.Count - ShownThemes} more")), Tables.Number(shown.Skip(ShownThemes).Sum(theme => theme.Value)), Tables.Number(shown.Skip(ShownThemes).Sum(theme => changes.GetValueOrDefault(theme.Theme))), Tables.Text(""));
        AnsiConsole.Write(table);
        foreach (var one in exposure.Positions)
        {
            var themes = one.Themes.Where(theme => Math.Abs(theme.After) >= ExposureChange.Dust).OrderByDescending(theme => Math.Abs(theme.After)).ThenBy(theme => theme.Name, StringComparer.Ordinal).ToList();
            if (themes.Count > 0) Say($"  {one.Position.Ticker} by theme: {string.Join("; ", themes.Take(ShownThemes).Select(theme => Adds(theme.Name, one.Position.Weight * theme.After)).Append(themes.Count > ShownThemes ? Adds(string.Create(CultureInfo.InvariantCulture, $"{themes.Count - ShownThemes} more"), one.Position.Weight * themes.Skip(ShownThemes).Sum(theme => theme.After)) : "").Where(text => text.Length > 0))}");
        }

        static string Adds(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value:+0.0000;-0.0000;0.0000}");
    }

    static void Changes(Exposure exposure)
    {
        var change = exposure.Change;
        Say(string.Create(CultureInfo.InvariantCulture, $"since {Instant(change.Since)}: {change.Change:+0.0000;-0.0000;0.0000}, with today's weights{(change.Articles.IsEmpty ? "; no article changed it" : "")}"));
        var articles = change.Articles;
        foreach (var article in articles.Take(ShownArticles)) Say(string.Create(CultureInfo.InvariantCulture, $"  {article.Change:+0.0000;-0.0000;0.0000}  {(article.Before == 0 ? "new" : article.After == 0 ? "out" : "   ")}  {article.ArticleId}: {Untrusted.Show(article.Title)}"));
        if (articles.Length > ShownArticles) Say(string.Create(CultureInfo.InvariantCulture, $"  {articles.Skip(ShownArticles).Sum(article => article.Change):+0.0000;-0.0000;0.0000}       {articles.Length - ShownArticles} more"));
    }

    static void Outcome(ScenarioOutcome outcome)
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"if {outcome.Scenario}: {outcome.Change:+0.0000;-0.0000;0.0000}, to {outcome.After:+0.0000;-0.0000;0.0000}"));
        foreach (var position in outcome.Positions.Where(position => position.Change != 0)) Say($"  {position}");
        foreach (var note in outcome.Notes) Say($"  {note}");
    }

    static void Risk(PortfolioRisk risk)
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"risk by prices until {risk.Last:yyyy-MM-dd}, beside news and not mixed with it: beta {Known(risk.Beta, "0.00")} to {risk.Market}, volatility {Known(risk.Volatility, "0.0%")} a year, for {risk.Covered ?? 0:0%} of the gross weight, over {risk.Days} days"));
        foreach (var finding in risk.Findings) Say($"  {finding}");
        var table = Tables.New("ticker", "beta", "volatility", "days");
        foreach (var one in risk.Positions.Where(one => !one.Position.IsCash))
            table.AddRow(Tables.Text(one.Position.Ticker), Tables.Text(Known(one.Beta, "0.00")), Tables.Text(Known(one.Volatility, "0.0%")), Tables.Text(one.Days.ToString(CultureInfo.InvariantCulture)));
        AnsiConsole.Write(table);
    }

    static string Age(TimeSpan age) => age.TotalDays < 1 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalHours):0} h ago") : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalDays):0} d ago");

    static string Known(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "not known";

    static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    static void Say(string line) => Console.Out.WriteLine(Untrusted.Line(line));
}
