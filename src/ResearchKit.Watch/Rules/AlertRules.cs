using System.Collections;
using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Rules in a fixed order. Immutable.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class AlertRules : IReadOnlyList<AlertRule>
{
    internal const int DefaultRemember = 10_000;

    internal static readonly TimeSpan DefaultLate = TimeSpan.FromHours(6);

    readonly ImmutableArray<AlertRule> rules;

    internal AlertRules(ImmutableArray<AlertRule> rules) => this.rules = rules;

    /// <summary>How old an article may be when it arrives and still raise an alert by itself; an older one counts in the means and standard deviations of its time.</summary>
    /// <value>Default 6 hours.</value>
    public TimeSpan Late { get; init; } = DefaultLate;

    /// <summary>How many articles are remembered to know retellings by, of the last three days.</summary>
    /// <value>Default 10,000.</value>
    public int Remember { get; init; } = DefaultRemember;

    /// <inheritdoc/>
    public int Count => rules.Length;

    /// <inheritdoc/>
    public AlertRule this[int index] => rules[index];

    /// <summary>How many keys of what came are remembered, so that it does not count again.</summary>
    internal int RememberedKeys => 5 * Remember;

    /// <summary>A rule by its name.</summary>
    /// <exception cref="InputException">There is none; all are listed.</exception>
    public AlertRule this[string name] => rules.FirstOrDefault(rule => rule.Name == name) ?? throw InputException.Unknown("Rule", Untrusted.Show(name), rules.Select(rule => Untrusted.Show(rule.Name)));

    /// <summary>Reads rules from a JSON file; <c>ResearchKit.Watch/README.md</c> has its fields.</summary>
    /// <exception cref="InputException">A field cannot be used; the message has its line.</exception>
    public static AlertRules Read(string path) => RuleFile.Read(path);

    /// <summary>Rules made in memory.</summary>
    /// <exception cref="InputException">One cannot be used, or two have one name.</exception>
    public static AlertRules Of(params IEnumerable<AlertRule> rules)
    {
        ImmutableArray<AlertRule> all = [.. rules];
        foreach (var rule in all)
        {
            if (string.IsNullOrWhiteSpace(rule.Name)) throw new InputException("A rule has no name. Expected one.");
            if (rule.Fault() is { } fault) throw new InputException($"Rule {Untrusted.Quote(rule.Name)}: {fault.Reason}");
            if (all.Count(other => other.Name == rule.Name) > 1) throw new InputException($"Two rules are named {Untrusted.Quote(rule.Name)}. Expected names that differ.");
        }
        return all.IsEmpty ? throw new InputException("There is no rule. Expected at least one.") : new(all);
    }

    /// <summary>A watcher over articles, which it scores.</summary>
    /// <param name="scorer">A method on a lexicon, with a map or without.</param>
    /// <param name="companies">Needed by rules of tickers.</param>
    /// <param name="themes">Needed by rules of themes.</param>
    /// <exception cref="InputException">A rule needs what is not given, or names a company or theme that there is not.</exception>
    public Watcher Watch(Scorer scorer, Companies? companies = null, Taxonomy? themes = null) => new(this, scorer, companies, themes);

    /// <summary>What is odd about them: rules that can never raise an alert, or raise one for every article.</summary>
    public ImmutableArray<string> Remarks => [.. Late == TimeSpan.Zero ? ["late is 0s: in a stream every article is older when it arrives than when it was available, and none that has a time raises an alert"] : Array.Empty<string>(), .. rules.SelectMany(rule => rule.Remarks().Select(remark => $"rule {Untrusted.Quote(rule.Name)} {remark}"))];

    /// <summary>How far back an article can matter to a rule.</summary>
    internal TimeSpan Horizon => rules.Max(rule => rule.Horizon > rule.CoolDown ? rule.Horizon : rule.CoolDown);

    /// <inheritdoc/>
    public IEnumerator<AlertRule> GetEnumerator() => ((IEnumerable<AlertRule>)rules).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>3 rules</c>.</summary>
    public override string ToString() => Count == 1 ? "1 rule" : FormattableString.Invariant($"{Count} rules");
}
