using System.Collections.Immutable;

namespace ResearchKit.Cli;

/// <summary>A row of the directory.</summary>
/// <param name="Name">How a command line spells it.</param>
/// <param name="Version">Raised when results may change; null where a model's own hash says it.</param>
/// <param name="Facts">What is stated.</param>
/// <param name="Figure">What was measured; null when nothing was.</param>
/// <param name="Stale">Why that no longer holds; null while it does.</param>
sealed record MethodRow(string Name, int? Version, MethodFacts Facts, MethodFigure? Figure, string? Stale);

/// <summary>Every method with what it needs, what it was fitted on, its licence, and what was measured of it.</summary>
static class MethodDirectory
{
    public const string MapName = "--map FILE";

    /// <param name="words">The lexicon that stands.</param>
    /// <param name="figures">What was measured; null for nothing.</param>
    public static ImmutableArray<MethodRow> Rows(Lexicon words, MethodFigures? figures)
    {
        var labels = MethodMeasuring.ReadSets().ToDictionary(set => set.Key, set => set.Value.Hash, StringComparer.Ordinal);
        var finance = words.Scorer("finance");
        return
        [
            .. Method.All.Select(rules => Row(rules.Name, rules.Version, MethodFacts.Of(rules, words), rules.Name, Identity(rules, words, figures?.Of(rules.Name)), MethodFacts.IsVader(rules) ? null : words.Hash)),
            .. Methods.Models.Select(model => model.Prefix == "learned:"
                ? Row(model.Form, null, model.Facts, Methods.InFolds, figures?.Of(Methods.InFolds) is null ? null : ModelScorers.IdentityInFolds(finance), words.Hash)
                : Row(model.Form, null, model.Facts, model.Form, null, null)),
            Row(MapName, null, MethodFacts.Mapped, MapName, finance.Identity, words.Hash),
        ];

        MethodRow Row(string name, int? version, MethodFacts facts, string measured, string? identity, string? lexicon)
        {
            var figure = figures?.Of(measured);
            return new(name, version, facts, figure, figure?.Stale(identity, lexicon, labels));
        }
    }

    /// <summary>The identity now; where it names the articles that words were counted in, the one that was measured, as long as the method's version is the same.</summary>
    static string Identity(Method rules, Lexicon words, MethodFigure? measured) => !rules.NeedsReference && !MethodFacts.IsVader(rules) ? words.Scorer(rules).Identity
        : measured?.Identity.StartsWith(rules.ToString(), StringComparison.Ordinal) == true ? measured.Identity : rules.ToString();
}
