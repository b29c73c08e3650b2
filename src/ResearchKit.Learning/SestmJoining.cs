namespace ResearchKit;

/// <summary>Articles with the returns that followed them, equal texts once.</summary>
/// <param name="Articles">In an order that hangs on the texts alone.</param>
/// <param name="Returns">Of each the mean return of its tickers.</param>
/// <param name="LastDay">The last day of which a return was used.</param>
/// <param name="Join">How many met, and why others did not.</param>
sealed record SestmJoining(Article[] Articles, double[] Returns, DateOnly LastDay, SestmJoin Join)
{
    /// <summary>An article belongs to the tickers that it names, and to the first return of each from <see cref="SestmOptions.Lag"/> days after the day (UTC) that it was available. Of equal texts the first one counts.</summary>
    public static SestmJoining Of(IReadOnlyList<Article> corpus, Returns returns, SestmOptions options)
    {
        int foreign = 0, untimed = 0, unnamed = 0, unmatched = 0;
        var met = new List<(string Group, Article Article, double Return, DateOnly Day)>();
        foreach (var article in corpus)
        {
            string[] tickers = [.. (options.Tickers is { } named ? named(article) : article.Tickers.Select(ticker => ticker.Ticker)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            if (!article.IsEnglish) foreign++;
            else if (article.AvailableAt is not { } at) untimed++;
            else if (tickers.Length == 0) unnamed++;
            else
            {
                var day = DateOnly.FromDateTime(at.UtcDateTime);
                TickerReturn[] found = [.. tickers.Select(ticker => returns.First(ticker, Later(day, options.Lag), Later(day, options.Within))).OfType<TickerReturn>()];
                if (found.Length == 0) unmatched++;
                else met.Add((Group(article), article, found.Average(each => each.Return), found.Max(each => each.Date)));
            }
        }
        var firsts = met.GroupBy(each => each.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.OrderBy(each => each.Article.AvailableAt).ThenBy(each => each.Article.Id, StringComparer.Ordinal).ThenBy(each => each.Article.Text, StringComparer.Ordinal).First()).ToList();
        return new([.. firsts.Select(each => each.Article)], [.. firsts.Select(each => each.Return)], firsts.Select(each => each.Day).DefaultIfEmpty().Max(), new(firsts.Count, foreign, untimed, unnamed, unmatched, met.Count - firsts.Count));
    }

    static DateOnly Later(DateOnly day, int days) => DateOnly.FromDayNumber(Math.Min(day.DayNumber + days, DateOnly.MaxValue.DayNumber));

    static string Group(Article article) => ArticleRules.HasHalfPair(article.Text)
        ? throw new InputException($"{Untrusted.Show(article.Id)}: the text holds half a surrogate pair. Expected whole characters: read it with Corpus.Read, or make the corpus with Corpus.Of, which refuses it.")
        : Labels.GroupOf(article.Text);
}
