using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What an article says of one subject.</summary>
/// <param name="Of">Which kind.</param>
/// <param name="Name">The company's or theme's name; empty for the article.</param>
/// <param name="Value">−1 to 1.</param>
/// <param name="Hits">What it rests on.</param>
/// <param name="Coverage">0 to 1.</param>
/// <param name="Relevance">Relevance or prevalence, 0 to 1; 1 for the article.</param>
/// <param name="IsScored">Whether anything was said: silent is not neutral, and is no observation.</param>
readonly record struct Observed(AlertSubject Of, string Name, double Value, int Hits, double Coverage, double Relevance, bool IsScored);

/// <summary>An article as it is met: what is said in it, and what its story is told by. Made on any thread.</summary>
/// <param name="Key">Id and text, hashed: what came once does not count again.</param>
/// <param name="Article">The article.</param>
/// <param name="Print">What its story is told by; null where it is not wanted.</param>
/// <param name="Parts">The article's own value first.</param>
sealed record ReadArticle(string Key, Article Article, Fingerprint? Print, ImmutableArray<Observed> Parts)
{
    public static string KeyOf(Article article) => Hashing.Sha256([article.Id, article.Text], 0x1E)[..32];
}

/// <summary>An article that was met.</summary>
/// <param name="Read">The article and what it says.</param>
/// <param name="ArrivedAt">When it arrived, by the watcher's clock.</param>
/// <param name="At">When it counts: when it was available, or arrived, where that is not known or lies ahead.</param>
/// <param name="Story">Its place in its story.</param>
/// <param name="Raised">What was raised at it.</param>
sealed record Met(ReadArticle Read, DateTimeOffset ArrivedAt, DateTimeOffset At, Story Story, ImmutableArray<Raised> Raised);

/// <summary>What a rule found at an article, before it is explained.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Part">The value that it was found at.</param>
/// <param name="Until">When it is to be told.</param>
/// <param name="Finding">What was found.</param>
readonly record struct Raised(AlertRule Rule, Observed Part, DateTimeOffset Until, Finding Finding);
