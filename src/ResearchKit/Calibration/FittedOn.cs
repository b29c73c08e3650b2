using System.Globalization;

namespace ResearchKit;

/// <summary>What a map was fitted on.</summary>
/// <param name="Labels">The name of the labels.</param>
/// <param name="Hash">Their hash, as labels have it.</param>
/// <param name="Texts">How many of them have a score and are not silent: those that the map was fitted on.</param>
/// <param name="Silent">How many have a score but are silent, or not English: left out.</param>
/// <param name="Licence">The licence of the labels, as they or the user state it; null when nobody does.</param>
/// <param name="Date">The day of the fit, as it was given; null when it was not.</param>
public sealed record FittedOn(string Labels, string Hash, int Texts, int Silent, string? Licence, DateOnly? Date)
{
    /// <summary>Below this a fit is called one on few texts.</summary>
    const int Few = 100;

    /// <summary>Name, hash and size; that they are few; the licence.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"fitted{(Date is { } day ? $" {day:yyyy-MM-dd}" : "")} on {Labels} ({Start(Hash)}): {Texts} texts{(Texts < Few ? ", which are few: another set may give another map" : "")}; {Silent} more are silent and stay so; licence: {Licence ?? "none stated"}"));

    internal static string Start(string hash) => hash.Length > 8 ? hash[..8] : hash;
}

/// <summary>The scorer that a map was fitted for, and the only one that it may run on.</summary>
/// <param name="Method">Its identity.</param>
/// <param name="Options">Its options, as far as they differ from the defaults; null when it is not a method on a lexicon.</param>
/// <param name="Lexicon">Its lexicon's name; likewise.</param>
/// <param name="LexiconHash">Its lexicon's hash; likewise.</param>
public sealed record FittedFor(string Method, string? Options, string? Lexicon, string? LexiconHash)
{
    /// <summary><c>finance@2 on finance (0f3a9c12)</c>.</summary>
    public override string ToString() => Untrusted.Line($"{Method}{(LexiconHash is null ? "" : $" on {Lexicon} ({FittedOn.Start(LexiconHash)})")}");

    internal static FittedFor Of(Scorer scorer) => scorer is LexiconScorer words
        ? new(words.Identity, words.Options.ToString(), words.Lexicon.Name, words.Lexicon.Hash)
        : new(scorer.Identity, null, null, null);

    /// <summary>Whether a scorer is the same, whatever its lexicon is called.</summary>
    internal bool Fits(Scorer scorer) => Of(scorer) with { Lexicon = Lexicon } == this;
}

/// <summary>How far values are from the scores of labels.</summary>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="Rmse">Root mean square error.</param>
/// <param name="R2">1 − Σ(y − ŷ)²/Σ(y − ȳ)².</param>
public sealed record CalibrationError(Measured Mae, Measured Rmse, Measured R2)
{
    /// <summary>The three, each with its interval.</summary>
    public override string ToString() => $"MAE {Mae}  RMSE {Rmse}  R² {R2}";
}
