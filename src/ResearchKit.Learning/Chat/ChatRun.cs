using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>An article without an answer.</summary>
/// <param name="ArticleId">Its id.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record ChatFailure(string ArticleId, string Reason)
{
    /// <summary>Id and reason.</summary>
    public override string ToString() => $"{Untrusted.Line(ArticleId)}: {Reason}";
}

/// <summary>What asking about a corpus came to. Not all of it need have succeeded: asked again, only what failed is asked.</summary>
/// <param name="Replies">In the order of the corpus, without the articles that failed.</param>
/// <param name="Failures">In the order of the corpus.</param>
/// <param name="Spending">What the scorer has spent so far, this run included.</param>
/// <param name="Cassette">Where the answers are kept; null when in memory only.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ChatRun(ImmutableArray<ChatReply> Replies, ImmutableArray<ChatFailure> Failures, ChatSpending Spending, Cassette? Cassette)
{
    const int Shown = 3;

    /// <summary>Whether every article has its reply.</summary>
    public bool IsWhole => Failures.IsEmpty;

    /// <summary>The scores, in the order of the corpus.</summary>
    /// <exception cref="InputException">An article has none.</exception>
    public IReadOnlyList<Score> Scores => IsWhole ? [.. Replies.Select(reply => reply.Score)] : throw new InputException(Missing);

    /// <summary>How many articles have a reply, from where, what failed, and what was spent.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Replies.Length + Failures.Length} articles: {Replies.Length} with a reply, {Replies.Count(reply => reply.Replayed > 0 && reply.Replayed == reply.Answers.Length)} of them replayed{(Cassette is null ? "" : $" from {Cassette}")}\n{Spending}{(IsWhole ? "" : $"\n{Missing}")}");

    string Missing => string.Create(CultureInfo.InvariantCulture,
        $"{Failures.Length} of {Replies.Length + Failures.Length} articles have no reply: {string.Join(" ", Failures.Take(Shown))}{(Failures.Length > Shown ? $" And {Failures.Length - Shown} more." : "")} What was answered is kept {(Cassette is null ? "as long as this scorer is" : $"in {Untrusted.Line(Cassette.Path)}")}: ask again, and only the rest is asked.");
}
