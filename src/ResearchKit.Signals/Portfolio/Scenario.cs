using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>What a change of a scenario does to a value.</summary>
public enum ScenarioAction
{
    /// <summary>Gives it another one.</summary>
    To,

    /// <summary>Adds to it.</summary>
    By,

    /// <summary>Multiplies it.</summary>
    Times,
}

/// <summary>One change of a scenario.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Subject">A ticker, a company or a theme, as it was written.</param>
/// <param name="IsTheme">Whether it was said to be a theme.</param>
/// <param name="Action">What happens to its value.</param>
/// <param name="Number">The new value, what is added, or the factor.</param>
/// <param name="Direction">1 where the value is said to rise, −1 where it is said to fall, 0 where neither is said.</param>
public readonly record struct ScenarioChange(string Text, string Subject, bool IsTheme, ScenarioAction Action, double Number, int Direction)
{
    /// <summary>Whether an 's stands after the subject, which may be part of a name.</summary>
    internal bool IsPossessive => Subject.Length + 1 < Text.Length && Text.StartsWith(Subject, StringComparison.Ordinal) && Text[Subject.Length] is '\'' or '’' && Text[Subject.Length + 1] is 's' or 'S';

    /// <summary>As it was written.</summary>
    public override string ToString() => Untrusted.Line(Text);
}

/// <summary>What if: changes of sentiments and themes, in a small language of its own. Immutable.</summary>
/// <remarks><c>change { ; change }</c>, a change being <c>SUBJECT ['s] [sentiment] ACTION</c>. SUBJECT is a ticker or a company, or <c>theme NAME</c> or <c>NAME theme</c>. ACTION is <c>falls to</c>, <c>rises to</c> or <c>moves to</c> and a number from −1 to 1; <c>falls by</c> or <c>rises by</c> and a number above 0;
/// <c>doubles</c>, <c>triples</c>, <c>halves</c>, <c>vanishes</c> (0), <c>turns</c> (−1), or <c>times</c> and a factor. Of a theme only factors are known: what it adds to each sentiment is multiplied.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed partial class Scenario
{
    const string Grammar = "Expected SUBJECT ACTION: a ticker or company that is held, or 'theme NAME', and then falls to, rises to or moves to a number from -1 to 1; falls by or rises by a number; doubles, triples, halves, vanishes, turns, or times a factor. Several stand with ';' between";

    Scenario(string text, ImmutableArray<ScenarioChange> changes) => (Text, Changes) = (text, changes);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>In the order in which they come about.</summary>
    public ImmutableArray<ScenarioChange> Changes { get; }

    /// <summary>Reads a scenario: <c>Microsoft's sentiment falls to -0.5; egress theme doubles</c>.</summary>
    /// <exception cref="InputException">It cannot be read: the message says which part.</exception>
    public static Scenario Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ImmutableArray<ScenarioChange> changes = [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Change)];
        return changes.IsEmpty ? throw new InputException($"The scenario is empty. {Grammar}.") : new(text, changes);
    }

    static ScenarioChange Change(string text)
    {
        var match = Form().Match(text);
        if (!match.Success) throw new InputException($"Scenario {Untrusted.Quote(text)}: no change is found in it. {Grammar}.");
        var (subject, verb) = (match.Groups["subject"].Value.Trim(), match.Groups["verb"].Value.ToLowerInvariant());
        var isTheme = Cut(ref subject, "theme ", atStart: true) | Cut(ref subject, " theme", atStart: false);
        var (action, direction) = verb switch
        {
            "falls" or "rises" or "moves" => (match.Groups["way"].Value.Equals("by", StringComparison.OrdinalIgnoreCase) ? ScenarioAction.By : ScenarioAction.To, verb == "falls" ? -1 : verb == "rises" ? 1 : 0),
            _ => (ScenarioAction.Times, 0),
        };
        var number = verb switch { "doubles" => 2, "triples" => 3, "halves" => 0.5, "vanishes" => 0, "turns" => -1, _ => Number(match.Groups["number"].Value, text) };
        if (action == ScenarioAction.To && number is < -1 or > 1) throw new InputException(FormattableString.Invariant($"Scenario {Untrusted.Quote(text)}: {number} is no sentiment. Expected a number from -1 to 1."));
        if (action == ScenarioAction.By && (direction == 0 || number <= 0)) throw new InputException($"Scenario {Untrusted.Quote(text)}: by how much it moves is not clear. Expected 'falls by' or 'rises by' and a number above 0.");
        if (isTheme && action != ScenarioAction.Times) throw new InputException($"Scenario {Untrusted.Quote(text)}: a theme has no sentiment of its own. Expected theme NAME doubles, triples, halves, vanishes, turns, or times a factor.");
        return new(text, subject, isTheme, action, action == ScenarioAction.By ? direction * number : number, direction);
    }

    static bool Cut(ref string subject, string word, bool atStart)
    {
        if (!(atStart ? subject.StartsWith(word, StringComparison.OrdinalIgnoreCase) : subject.EndsWith(word, StringComparison.OrdinalIgnoreCase))) return false;
        subject = (atStart ? subject[word.Length..] : subject[..^word.Length]).Trim();
        return true;
    }

    /// <summary>A number with any of the signs that people write for minus.</summary>
    static double Number(string number, string text) =>
        double.TryParse(number.Replace('−', '-').Replace('–', '-'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
        : throw new InputException($"Scenario {Untrusted.Quote(text)}: {Untrusted.Quote(number)} is not a number. Expected one such as -0.5, with '.' as decimal point.");

    [GeneratedRegex(@"^(?<subject>.+?)(?:['’]s)?(?:\s+sentiment)?\s+(?:(?<verb>falls|rises|moves)\s+(?<way>to|by)\s+(?<number>\S+)|(?<verb>doubles|triples|halves|vanishes|turns)|(?<verb>times)\s+(?<number>\S+))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    /// <summary>As it was written.</summary>
    public override string ToString() => Untrusted.Line(Text);
}
