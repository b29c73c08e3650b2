using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What a stack is and where it comes from.</summary>
/// <param name="Labels">The name of the labels that it was fitted on.</param>
/// <param name="LabelsHash">Their hash, as labels have it.</param>
/// <param name="Licence">Their licence, as they or the user state it; null when nobody does.</param>
/// <param name="Texts">How many labelled texts it was fitted on: those on which a member speaks.</param>
/// <param name="Silent">On how many more no member does.</param>
/// <param name="Retold">How many different texts tell what another one tells in nearly the same words; folds keep them together.</param>
/// <param name="LearnedOn">The texts: no evaluation may use them.</param>
/// <param name="Goal">What was fitted to.</param>
/// <param name="Penalty">The penalty on the squares of the weights.</param>
/// <param name="Falls">Up to which value a text is negative, −1 to 0.</param>
/// <param name="Rises">From which value on it is positive, 0 to 1.</param>
/// <param name="Split">How the figures came about.</param>
/// <param name="Figures">Of the stack, each text by one that has seen neither it nor its story.</param>
/// <param name="Members">The first of these figures for each member alone, by its name, on the same texts.</param>
/// <param name="Date">The day of the fit, as it was given; null when it was not.</param>
/// <param name="Versions">What it was fitted with.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record StackCard(string Labels, string LabelsHash, string? Licence, int Texts, int Silent, int Retold, LearnedOn LearnedOn, LearnedGoal Goal, double Penalty, double Falls, double Rises, string Split,
    ImmutableArray<ModelFigure> Figures, ImmutableArray<ModelFigure> Members, DateOnly? Date, string Versions)
{
    /// <summary>A few lines for a reader.</summary>
    public override string ToString() => string.Join('\n', ((string[])
    [
        $"fitted{(Date is { } day ? string.Create(CultureInfo.InvariantCulture, $" {day:yyyy-MM-dd}") : "")} on {Labels} ({FittedOn.Start(LabelsHash)}): {Texts} texts, {Retold} told again, {Silent} more on which no member speaks; licence: {Licence ?? "none stated"}",
        string.Create(CultureInfo.InvariantCulture, $"goal {Goal.ToString().ToLowerInvariant()}; penalty {Penalty}, negative up to {Falls:0.00}, positive from {Rises:0.00}"),
        $"{Split}: {string.Join("  ", Figures)}",
        $"each member alone, {(Goal == LearnedGoal.Classes ? "accuracy" : "R²")}: {string.Join("  ", Members)}",
        Versions,
    ]).Select(Untrusted.Line));
}

/// <summary>A member of a stack.</summary>
/// <param name="Name">What explanations call it.</param>
/// <param name="FittedFor">The scorer that it must be; of a member that was fitted in folds the rules behind which it was.</param>
/// <param name="Up">Its weight: of the score, or of positive against the rest.</param>
/// <param name="Down">Its weight of negative against the rest; 0 for scores.</param>
/// <param name="Model">The hash of its model, which was fitted with the stack; null for a scorer that was ready.</param>
public sealed record StackedMember(string Name, FittedFor FittedFor, double Up, double Down, string? Model)
{
    /// <summary>Name, scorer and weights.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Name}: {(Model is null ? "" : $"model {FittedOn.Start(Model)} on ")}{FittedFor}, weight {Up:0.0000}{(Down == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", of negative {Down:0.0000}"))}"));
}
