using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace ResearchKit;

/// <summary>What came of asking: an answer, or why there is none.</summary>
readonly record struct Asked(ChatAnswer? Answer, string? Failure, FaultKind Kind);

/// <summary>Gets answers: from memory, from the cassette, or by asking until one can be used.</summary>
sealed class ChatAsking(Lazy<IChatClient> client, string where, string model, ChatScorerOptions options, Cassette? cassette, Secrets secrets)
{
    /// <summary>Of an answer that is refused so much is kept.</summary>
    const int KeptOfRefused = 2000;

    readonly string prompt = ChatPrompt.Hash(options);
    readonly ConcurrentDictionary<string, Lazy<Task<Asked>>> known = new(StringComparer.Ordinal);
    readonly ChatPace pace = new(options);
    readonly Lock counting = new();
    ChatSpending spending = ChatSpending.None(options);

    public ChatSpending Spending
    {
        get
        {
            lock (counting) return spending;
        }
    }

    /// <summary>The answer of one sample; the same whenever it is asked for again. One that failed is tried again.</summary>
    public async Task<Asked> Answer(Article article, SentText text, int sample, CancellationToken stop)
    {
        var hash = Receipt.TextHash(article);
        var key = CassetteLine.KeyOf(prompt, model, hash, sample);
        var answer = known.GetOrAdd(key, _ => new(() => Find(key, hash, article.Id, text, sample, stop)));
        var remembered = false;
        try
        {
            var asked = await answer.Value.ConfigureAwait(false);
            remembered = asked.Answer is not null;
            return asked;
        }
        finally
        {
            if (!remembered) known.TryRemove(new(key, answer));
        }
    }

    async Task<Asked> Find(string key, string hash, string id, SentText text, int sample, CancellationToken stop)
    {
        if (cassette?[key] is { } line)
        {
            var (answer, refused) = AnswerReading.Read(line.Answer, text);
            if (answer is null) return Lasting($"{Untrusted.Line(cassette.Path)}: the answer about article {Untrusted.Quote(id)} cannot be used: {refused}. Expected one that this kit would take: take the line with the key {key} out, and it is asked for again.");
            lock (counting) spending = spending with { Replayed = spending.Replayed + 1 };
            return new(answer with { Model = line.AnsweredBy, InputTokens = line.InputTokens, OutputTokens = line.OutputTokens, Replayed = true }, null, default);
        }
        if (options.ReplayOnly) return new(null, string.Create(CultureInfo.InvariantCulture, $"{cassette}: holds no answer number {sample + 1} of {model} about article {Untrusted.Quote(id)} by this prompt. Expected one, since nothing is to be asked: ask with {nameof(options.ReplayOnly)} = false (on the command line, with chat: instead of replay:)."), FaultKind.Unasked);
        return await Ask(key, hash, id, text, sample, stop).ConfigureAwait(false);
    }

    async Task<Asked> Ask(string key, string hash, string id, SentText text, int sample, CancellationToken stop)
    {
        var faults = new List<string>();
        string? refused = null;
        for (var (attempt, wait) = (1, options.FirstWait); attempt <= options.Attempts; attempt++)
        {
            if (OverBudget() is { } spent) return Lasting($"{where}: {spent}");
            var (response, fault) = await pace.InTurn(() => Try(text, refused, sample, stop), stop).ConfigureAwait(false);
            if (fault is not null)
            {
                faults.Add(fault.Reason);
                if (fault.Kind != FaultKind.Passing) return Failed(id, faults, fault.Kind);
                if (fault.Wait > options.LongestWait) return Failed(id, [.. faults, string.Create(CultureInfo.InvariantCulture, $"the endpoint asks for a wait of {fault.Wait.Value.TotalSeconds:0.###} s, longer than {nameof(options.LongestWait)}")], FaultKind.Lasting);
                if (attempt == options.Attempts) break;
                var rest = fault.Wait > wait ? fault.Wait.Value : wait;
                if (fault.Busy) pace.Pause(rest);
                else await Task.Delay(rest, options.Clock, stop).ConfigureAwait(false);
                wait = wait * 2 < options.LongestWait ? wait * 2 : options.LongestWait;
                continue;
            }
            var (answer, line) = Take(response!, new(key, prompt, model, hash, sample, options.Clock.GetUtcNow().ToUniversalTime(), Plain(response!.ModelId), response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount, null, Plain(response.Text)!), text);
            lock (counting) spending = spending.With(line, options);
            cassette?.Add(line);
            if (answer is not null) return new(answer, null, default);
            refused = line.Refused;
            faults.Add($"an answer was refused: {refused}");
        }
        return Failed(id, faults, FaultKind.Passing);
    }

    /// <summary>One attempt, within its time, whatever the client does.</summary>
    async Task<(ChatResponse? Response, ChatFault? Fault)> Try(SentText text, string? refused, int sample, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(options.Timeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            var until = either.Token;
            return (await Task.Run(() => client.Value.GetResponseAsync(ChatPrompt.Messages(options, text, refused), ChatPrompt.Options(options, model, sample), until), until).WaitAsync(until).ConfigureAwait(false), null);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            lock (counting) spending = spending with { Failed = spending.Failed + 1 };
            return (null, ChatFault.Of(e, options, secrets));
        }
    }

    /// <summary>The answer if it can be used, and the line for the cassette in either case.</summary>
    (ChatAnswer? Answer, CassetteLine Line) Take(ChatResponse response, CassetteLine line, SentText text)
    {
        var (answer, refused) = response.FinishReason == ChatFinishReason.Length ? (null, string.Create(CultureInfo.InvariantCulture, $"it was cut off after {options.MaxAnswerTokens} tokens"))
            : response.FinishReason == ChatFinishReason.ContentFilter ? (null, "the endpoint's filter held it back")
            : line.Answer.Length > 8 * options.MaxAnswerTokens ? (null, string.Create(CultureInfo.InvariantCulture, $"it has {line.Answer.Length} characters, more than {options.MaxAnswerTokens} tokens could have"))
            : line.Answer.Length == 0 ? (null, "it is empty")
            : AnswerReading.Read(line.Answer, text);
        return answer is null
            ? (null, line with { Refused = refused, Answer = Plain(line.Answer[..Math.Min(line.Answer.Length, KeptOfRefused)])! })
            : (answer with { Model = line.AnsweredBy, InputTokens = line.InputTokens, OutputTokens = line.OutputTokens }, line);
    }

    /// <summary>Without the key, and of whole characters, so that it is read as it was written.</summary>
    string? Plain(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(secrets.Without(text)));

    string? OverBudget()
    {
        if (options.Budget is not { } budget) return null;
        var spent = Spending;
        return spent.Uncounted > 0 ? string.Create(CultureInfo.InvariantCulture, $"the endpoint does not say how many tokens {spent.Uncounted} answers took, so that {nameof(options.Budget)} cannot be kept. Expected token counts: ask without a budget")
            : spent.Cost >= budget ? string.Create(CultureInfo.InvariantCulture, $"the budget of {budget} is spent: {spent.Cost}. Expected a higher {nameof(options.Budget)}; what was answered is kept{(cassette is null ? " as long as this scorer is" : $" in {Untrusted.Line(cassette.Path)}")}") : null;
    }

    Asked Failed(string id, List<string> faults, FaultKind kind)
    {
        var reasons = faults.GroupBy(fault => fault.TrimEnd('.')).Select(same => same.Count() > 1 ? string.Create(CultureInfo.InvariantCulture, $"{same.Key} ({same.Count()} times)") : same.Key);
        return new(null, string.Create(CultureInfo.InvariantCulture, $"{where}, model {Untrusted.Quote(model)}: no usable answer about article {Untrusted.Quote(id)} in {faults.Count} attempts: {string.Join("; ", reasons)}."), kind);
    }

    static Asked Lasting(string failure) => new(null, failure, FaultKind.Lasting);
}
