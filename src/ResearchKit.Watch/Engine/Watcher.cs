using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Meets articles one after the other and raises alerts. The same articles at the same times raise the same alerts, whatever the machine; it reads no clock. Not safe to share between threads.</summary>
/// <remarks>
/// <para>An article that tells again what one of the last three days told (<see cref="Stories"/>) counts for no rule that does not ask for retellings, and one that came already, with the same id and text, for none.</para>
/// <para>An article counts at the time when it was available, in whatever order articles come; at its arrival, where that time is unknown or lies more than five minutes ahead. A rule is asked when an article counts for it: time alone raises nothing.</para>
/// <para>A condition over a time raises an alert when it comes to hold, and again once it did not hold in between, or for longer than that time nothing came. Memory is bounded: by <see cref="AlertRules.Remember"/> articles, and 10,000 observations for each rule and subject.</para>
/// </remarks>
public sealed class Watcher
{
    static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero), Latest = new(9900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    const int StoryDays = 3, Sweep = 5_000, AtOnce = 256;

    readonly AlertRules rules;
    readonly RecentStories stories;
    readonly SeenKeys seen;
    readonly Dictionary<(int Rule, string Subject), WatchedSeries> series = [];
    readonly WatchCounts counts = new();
    DateTimeOffset now = Earliest;

    internal Watcher(AlertRules rules, Scorer scorer, Companies? companies, Taxonomy? themes)
    {
        this.rules = rules;
        Reader = new(rules, scorer, companies, themes);
        stories = new(new StoriesOptions { WindowDays = StoryDays }, rules.Remember);
        seen = new(rules.RememberedKeys);
    }

    internal AlertReader Reader { get; }

    /// <summary>What became of the articles.</summary>
    public WatchSummary Summary => counts.Summary(series.Count, stories.Count);

    /// <summary>Meets an article, and says what it raises.</summary>
    /// <param name="article">The article.</param>
    /// <param name="arrivedAt">When it arrived.</param>
    public ImmutableArray<Alert> Meet(Article article, DateTimeOffset arrivedAt) => Meet(Read(article), arrivedAt) is { } met ? Alerts(met) : [];

    /// <summary>The alerts of a history: every article arrives when it was available, equal times by id. Articles without a time are left out, and counted.</summary>
    public ImmutableArray<Alert> Replay(Corpus corpus)
    {
        var dated = Dated(corpus);
        counts.Undated += corpus.Count - dated.Count;
        return [.. dated.Chunk(AtOnce).SelectMany(some => this.Meet(some, i => some[i].AvailableAt!.Value, (_, _, alerts) => alerts)).SelectMany(alerts => alerts)];
    }

    /// <summary>Articles that have a time, in the order in which a replay meets them.</summary>
    internal static List<Article> Dated(Corpus corpus) => [.. corpus.Where(article => article.AvailableAt is not null).OrderBy(article => article.AvailableAt).ThenBy(article => article.Id, StringComparer.Ordinal)];

    /// <summary>What takes the time, and hangs on nothing that came before: for any thread.</summary>
    internal ReadArticle Read(Article article) => Reader.Read(article, stories.Print(article));

    /// <summary>Loads and compiles what the first article and the first alert would otherwise wait for; nothing of it is remembered.</summary>
    internal void Warm()
    {
        var article = new Article { Id = "warm", Language = "en", Paragraphs = ["Profit rose, and the outlook is strong; risks may weigh on margins."] };
        for (var i = 0; i < 3; i++)
        {
            var read = Read(article);
            var raised = new Raised(rules[0], read.Parts[0], Earliest, new(0, "", [], 0));
            foreach (var alert in Alerts(new(read, Earliest, Earliest, new("warm", 1, 100), [raised]))) JournalLine.Met(new(read, Earliest, Earliest, new("warm", 1, 100), [raised]), [AlertMessage.Of(alert, 0)], "warm", null, []);
        }
    }

    /// <summary>The alerts of an article, explained: what takes the time, for any thread. The article is taken apart once, whatever many rules found something at it.</summary>
    internal ImmutableArray<Alert> Alerts(Met met)
    {
        if (met.Raised.IsEmpty) return [];
        var article = met.Read.Article;
        var whole = Reader.Explain(article);
        var receipt = Reader.Receipt(whole);
        return [.. met.Raised.Select(raised => Alert(raised, raised.Part.Of == AlertSubject.Article ? whole : Reader.Explain(article, raised.Part)))];

        Alert Alert(Raised raised, Explanation explanation)
        {
            var (rule, part, until, finding) = raised;
            var id = Hashing.Sha256([rule.Name, part.Name, met.Read.Key, FormattableString.Invariant($"{met.ArrivedAt.UtcTicks}")], 0x1E)[..32];
            return new(id, rule, Reader.Show(part, article), met.ArrivedAt, until, finding.Because, finding.Value, met.Story, finding.Evidence, finding.Counted, explanation, receipt) { Part = part.Name };
        }
    }

    /// <summary>The receipt of an article's score as a whole.</summary>
    internal Receipt Receipt(Article article) => Reader.Receipt(Reader.Explain(article));

    /// <summary>Null for what came already.</summary>
    /// <param name="observation">The article.</param>
    /// <param name="arrivedAt">When it arrived.</param>
    /// <param name="again">Hears the key of what came already, when that has to be kept so that it is still known after a restart.</param>
    internal Met? Meet(ReadArticle observation, DateTimeOffset arrivedAt, Action<string>? again = null)
    {
        counts.Articles++;
        if (!seen.Add(observation.Key, out var isPutAhead))
        {
            counts.Seen++;
            if (isPutAhead) again?.Invoke(observation.Key);
            return null;
        }
        TurnTo(arrivedAt);
        var at = When(observation.Article);
        var story = stories.Meet(observation.Article.Id, now, observation.Print!);
        if (story.Rank > 1) counts.Retellings++;
        if (!observation.Parts[0].IsScored) counts.Silent++;
        var late = now - at > rules.Late;
        if (late) counts.Late++;
        var raised = ImmutableArray.CreateBuilder<Raised>();
        foreach (var (number, rule, part) in Counting(observation.Parts, story))
        {
            var (kept, newest) = Note(number, rule.Rule, part, observation.Article.Id, at);
            if (!late && Judge(rule.Rule, kept, newest) is { } finding && Raise(rule.Rule, kept, finding, part) is { } one) raised.Add(one);
        }
        counts.Alerts += raised.Count;
        if (counts.Articles % Sweep == 0) Forget();
        return new(observation, now, at, story, raised.ToImmutable());
    }

    /// <summary>Takes up that an article came, of which nothing else matters any more.</summary>
    internal void Restore(string key) => seen.Add(key, out _);

    /// <summary>Takes up that an article is still there where it came from. One that is not known is not by this: it may wait to be met.</summary>
    /// <returns>Whether its key has to be kept, so that it is still known after a restart.</returns>
    internal bool Renew(string key) => seen.Renew(key);

    /// <summary>Takes up what was met before a restart: nothing is raised, and what was raised is known.</summary>
    /// <param name="key">The article's.</param>
    /// <param name="article">The article; null where it is remembered by what was observed alone.</param>
    /// <param name="id">Its id.</param>
    /// <param name="arrivedAt">When it came.</param>
    /// <param name="at">When it counts.</param>
    /// <param name="rank">Its rank in its story.</param>
    /// <param name="parts">What was observed; empty where it was observed by another method.</param>
    /// <param name="raised">Rules that it raised an alert of, with the subject's name.</param>
    internal void Restore(string key, Article? article, string id, DateTimeOffset arrivedAt, DateTimeOffset at, int rank, ImmutableArray<Observed> parts, IReadOnlyCollection<(string Rule, string Subject)> raised)
    {
        if (!seen.Add(key, out _)) return;
        TurnTo(arrivedAt);
        if (article is not null) stories.Meet(id, now, stories.Print(article));
        foreach (var (number, rule, part) in Counting(parts, new(id, rank, 100)))
        {
            var (kept, newest) = Note(number, rule.Rule, part, id, at);
            var holds = now - at <= rules.Late && Judge(rule.Rule, kept, newest) is not null && !Cools(rule.Rule, kept);
            if (holds || raised.Contains((rule.Rule.Name, part.Name))) Told(rule.Rule, kept);
        }
    }

    /// <summary>When an article counts.</summary>
    DateTimeOffset When(Article article)
    {
        if (article.AvailableAt is not { } available)
        {
            counts.Undated++;
            return now;
        }
        if (available - now <= Ahead) return available > now ? now : available;
        counts.Ahead++;
        return now;
    }

    IEnumerable<(int Number, WatchedRule Rule, Observed Part)> Counting(ImmutableArray<Observed> parts, Story story)
    {
        for (var number = 0; number < Reader.Rules.Length; number++)
        {
            var rule = Reader.Rules[number];
            if (story.Rank > 1 && !rule.Rule.Retellings) continue;
            foreach (var part in rule.Of(parts)) yield return (number, rule, part);
        }
    }

    (WatchedSeries Kept, AlertEvidence Newest) Note(int number, AlertRule rule, Observed part, string id, DateTimeOffset at)
    {
        // Articles are each their own subject: what cools down and what is averaged is the rule's.
        if (!series.TryGetValue((number, part.Name), out var kept)) series.Add((number, part.Name), kept = new());
        kept.Touched = now;
        var newest = new AlertEvidence(id, at, part.Value);
        if (rule.Over is null) return (kept, newest);
        kept.Forget(now - rule.Horizon);
        if (at > now - rule.Horizon && kept.Add(newest)) counts.Crowded++;
        return (kept, newest);
    }

    /// <summary>Whether it has come to hold.</summary>
    Finding? Judge(AlertRule rule, WatchedSeries kept, AlertEvidence newest)
    {
        if (rule.Over is { } over && newest.At <= now - over) return null;
        var finding = Finding.Of(rule, newest, kept, now);
        if (rule.Over is null || rule.IsUnusual) return finding;
        if (finding is null)
        {
            kept.Held = null;
            return null;
        }
        if (kept.Held is not { } held || now - held > rule.Over) return finding;
        kept.Held = now;
        return null;
    }

    Raised? Raise(AlertRule rule, WatchedSeries kept, Finding finding, Observed part)
    {
        if (Cools(rule, kept))
        {
            counts.Cooling++;
            return null;
        }
        Told(rule, kept);
        var until = rule.Quiet?.End(now);
        if (until is not null && rule.Quiet!.Drop)
        {
            counts.Dropped++;
            return null;
        }
        return new(rule, part, until ?? now, finding);
    }

    bool Cools(AlertRule rule, WatchedSeries kept) => kept.Raised is { } raised && now - raised < rule.CoolDown;

    void Told(AlertRule rule, WatchedSeries kept) => (kept.Raised, kept.Held) = (now, rule.Over is null || rule.IsUnusual ? null : now);

    /// <summary>A clock that is put back takes what lay ahead of it along: else a rule would cool down until the wrong time comes.</summary>
    void TurnTo(DateTimeOffset arrivedAt)
    {
        // What a hostile date says must not lie so far away that nothing can be added to it.
        arrivedAt = arrivedAt < Earliest ? Earliest : arrivedAt > Latest ? Latest : arrivedAt;
        if (now - arrivedAt > Ahead)
        {
            counts.ClockBack++;
            foreach (var kept in series.Values)
            {
                if (kept.Raised > arrivedAt) kept.Raised = arrivedAt;
                if (kept.Held > arrivedAt) kept.Held = arrivedAt;
            }
            now = arrivedAt;
        }
        else if (arrivedAt > now) now = arrivedAt;
    }

    /// <summary>Drops what can matter no more.</summary>
    void Forget()
    {
        foreach (var (place, kept) in series)
        {
            var rule = Reader.Rules[place.Rule].Rule;
            if (now - kept.Touched > rule.Horizon && now - kept.Touched > rule.CoolDown) series.Remove(place);
        }
    }

    /// <summary><c>3 rules: 120 articles, 4 alerts</c>.</summary>
    public override string ToString() => $"{rules}: {Summary}";
}
