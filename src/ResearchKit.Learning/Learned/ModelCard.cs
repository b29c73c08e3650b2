using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What a learned model is and where it comes from.</summary>
/// <param name="Labels">The name of the labels that it was fitted on.</param>
/// <param name="LabelsHash">Their hash, as labels have it.</param>
/// <param name="Licence">Their licence, as they or the user state it; null when nobody does.</param>
/// <param name="Texts">How many labelled texts it was fitted on.</param>
/// <param name="Foreign">How many more are in another language than the rules read.</param>
/// <param name="Retold">How many different texts tell what another one tells in nearly the same words; folds keep them together.</param>
/// <param name="Leaking">How many texts of the rest of the set, where it was fitted on a part, tell again what it was fitted on: they are no test of it.</param>
/// <param name="LearnedOn">The texts: no evaluation may use them.</param>
/// <param name="Goal">What was fitted to.</param>
/// <param name="Features">What is seen of a text.</param>
/// <param name="MaxWords">The longest run of words that is a feature.</param>
/// <param name="Featuriser">The hash of what makes the features; a model runs behind no other.</param>
/// <param name="Rules">The method whose hits are features, with its options; its sentences are read in any case.</param>
/// <param name="Lexicon">Its lexicon.</param>
/// <param name="LexiconHash">Its lexicon's hash.</param>
/// <param name="Settings">The learner, and the settings that were chosen for it.</param>
/// <param name="Falls">Up to which value a text is negative, −1 to 0.</param>
/// <param name="Rises">From which value on it is positive, 0 to 1.</param>
/// <param name="Split">How the figures came about.</param>
/// <param name="Figures">Out-of-fold figures, each with its interval, settings and cut point chosen within each fold.</param>
/// <param name="Date">The day of the fit, as it was given; null when it was not.</param>
/// <param name="Versions">What it was fitted with.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ModelCard(string Labels, string LabelsHash, string? Licence, int Texts, int Foreign, int Retold, int Leaking, LearnedOn LearnedOn, LearnedGoal Goal, FeatureKinds Features, int MaxWords, string Featuriser, string Rules, string Lexicon, string LexiconHash,
    LearnedSettings Settings, double Falls, double Rises, string Split, ImmutableArray<ModelFigure> Figures, DateOnly? Date, string Versions)
{
    /// <summary>A few lines for a reader.</summary>
    public override string ToString() => string.Join('\n', ((string[])
    [
        $"fitted{(Date is { } day ? string.Create(CultureInfo.InvariantCulture, $" {day:yyyy-MM-dd}") : "")} on {Labels} ({FittedOn.Start(LabelsHash)}): {Texts} texts, {Retold} told again, {(Leaking > 0 ? $"{Leaking} of the rest of the set tell them again, " : "")}{Foreign} more not in English; licence: {Licence ?? "none stated"}",
        string.Create(CultureInfo.InvariantCulture, $"goal {Goal.ToString().ToLowerInvariant()}, features {Features.ToString().ToLowerInvariant()} ({FittedOn.Start(Featuriser)}) by {Rules} on {Lexicon}; {Settings}, negative up to {Falls:0.00}, positive from {Rises:0.00}"),
        $"{Split}: {string.Join("  ", Figures)}",
        Versions,
    ]).Select(Untrusted.Line));
}

/// <summary>A figure of a model card.</summary>
/// <param name="Name">The measure.</param>
/// <param name="Value">Its value with the interval.</param>
public sealed record ModelFigure(string Name, Measured Value)
{
    /// <summary><c>accuracy 0.951 [0.938, 0.963]</c>.</summary>
    public override string ToString() => $"{Name} {Value}";
}
