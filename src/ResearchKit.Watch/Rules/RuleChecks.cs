using System.Globalization;

namespace ResearchKit;

/// <summary>What is wrong with a rule, and what is odd about it.</summary>
static class RuleChecks
{
    /// <summary>Why it cannot be used, and the field of a rule file that is at fault; null when it can.</summary>
    public static (string Field, string Reason)? Fault(this AlertRule rule)
    {
        if (rule.Over is null && (rule.IsChange || rule.IsUnusual)) return ("over", $"'{Durations.Words(rule.When)}' needs a time. Expected over, {Durations.Form}.");
        if (rule.Over is { } over && over <= TimeSpan.Zero) return ("over", $"over is no time. Expected {Durations.Form}, more than 0.");
        if (rule.CoolDown < TimeSpan.Zero) return ("cooldown", $"cooldown is less than no time. Expected {Durations.Form}.");
        if ((rule.IsChange || rule.IsUnusual) && !(rule.Limit > 0)) return ("limit", string.Create(CultureInfo.InvariantCulture, $"limit {rule.Limit} would hold of every article. Expected a {(rule.IsChange ? "change" : "number of standard deviations")} of more than 0; the direction is that of 'when'."));
        if (!double.IsFinite(rule.Limit)) return ("limit", "limit is no number. Expected one.");
        if (rule.IsUnusual && rule.Articles < 3) return ("articles", string.Create(CultureInfo.InvariantCulture, $"articles is {rule.Articles}, and no standard deviation can be told from so few. Expected 3 or more."));
        if (rule.Articles < 1 || rule.Hits < 1) return ("articles", "articles and hits are counts of what must be there. Expected 1 or more.");
        if (rule.Over is null && rule.Articles > 1) return ("articles", string.Create(CultureInfo.InvariantCulture, $"articles is {rule.Articles}, and one article is looked at. Expected over, the time in which so many must come, or no articles."));
        if (rule.Coverage is not (>= 0 and <= 1) || rule.Relevance is not (>= 0 and <= 1)) return ("coverage", "coverage and relevance are shares. Expected 0 to 1.");
        if (rule.Of == AlertSubject.Article && rule.Relevance > 0) return ("relevance", "relevance is of tickers and themes, and the rule is of articles as a whole. Leave it out.");
        if (rule.Of == AlertSubject.Article != (rule.Subject.Length == 0)) return ("of", "of names a ticker or theme, or none. Expected article, ticker:NAME or theme:NAME.");
        return null;
    }

    /// <summary>Whether it can never raise an alert, or raises one for every article: values lie between −1 and 1.</summary>
    public static IEnumerable<string> Remarks(this AlertRule rule)
    {
        var limit = rule.Limit.ToString(CultureInfo.InvariantCulture);
        var never = rule.When switch
        {
            AlertCondition.Above when rule.Limit >= 1 => $"can never raise an alert: no value is above {limit}; values lie between -1 and 1",
            AlertCondition.Below when rule.Limit <= -1 => $"can never raise an alert: no value is below {limit}; values lie between -1 and 1",
            AlertCondition.Rises or AlertCondition.Falls when rule.Limit >= 2 => $"can never raise an alert: no mean changes by more than {limit}; values lie between -1 and 1",
            _ when rule.MostArticles is var most && rule.Articles > most => string.Create(CultureInfo.InvariantCulture, $"can never raise an alert: it needs {rule.Articles} articles{(rule.IsChange ? " in each of two times" : rule.IsUnusual ? " besides the one that it looks at" : "")}, and of {AlertRule.MostObservations} observations that are kept there are {most} at most"),
            _ => null,
        };
        if (never is not null) yield return never;
        if (rule.Quiet is { IsAlways: true, Drop: true }) yield return "can never raise an alert: its quiet hours are all hours, and drop what is raised in them";
        if (rule.Quiet is { IsAlways: true, Drop: false }) yield return "can never deliver an alert: its quiet hours are all hours, and hold what is raised in them for ever";
        if (rule.Coverage >= 1 && rule.Hits > 1) yield return "will hardly ever raise an alert: it needs every word of a text to be a hit";
        if (rule.When == AlertCondition.Above && rule.Limit < -1 || rule.When == AlertCondition.Below && rule.Limit > 1)
            yield return $"raises an alert for every article that counts: every value is {Durations.Words(rule.When)} {limit}; values lie between -1 and 1";
        if (rule.When == AlertCondition.Above && rule.Limit == -1 || rule.When == AlertCondition.Below && rule.Limit == 1)
            yield return $"raises an alert for nearly every article that counts: every value but {limit} itself is {Durations.Words(rule.When)} it; values lie between -1 and 1";
    }

    /// <summary>What is odd about rules where sources are asked only every so often.</summary>
    public static IEnumerable<string> Remarks(this AlertRules rules, TimeSpan every)
    {
        if (rules.Late < every) yield return $"late is {Durations.Text(rules.Late)}, and feeds are asked every {Durations.Text(every)}: most of what they bring is too old to raise an alert";
        foreach (var rule in rules)
            if (rule.Over is { } over && over < every) yield return $"rule {Untrusted.Quote(rule.Name)} looks over {Durations.Text(over)}, and feeds are asked every {Durations.Text(every)}: much of what they bring has left that time before it comes";
    }
}
