using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Scores an article for all that rules ask about. Immutable and safe to share between threads.</summary>
sealed class AlertReader
{
    readonly Scorer scorer;
    readonly LexiconScorer? parts;
    readonly TickerScorer? tickers;
    readonly Taxonomy? themes;

    public AlertReader(AlertRules rules, Scorer scorer, Companies? companies, Taxonomy? themes)
    {
        this.scorer = scorer;
        if (scorer is not (LexiconScorer or CalibratedScorer { Inner: LexiconScorer })) throw new InputException($"{scorer.Identity} gives no receipts by which an alert could be verified at once. Expected a method on a lexicon, with a map or without.");
        parts = scorer as LexiconScorer;
        var (ofTickers, ofThemes) = (rules.FirstOrDefault(rule => rule.NeedsCompanies), rules.FirstOrDefault(rule => rule.NeedsThemes));
        if ((ofTickers ?? ofThemes) is { } first && parts is null) throw new InputException($"Rule {Untrusted.Quote(first.Name)} is of tickers or themes, and {scorer.Identity} gives no value to a part of a text. Expected a method without a map.");
        if (ofTickers is not null)
        {
            Known(ofTickers, companies is not null, "companies");
            tickers = parts!.Tickers(companies!);
        }
        if (ofThemes is not null)
        {
            Known(ofThemes, themes is not null, "themes");
            parts!.RequirePortions("themes");
            this.themes = themes;
        }
        Rules = [.. rules.Select(rule => new WatchedRule(rule, Resolve(rule, rule.Of == AlertSubject.Article ? "" : rule.Subject), [.. rule.Tickers.Select(name => Company(rule, name).Name)], [.. rule.Themes.Select(name => Theme(rule, name).Name)]))];

        static void Known(AlertRule rule, bool given, string what)
        {
            if (!given) throw new InputException($"Rule {Untrusted.Quote(rule.Name)} is of {what}, and none are given. Expected {what} to look for.");
        }
    }

    /// <summary>The rules, with the names of companies and themes as they stand in their lists.</summary>
    public ImmutableArray<WatchedRule> Rules { get; }

    /// <summary>What values depend on besides the text: those of another are not set beside them.</summary>
    public string Identity => $"{scorer.Identity} {scorer.Words?.Hash[..8]}{(tickers is null ? "" : $" {tickers.Identity}")}{(themes is null ? "" : $" themes({themes.Hash[..8]})")}";

    public ReadArticle Read(Article article, Fingerprint? print)
    {
        var whole = scorer.Score(article);
        var observed = ImmutableArray.CreateBuilder<Observed>();
        observed.Add(new(AlertSubject.Article, "", whole.Value, whole.Hits, whole.Coverage, 1, whole.Outcome == Outcome.Scored));
        // Nothing is said of companies and themes in a text of another language; that of this one is known by now.
        if (whole.Outcome != Outcome.UnsupportedLanguage)
        {
            if (tickers is not null)
                foreach (var part in tickers.Values(article)) observed.Add(Part(AlertSubject.Ticker, part));
            if (themes is not null)
                foreach (var part in parts!.ThemeValues(article, themes)) observed.Add(Part(AlertSubject.Theme, part));
        }
        return new(ReadArticle.KeyOf(article), article, print, observed.ToImmutable());

        static Observed Part(AlertSubject of, PartValue part) => new(of, part.Name, part.Score.Value, part.Score.Hits, part.Score.Coverage, part.Share, part.Score.Outcome == Outcome.Scored);
    }

    /// <summary>The article's value, taken apart: made for an alert alone.</summary>
    public Explanation Explain(Article article) => scorer.Explain(article);

    /// <summary>The value of a subject in it, likewise.</summary>
    public Explanation Explain(Article article, Observed part) => part.Of switch
    {
        AlertSubject.Ticker => tickers!.Score(article).First(row => row.Company.Name == part.Name).Explanation,
        AlertSubject.Theme => parts!.Themes(article, themes!).First(row => row.Theme.Name == part.Name).Explanation,
        _ => Explain(article),
    };

    public Receipt Receipt(Explanation whole) => ResearchKit.Receipt.Of(scorer, whole);

    /// <summary>A subject as it is shown.</summary>
    public string Show(Observed part, Article article) => part.Of switch
    {
        AlertSubject.Ticker => tickers!.Companies[part.Name].ToString(),
        AlertSubject.Theme => part.Name,
        _ => article.Title.Length > 0 ? article.Title : article.Id,
    };

    string? Resolve(AlertRule rule, string subject) => subject is "*" ? null : rule.Of switch
    {
        AlertSubject.Ticker => Company(rule, subject).Name,
        AlertSubject.Theme => Theme(rule, subject).Name,
        _ => "",
    };

    Company Company(AlertRule rule, string name) => In(rule, () => tickers!.Companies[name]);

    Theme Theme(AlertRule rule, string name) => In(rule, () => themes![name]);

    /// <summary>A rule of something that is never looked for could never raise an alert.</summary>
    static T In<T>(AlertRule rule, Func<T> find)
    {
        try { return find(); }
        catch (InputException e) { throw new InputException($"Rule {Untrusted.Quote(rule.Name)} can never raise an alert: {e.Message}", e); }
    }
}

/// <summary>A rule with the names that it means.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">The company's or theme's name, empty for articles; null for every one.</param>
/// <param name="Companies">Of which an article has to name one; empty for any.</param>
/// <param name="Themes">Of which it has to mention one; empty for any.</param>
sealed record WatchedRule(AlertRule Rule, string? Subject, ImmutableArray<string> Companies, ImmutableArray<string> Themes)
{
    /// <summary>The parts of an observation that count for the rule.</summary>
    public IEnumerable<Observed> Of(ImmutableArray<Observed> parts) =>
        Named(parts, AlertSubject.Ticker, Companies) && Named(parts, AlertSubject.Theme, Themes)
            ? parts.Where(part => part.IsScored && part.Of == Rule.Of && (Subject is null || part.Name == Subject) && part.Hits >= Rule.Hits && part.Coverage >= Rule.Coverage && part.Relevance >= Rule.Relevance) : [];

    static bool Named(ImmutableArray<Observed> parts, AlertSubject of, ImmutableArray<string> names) => names.IsEmpty || parts.Any(part => part.Of == of && names.Contains(part.Name));
}
