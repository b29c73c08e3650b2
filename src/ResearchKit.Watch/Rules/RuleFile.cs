using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ResearchKit;

/// <summary>Reads rules from a file; every field is checked, and what is wrong is said with its line.</summary>
static class RuleFile
{
    const string Expected = "{ \"rules\": [ { \"name\": …, \"of\": \"ticker:MSFT\", \"when\": \"falls\", \"limit\": 0.3, \"over\": \"1d\" } ] }";

    const int MostRules = 1000, MostStories = 1_000_000;

    static readonly ImmutableArray<string> RuleFields = ["name", "of", "when", "limit", "over", "articles", "hits", "coverage", "relevance", "tickers", "themes", "retellings", "cooldown", "quiet"];

    static readonly ImmutableArray<string> QuietFields = ["from", "to", "zone", "days", "then"];

    public static AlertRules Read(string path)
    {
        var file = LinedJson.Read(path, Files.ReadText(path, $"rules: {Expected}"), $"rules: {Expected}");
        Object(file, "the file", ["rules", "late", "remember"]);
        if (file["rules"] is not { Kind: JsonValueKind.Array } rules) throw (file["rules"] ?? file).Fault($"has no array 'rules'. Expected {Expected}.");
        if (rules.Items.Count is 0 or > MostRules) throw rules.Fault(string.Create(CultureInfo.InvariantCulture, $"holds {rules.Items.Count} rules. Expected 1 to {MostRules}."));
        var read = new List<AlertRule>();
        foreach (var item in rules.Items)
        {
            var rule = Rule(item);
            if (read.Any(other => other.Name == rule.Name)) throw item.Fault($"a second rule is named {Untrusted.Quote(rule.Name)}. Expected names that differ.");
            read.Add(rule);
        }
        return new([.. read])
        {
            Late = file["late"] is { } late ? Duration(late, "late") : AlertRules.DefaultLate,
            Remember = file["remember"] is { } remember ? Whole(remember, "remember", 1, MostStories) : AlertRules.DefaultRemember,
        };
    }

    static AlertRule Rule(LinedJson rule)
    {
        Object(rule, "a rule", RuleFields);
        var name = Text(Required(rule, "name", "a name"), "name");
        if (name.Trim() != name || name.Length is 0 or > 200) throw rule["name"]!.Fault($"name {Untrusted.Quote(name)} is empty, has spaces around it or is longer than 200 characters. Expected a name.");
        var of = Text(Required(rule, "of", "article, ticker:NAME, theme:NAME, or * for NAME"), "of");
        var (kind, subject) = Subject(rule["of"]!, of);
        var condition = Text(Required(rule, "when", Conditions), "when");
        var when = Enum.GetValues<AlertCondition>().Where(known => Durations.Words(known) == condition).Cast<AlertCondition?>().FirstOrDefault() ?? throw rule["when"]!.Fault($"when {Untrusted.Quote(condition)} is not known. Available: {Conditions}.");
        var limit = Number(Required(rule, "limit", "a number"), "limit", double.MinValue, double.MaxValue);
        var made = new AlertRule(name, kind, when, limit)
        {
            Subject = subject,
            Over = rule["over"] is { } over ? Duration(over, "over") : null,
            CoolDown = rule["cooldown"] is { } cool ? Duration(cool, "cooldown") : TimeSpan.Zero,
            Hits = rule["hits"] is { } hits ? Whole(hits, "hits", 1, 1_000_000) : 1,
            Coverage = rule["coverage"] is { } coverage ? Number(coverage, "coverage", 0, 1) : 0,
            Relevance = rule["relevance"] is { } relevance ? Number(relevance, "relevance", 0, 1) : 0,
            Tickers = rule["tickers"] is { } tickers ? Names(tickers, "tickers") : [],
            Themes = rule["themes"] is { } themes ? Names(themes, "themes") : [],
            Retellings = rule["retellings"] is { } again && Flag(again, "retellings"),
            Quiet = rule["quiet"] is { } quiet ? Quiet(quiet) : null,
        };
        if (rule["articles"] is { } articles) made = made with { Articles = Whole(articles, "articles", 1, AlertRule.MostObservations) };
        return made.Fault() is { } fault ? throw (rule[fault.Field] ?? rule).Fault(fault.Reason) : made;
    }

    static string Conditions => string.Join(", ", Enum.GetValues<AlertCondition>().Select(Durations.Words));

    static (AlertSubject Kind, string Subject) Subject(LinedJson place, string of) =>
        of == "article" ? (AlertSubject.Article, "")
        : of.StartsWith("ticker:", StringComparison.Ordinal) && of[7..].Trim() is { Length: > 0 } ticker ? (AlertSubject.Ticker, ticker)
        : of.StartsWith("theme:", StringComparison.Ordinal) && of[6..].Trim() is { Length: > 0 } theme ? (AlertSubject.Theme, theme)
        : throw place.Fault($"of {Untrusted.Quote(of)} is not known. Expected article, ticker:NAME or theme:NAME, with * for every one.");

    static QuietHours Quiet(LinedJson quiet)
    {
        Object(quiet, "quiet", QuietFields);
        var zone = Required(quiet, "zone", "a time zone such as Europe/Copenhagen or UTC");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Text(zone, "zone"), out var found)) throw zone.Fault($"zone {Untrusted.Quote(zone.Text)} is no time zone that this machine knows. Expected one of the IANA database, such as Europe/Copenhagen, America/New_York or UTC.");
        var then = quiet["then"] is { } said ? Text(said, "then") : "hold";
        if (then is not ("hold" or "drop")) throw quiet["then"]!.Fault($"then {Untrusted.Quote(then)} is not known. Available: hold, drop.");
        return new(Time(Required(quiet, "from", "a time such as 22:00"), "from"), Time(Required(quiet, "to", "a time such as 07:00"), "to"), found)
        {
            Days = quiet["days"] is { } days ? [.. List(days, "days").Select(Day)] : [],
            Drop = then == "drop",
        };
    }

    static DayOfWeek Day(LinedJson day) => Enum.GetValues<DayOfWeek>().Where(known => known.ToString()[..3].Equals(Text(day, "days"), StringComparison.OrdinalIgnoreCase)).Cast<DayOfWeek?>().FirstOrDefault()
        ?? throw day.Fault($"day {Untrusted.Quote(day.Text)} is not known. Available: mon, tue, wed, thu, fri, sat, sun.");

    static TimeOnly Time(LinedJson time, string field) => TimeOnly.TryParseExact(Text(time, field) is "24:00" ? "00:00" : time.Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
        ? parsed : throw time.Fault($"{field} {Untrusted.Quote(time.Text)} is no time of day. Expected one such as 22:00.");

    static TimeSpan Duration(LinedJson time, string field) => Durations.Parse(Text(time, field)) ?? throw time.Fault($"{field} {Untrusted.Quote(time.Text)} is no time. Expected {Durations.Form}.");

    static ImmutableArray<string> Names(LinedJson names, string field)
    {
        var read = List(names, field).Select(name => Text(name, field)).ToImmutableArray();
        return read.IsEmpty ? throw names.Fault($"{field} is empty. Expected names, or leave it out for all.") : read;
    }

    static IReadOnlyList<LinedJson> List(LinedJson list, string field) => list.Kind == JsonValueKind.Array ? list.Items : throw list.Fault($"{field} is no array. Expected an array of strings.");

    static string Text(LinedJson value, string field) => value.Kind == JsonValueKind.String ? value.Text : throw value.Fault($"{field} is no string. Expected a string.");

    static bool Flag(LinedJson value, string field) => value.Kind is JsonValueKind.True or JsonValueKind.False ? value.Kind == JsonValueKind.True : throw value.Fault($"{field} is neither true nor false. Expected one of them.");

    static int Whole(LinedJson value, string field, int least, int most) => value.Kind == JsonValueKind.Number && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
        ? number : throw value.Fault(string.Create(CultureInfo.InvariantCulture, $"{field} is {Untrusted.Quote(value.Text)}. Expected a whole number, {least} to {most}."));

    static double Number(LinedJson value, string field, double least, double most) => value.Kind == JsonValueKind.Number && double.Parse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) && number >= least && number <= most
        ? number : throw value.Fault(string.Create(CultureInfo.InvariantCulture, $"{field} is {Untrusted.Quote(value.Text)}. Expected a number{(least > double.MinValue ? $", {least} to {most}" : "")}."));

    static LinedJson Required(LinedJson of, string field, string expected) => of[field] ?? throw of.Fault($"{field} is missing. Expected {expected}.");

    static void Object(LinedJson value, string what, ImmutableArray<string> known)
    {
        if (value.Kind != JsonValueKind.Object) throw value.Fault($"{what} is no JSON object. Expected {Expected}.");
        foreach (var (name, field) in value.Fields)
            if (!known.Contains(name)) throw field.Fault($"field {Untrusted.Quote(name)} of {what} is not known. Available: {string.Join(", ", known)}.");
    }
}
