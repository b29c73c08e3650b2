using System.Diagnostics;

namespace ResearchKit;

/// <summary>An article as a source handed it over.</summary>
/// <param name="Article">The article.</param>
/// <param name="Source">Which place it came from: how far that was read is kept with the article.</param>
/// <param name="Position">How far that is; null where nothing is read from there again.</param>
readonly record struct Arrival(Article Article, string Source, string? Position)
{
    /// <summary>When it was there, by the steady clock.</summary>
    public long Arrived { get; } = Stopwatch.GetTimestamp();
}

/// <summary>Where articles come from.</summary>
interface IArticleSource
{
    /// <summary>What it is called where it is told of.</summary>
    string Name { get; }

    /// <summary>Hands over articles until there can be no more, or it is stopped.</summary>
    /// <param name="stream">Who takes them, keeps how far was read, and hears what is wrong.</param>
    /// <param name="stop">Ends it.</param>
    Task Run(IArrivals stream, CancellationToken stop);
}

/// <summary>What a source is connected with.</summary>
interface IArrivals
{
    /// <summary>Takes an article; waits while there are too many.</summary>
    ValueTask Take(Arrival arrival, CancellationToken stop);

    /// <summary>How far a place was read before a restart.</summary>
    string? PositionOf(string source);

    /// <summary>Keeps that a place was passed over up to a position.</summary>
    void Pass(string source, string position);

    /// <summary>Says that a source still holds articles that it has handed over, and does not hand over again, so that they are known whenever it does.</summary>
    /// <param name="source">Its name.</param>
    /// <param name="keys">Their keys (<see cref="ReadArticle.KeyOf"/>): all that it holds.</param>
    void StillHolds(string source, IReadOnlyCollection<string> keys);

    /// <summary>Whether nothing was watched before.</summary>
    bool IsFirstStart { get; }

    /// <summary>Counts what came from a source and is no article, and says why.</summary>
    /// <param name="source">Its name.</param>
    /// <param name="what">Where it stands and what is wrong with it: one line.</param>
    void Reject(string source, string what);

    /// <summary>Says something to whoever watches: one line.</summary>
    void Say(string line);
}
