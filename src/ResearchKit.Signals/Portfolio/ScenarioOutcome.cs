using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A position under a scenario.</summary>
/// <param name="Position">The position.</param>
/// <param name="Before">Its sentiment; null without news.</param>
/// <param name="After">Its sentiment under the scenario; null where it still has none.</param>
public readonly record struct ScenarioPosition(Position Position, double? Before, double? After)
{
    /// <summary>What it changes in the exposure.</summary>
    public double Change => Position.Weight * ((After ?? 0) - (Before ?? 0));

    /// <summary>Ticker and change.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Position.Ticker} {Before:+0.000;-0.000;0.000} to {After:+0.000;-0.000;0.000}, {Change:+0.0000;-0.0000;0.0000}"));
}

/// <summary>An exposure under a scenario: what is assumed moves, and nothing else. It forecasts nothing.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Before">The exposure as it is.</param>
/// <param name="Positions">In the order of the portfolio; their changes sum to <see cref="Change"/>.</param>
/// <param name="Notes">What is remarkable: values held at −1 or 1, changes that change nothing. For people.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ScenarioOutcome(Scenario Scenario, double Before, ImmutableArray<ScenarioPosition> Positions, ImmutableArray<string> Notes)
{
    /// <summary>The exposure under the scenario.</summary>
    public double After => Before + Change;

    /// <summary>What the scenario changes.</summary>
    public double Change => Positions.Sum(position => position.Change);

    internal static ScenarioOutcome Of(Exposure exposure, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var sentiments = exposure.Positions.Select(position => position.Sentiment).ToArray();
        // How far each position's themes went along with it: a factor takes them along, a value that was set has none of its own.
        var (notes, touched, along) = (ImmutableArray.CreateBuilder<string>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase), exposure.Positions.Select(_ => (Factor: 1.0, Set: false)).ToArray());
        foreach (var change in scenario.Changes)
        {
            var (name, moved) = change.IsTheme ? Theme(exposure, change, sentiments, along, notes) : Company(exposure, change, sentiments, along);
            if (!touched.Add($"{change.IsTheme}{name}")) throw new InputException($"Scenario {Untrusted.Quote(change.Text)}: {Untrusted.Quote(name)} is changed twice. Expected each once.");
            if (!moved) notes.Add(Untrusted.Line($"'{change.Text}' changes nothing: {(change.IsTheme ? $"what is said of the theme '{name}' adds nothing to any sentiment" : "there is no sentiment to change, or it stands there already")}."));
            for (var i = 0; i < sentiments.Length; i++)
                if (sentiments[i] is < -1 or > 1)
                {
                    notes.Add(Untrusted.Line(FormattableString.Invariant($"{exposure.Positions[i].Position.Ticker} would be at {sentiments[i]:+0.000;-0.000}: it is held at {Math.Sign(sentiments[i]!.Value):+0;-0}.")));
                    sentiments[i] = Math.Sign(sentiments[i]!.Value);
                }
        }
        return new(scenario, exposure.Value, [.. exposure.Positions.Select((position, i) => new ScenarioPosition(position.Position, position.Sentiment, sentiments[i]))], notes.ToImmutable());
    }

    static (string Name, bool Moved) Company(Exposure exposure, in ScenarioChange change, double?[] sentiments, (double Factor, bool Set)[] along)
    {
        var (subject, moved) = (change.Subject, false);
        var held = exposure.Positions.Where(position => !position.Position.IsCash).ToList();
        // "McDonald's falls": the name may end in 's itself.
        var named = (change.IsPossessive ? Named(held, subject + "'s") : null) ?? Named(held, subject);
        if (named is null) throw new InputException($"Scenario {Untrusted.Quote(change.Text)}: {Untrusted.Quote(subject)} is not held{(exposure.Taxonomy.Any(theme => theme.Name.Equals(subject, StringComparison.OrdinalIgnoreCase)) ? $"; for the theme write 'theme {Untrusted.Show(subject)}'" : "")}. Held: {string.Join(", ", held.Select(position => Untrusted.Show(position.Position.Ticker)))}.");
        for (var i = 0; i < sentiments.Length; i++)
        {
            var one = exposure.Positions[i];
            // Two classes of shares have one company's sentiment.
            if (one.Position.IsCash || !ReferenceEquals(one, named) && (named.Company is null || one.Company?.Name != named.Company.Name)) continue;
            var (before, number) = (sentiments[i], change.Number);
            if (change.Action == ScenarioAction.To && before is { } now && change.Direction * (number - now) < 0)
                throw new InputException(FormattableString.Invariant($"Scenario {Untrusted.Quote(change.Text)}: {Untrusted.Show(one.Position.Ticker)} stands at {now:+0.000;-0.000;0.000}, so that {number} is no {(change.Direction < 0 ? "fall" : "rise")}. Expected 'moves to', or another number."));
            along[i] = change.Action == ScenarioAction.Times ? (along[i].Factor * number, along[i].Set) : along[i] with { Set = true };
            sentiments[i] = change.Action switch { ScenarioAction.To => number, ScenarioAction.By => (before ?? 0) + number, _ => before * number };
            moved |= sentiments[i] != before;
        }
        return (named.Company?.Name ?? named.Position.Ticker, moved);
    }

    static PositionExposure? Named(List<PositionExposure> held, string subject)
    {
        return held.FirstOrDefault(position => Is(position.Position.Ticker))
            ?? held.FirstOrDefault(position => position.Company is { } company && (Is(company.Name) || company.Aliases.Any(alias => alias.Kind == AliasKind.Name && Is(alias.Phrase.Text))));

        bool Is(string name) => name.Replace('’', '\'').Equals(subject.Replace('’', '\''), StringComparison.OrdinalIgnoreCase);
    }

    static (string Name, bool Moved) Theme(Exposure exposure, in ScenarioChange change, double?[] sentiments, (double Factor, bool Set)[] along, ImmutableArray<string>.Builder notes)
    {
        var subject = change.Subject;
        var known = exposure.Taxonomy.Select(theme => theme.Name).Append(IndexAttribution.NoTheme).ToList();
        var found = known.Where(name => name.Equals(subject, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0) found = [.. known.Where(name => name.Contains(subject, StringComparison.OrdinalIgnoreCase))];
        if (found.Count != 1) throw new InputException($"Scenario {Untrusted.Quote(change.Text)}: theme {Untrusted.Quote(subject)} {(found.Count == 0 ? "is not known" : "may be several")}. {(found.Count == 0 ? "Available" : "Expected one of")}: {string.Join(", ", (found.Count == 0 ? known.SkipLast(1) : found).Select(name => Untrusted.Show(name)))}.");
        var moved = false;
        for (var i = 0; i < sentiments.Length; i++)
        {
            var share = exposure.Positions[i].Themes.FirstOrDefault(one => one.Name == found[0]).After * along[i].Factor;
            if (sentiments[i] is not { } now || Math.Abs(share) < ExposureChange.Dust) continue;
            if (along[i].Set) notes.Add(Untrusted.Line(FormattableString.Invariant($"'{change.Text}' moves {exposure.Positions[i].Position.Ticker} by what its news says of the theme now, {share:+0.000;-0.000}: the value that it was given before has no themes of its own.")));
            sentiments[i] = now + (change.Number - 1) * share;
            moved |= sentiments[i] != now;
        }
        return (found[0], moved);
    }

    /// <summary>The exposure before and after, and the positions that move.</summary>
    public override string ToString() => FormattableString.Invariant($"{Scenario}: {Before:+0.0000;-0.0000;0.0000} to {After:+0.0000;-0.0000;0.0000}, {Change:+0.0000;-0.0000;0.0000}")
        + string.Concat(Positions.Where(position => position.Change != 0).Select(position => $"\n  {position}")) + string.Concat(Notes.Select(note => $"\n  {note}"));
}
