namespace ResearchKit;

/// <summary>What an article says of one ticker or theme, as a <see cref="ScoreStore"/> takes it. Not how it came about: that is what it is filled from.</summary>
public sealed record PartScore
{
    PartScore(string kind, string name, Explanation explanation, double share, int mentions) => (Kind, Name, Explanation, Share, Mentions) = (kind, name, explanation, share, mentions);

    /// <summary>The ticker, or the theme's name.</summary>
    public string Name { get; }

    /// <summary>The value, taken apart: article, text, times, method, value and label of the row are its own.</summary>
    public Explanation Explanation { get; }

    /// <summary>The relevance of a ticker or the prevalence of a theme, 0 to 1.</summary>
    public double Share { get; }

    /// <summary>How often it is named.</summary>
    public int Mentions { get; }

    /// <summary><c>ticker</c> or <c>theme</c>.</summary>
    internal string Kind { get; }

    /// <summary>What is said for a company: a row of the view <c>tickers</c>.</summary>
    /// <param name="ticker">The ticker; for a company without one, its name.</param>
    /// <param name="explanation">As in a <c>TickerScore</c>.</param>
    /// <param name="relevance">0 to 1.</param>
    /// <param name="mentions">How often it is named.</param>
    public static PartScore Ticker(string ticker, Explanation explanation, double relevance, int mentions) => new("ticker", ticker, explanation, relevance, mentions);

    /// <summary>What is said of a theme: a row of the view <c>themes</c>.</summary>
    /// <param name="theme">Its name.</param>
    /// <param name="explanation">As in a <c>ThemeScore</c>.</param>
    /// <param name="prevalence">0 to 1.</param>
    /// <param name="mentions">How often it is named.</param>
    public static PartScore Theme(string theme, Explanation explanation, double prevalence, int mentions) => new("theme", theme, explanation, prevalence, mentions);

    /// <summary><c>a17: ticker MSFT +0.25 mildly positive</c>.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Explanation.Article.Id}: {Kind} {Name} {Explanation.Score.Value:+0.00;-0.00;0.00} {Explanation.Label()}"));
}
