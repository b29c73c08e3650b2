using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A subject that news can be about, and the phrases by which it is known. It has no valence: what a text says of it is a <see cref="ThemeScore"/>.</summary>
/// <param name="Name">Unique in a <see cref="Taxonomy"/>, in any case.</param>
/// <param name="Terms">At least one, each once.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Theme(string Name, ImmutableArray<Phrase> Terms)
{
    /// <summary>At least one phrase, each once.</summary>
    public ImmutableArray<Phrase> Terms { get; init => field = value.IsDefault ? [] : value; } = Terms.IsDefault ? [] : Terms;

    /// <summary>A theme of terms in any case and without guards: <c>Theme.Of("compute diversification", "multicloud", "second source")</c>.</summary>
    public static Theme Of(string name, params IEnumerable<string> terms) => new(name, [.. terms.Select(term => new Phrase(term))]);

    /// <summary>Why it cannot be used; null when it can.</summary>
    internal string? Fault()
    {
        if (string.IsNullOrWhiteSpace(Name)) return "a theme has no name. Expected one.";
        if (Terms.IsEmpty) return $"{Untrusted.Quote(Name)} has no term. Expected at least one.";
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in Terms)
            if ((term.Fault() ?? (terms.Add(CompiledLexicon.Canonical(term.Text)) ? null : $"{Untrusted.Quote(term.Text)} stands twice. Keep one of them.")) is { } fault)
                return $"{Untrusted.Quote(Name)}: {fault}";
        return null;
    }

    /// <summary><c>compute diversification (12 terms)</c>.</summary>
    public override string ToString() => $"{Untrusted.Line(Name)} ({Terms.Length} {(Terms.Length == 1 ? "term" : "terms")})";
}
