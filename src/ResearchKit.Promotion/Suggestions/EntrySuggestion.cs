using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A place where a term stands, with some words around it.</summary>
/// <param name="Article">The id of the article.</param>
/// <param name="Before">Up to 60 characters before it, on its line.</param>
/// <param name="Match">The term as the text has it.</param>
/// <param name="After">Up to 60 characters after it.</param>
public readonly record struct Example(string Article, string Before, string Match, string After)
{
    /// <summary><c>A12: … faces a ‹capacity crunch› in the spring …</c>.</summary>
    public override string ToString() => Untrusted.Line($"{Article}: {Before}‹{Match}›{After}");
}

/// <summary>What a statistic proposes for a lexicon. Never applied by itself: <see cref="LexiconDraft.Add(IEnumerable{EntrySuggestion})"/> takes those that one chose.</summary>
/// <param name="Kind">The edit that is proposed; null when it only says where to look (a gap, a conflict).</param>
/// <param name="Term">The term.</param>
/// <param name="Role">Its role.</param>
/// <param name="Valence">The proposed valence, −1 to 1; null when none is.</param>
/// <param name="Method">What proposes it, such as <c>log-odds</c>.</param>
/// <param name="Statistic">Its figure; what it is, <paramref name="Unit"/> says.</param>
/// <param name="Unit">Such as <c>z</c>.</param>
/// <param name="P">Two-sided p, 0 to 1; null for a statistic that has none.</param>
/// <param name="Q">The same corrected for all terms that were tried (Benjamini and Hochberg 1995); null likewise.</param>
/// <param name="Evidence">In how many texts the term stands.</param>
/// <param name="Examples">Some of the places.</param>
/// <param name="LearnedOn">The texts it was learned on.</param>
/// <param name="Why">The reason, in a line.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record EntrySuggestion(EditKind? Kind, string Term, Role Role, double? Valence, string Method, double Statistic, string Unit, double? P, double? Q, int Evidence, ImmutableArray<Example> Examples, LearnedOn LearnedOn, string Why)
{
    /// <summary><c>add 'clinical hold' −0.65: log-odds z −5.12, q 0.0003, 14 texts; judged negative in 13 of 14</c>, and an example.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{(Kind is { } kind ? EntryEdit.Word(kind) : "look at")} {Untrusted.Quote(Term)}{(Valence is { } valence ? string.Create(CultureInfo.InvariantCulture, $" {valence:+0.00;-0.00;0.00}") : "")}: {Method} {Unit} {Statistic:0.00}{(Q is { } q ? string.Create(CultureInfo.InvariantCulture, $", q {q:0.0000}") : "")}, {Evidence} {(Evidence == 1 ? "text" : "texts")}; {Why}"))
        + (Examples.IsDefaultOrEmpty ? "" : $"\n  {Examples[0]}");
}
