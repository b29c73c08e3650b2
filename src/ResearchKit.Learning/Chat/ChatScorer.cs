using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace ResearchKit;

/// <summary>Scores by asking a chat model, whose answers must be of one strict form and quote the article. Every answer is kept, and the same question is never asked twice.</summary>
/// <remarks>The value is the model's own, the mean over the samples. Its quotes are shown as contributions of what they add by the model's account; the rest is the remainder. An article that has no usable
/// answer is an error, never a 0. What an article says to the model is contained, as <c>Chat/README.md</c> says, and no word that a model wrote reaches a result: only numbers, one of five labels, tickers and places in the article.</remarks>
public sealed class ChatScorer : Scorer
{
    /// <summary>So many articles in a row without an answer, and no more are asked about.</summary>
    const int MostInARow = 3;

    readonly ChatAsking asking;

    /// <summary>A scorer on any chat client.</summary>
    /// <param name="client">The client. It is not disposed.</param>
    /// <param name="options">Changes to the options, such as <c>o => o with { Model = "…", Cassette = "answers.jsonl", Samples = 3 }</c>.</param>
    /// <exception cref="InputException">An option has a value that is not allowed, the model is not named, or the cassette is not as it was written.</exception>
    public ChatScorer(IChatClient client, Func<ChatScorerOptions, ChatScorerOptions>? options = null)
        : this(Chosen(options), own => (new(client), client.GetService<ChatClientMetadata>() is { } about ? about.ProviderName ?? "chat client" : "chat client", own.Model ?? client.GetService<ChatClientMetadata>()?.DefaultModelId))
    {
    }

    ChatScorer(ChatScorerOptions options, Func<ChatScorerOptions, (Lazy<IChatClient> Client, string Where, string? Model)> open, Secrets? secrets = null)
    {
        var (client, where, model) = open(options);
        Model = model ?? throw new InputException($"Option {nameof(options.Model)} is not set, and the client names no model of its own. Expected the model's name as the endpoint knows it.");
        Options = options;
        Cassette = options.Cassette is { } path ? new(path) : null;
        asking = new(client, Untrusted.Line(where), Model, options, Cassette, secrets ?? new(options.KeyVariable));
        Identity = string.Create(CultureInfo.InvariantCulture, $"chat@1/model={Untrusted.Line(Model)},prompt={ChatPrompt.Hash(options)[..8]}{(options.Samples == 1 ? "" : $",samples={options.Samples}")}{(options.AnyLanguage ? ",anyLanguage=true" : "")}");
    }

    /// <summary>A scorer on an endpoint that speaks OpenAI's protocol, a local one as well. Its key is taken from the environment variable <see cref="ChatScorerOptions.KeyVariable"/> when the first question is asked: where the cassette
    /// holds all answers, none is needed, and neither is a network.</summary>
    /// <param name="endpoint">Its address, such as <c>http://localhost:11434/v1</c>.</param>
    /// <param name="options">Changes to the options; <see cref="ChatScorerOptions.Model"/> must be named.</param>
    /// <exception cref="InputException">The address is none, an option has a value that is not allowed, or the cassette is not as it was written.</exception>
    public static ChatScorer At(string endpoint, Func<ChatScorerOptions, ChatScorerOptions> options) => At(endpoint, options, null);

    static ChatScorer At(string endpoint, Func<ChatScorerOptions, ChatScorerOptions> options, Action<string>? beforeAsking)
    {
        var address = ChatEndpoint.Address(endpoint);
        var chosen = Chosen(options);
        var secrets = new Secrets(chosen.KeyVariable);
        var said = 0;
        return new(chosen, own => (new(() =>
        {
            var client = ChatEndpoint.Open(address, own.Model!, own, secrets);
            // Several questions may come first at once.
            if (Interlocked.Exchange(ref said, 1) == 0) beforeAsking?.Invoke($"asking {Untrusted.Quote(own.Model!)} at {address}, {(secrets.Key is null ? $"without a key ({own.KeyVariable} is not set)" : $"with the key of {own.KeyVariable}")}");
            return client;
        }, LazyThreadSafetyMode.PublicationOnly), address.ToString(), own.Model), secrets);
    }

    /// <summary>A scorer by a file of settings: a JSON object with <c>model</c>, <c>endpoint</c>, <c>cassette</c>, and any option of <see cref="ChatScorerOptions"/> by its name. A cassette is named from the folder of the file.</summary>
    /// <param name="settings">The file.</param>
    /// <param name="replay">Whether nothing is ever asked, whatever the file says: neither key nor network is needed, and an answer that the cassette lacks is an error.</param>
    /// <exception cref="InputException">The file is missing or holds what is no setting, an option has a value that is not allowed, or the cassette is not as it was written.</exception>
    public static ChatScorer Open(string settings, bool replay = false) => Open(settings, replay, null);

    /// <param name="settings">The file.</param>
    /// <param name="replay">Whether nothing is ever asked.</param>
    /// <param name="beforeAsking">Is told, before the first question is sent, whom and with the key of which variable: settings may be somebody else's.</param>
    internal static ChatScorer Open(string settings, bool replay, Action<string>? beforeAsking)
    {
        var (endpoint, options) = ChatSettings.Read(settings);
        if (replay) options = options with { ReplayOnly = true };
        if (options is { ReplayOnly: true, Cassette: null }) throw new InputException($"{Untrusted.Line(settings)}: names no cassette, and only a cassette can be replayed. Expected \"cassette\": \"answers.jsonl\" in it, made by asking.");
        if (options.ReplayOnly && !File.Exists(options.Cassette)) throw new InputException($"{Untrusted.Line(options.Cassette!)}: no such file. Expected the cassette that {Untrusted.Line(settings)} names: ask first, which makes it, or take the file from who asked.");
        if (endpoint is not null) return At(endpoint, _ => options, beforeAsking);
        if (!options.ReplayOnly) throw new InputException($"{Untrusted.Line(settings)}: names no endpoint. Expected \"endpoint\": \"http://localhost:11434/v1\" in it, or a replay, which needs none.");
        return new(options.Validated(), own => (new(() => throw new InputException("Nothing is asked where only a cassette is replayed.")), "no endpoint", own.Model));
    }

    /// <summary>The options in full.</summary>
    public ChatScorerOptions Options { get; }

    /// <summary>The model that is asked.</summary>
    public string Model { get; }

    /// <summary>Where answers are kept; null when in memory only.</summary>
    public Cassette? Cassette { get; }

    /// <summary>What was asked for so far, and what that cost.</summary>
    public ChatSpending Spending => asking.Spending;

    /// <summary>The model, the beginning of the hash of all that it is told besides the article, and the samples: <c>chat@1/model=…,prompt=3f2a9c12,samples=3</c>.</summary>
    public override string Identity { get; }

    /// <summary>Of the model's name and all that it is told besides the article: which answers it gives is not in it.</summary>
    internal override string ModelHash => Hashing.Sha256([ChatPrompt.Hash(Options), Model], 0x1E);

    /// <summary>Neutral within 0.10 of 0.</summary>
    public override Scale Classes { get; } = Scale.Three(-0.10, 0.10);

    /// <summary>The score of an article: what the model answers, or answered before.</summary>
    /// <exception cref="InputException">There is no usable answer.</exception>
    public override Score Score(Article article) => Ask(article).Score;

    /// <summary>The scores of a corpus, in its order.</summary>
    /// <exception cref="InputException">An article has no usable answer. The other answers are kept: scored again, only the rest is asked for.</exception>
    public override IReadOnlyList<Score> Score(IReadOnlyList<Article> corpus) => Ask(corpus).Scores;

    /// <summary>The score of an article with the model's quotes as contributions and the rest as remainder.</summary>
    /// <exception cref="InputException">There is no usable answer.</exception>
    public override Explanation Explain(Article article) => ChatReading.Of(article).Explain(Ask(article));

    /// <summary>What the model says of an article, answer by answer.</summary>
    /// <exception cref="InputException">There is no usable answer.</exception>
    public ChatReply Ask(Article article) => AskAsync(article).GetAwaiter().GetResult();

    /// <summary>What the model says of each article of a corpus, and which have no usable answer. Where three in a row have none, or the endpoint refuses for good, the rest is not asked about.</summary>
    public ChatRun Ask(IReadOnlyList<Article> corpus) => AskAsync(corpus).GetAwaiter().GetResult();

    /// <inheritdoc cref="Ask(Article)"/>
    public async Task<ChatReply> AskAsync(Article article, CancellationToken stop = default)
    {
        var (reply, failure, _) = await Reply(article, stop).ConfigureAwait(false);
        return reply ?? throw new InputException(failure!);
    }

    /// <inheritdoc cref="Ask(IReadOnlyList{Article})"/>
    public async Task<ChatRun> AskAsync(IReadOnlyList<Article> corpus, CancellationToken stop = default)
    {
        var (replies, failures) = (new ChatReply?[corpus.Count], new string?[corpus.Count]);
        var inARow = 0;
        string? ended = null;
        await Parallel.ForAsync(0, corpus.Count, new ParallelOptions { MaxDegreeOfParallelism = Options.Concurrency, CancellationToken = stop }, async (i, token) =>
        {
            if (Volatile.Read(ref ended) is { } end)
            {
                failures[i] = end;
                return;
            }
            (replies[i], failures[i], var kind) = await Reply(corpus[i], token).ConfigureAwait(false);
            if (replies[i] is not null) Volatile.Write(ref inARow, 0);
            else if (kind == FaultKind.Lasting) Volatile.Write(ref ended, "not asked about, since the endpoint refuses for good.");
            else if (kind != FaultKind.Unasked && Interlocked.Increment(ref inARow) >= MostInARow) Volatile.Write(ref ended, string.Create(CultureInfo.InvariantCulture, $"not asked about, since {MostInARow} articles in a row had no usable answer."));
        }).ConfigureAwait(false);
        return new([.. replies.OfType<ChatReply>()], [.. Enumerable.Range(0, corpus.Count).Where(i => failures[i] is not null).Select(i => new ChatFailure(corpus[i].Id, failures[i]!))], Spending, Cassette);
    }

    /// <summary>What a score of an article rests on: the prompt, and each answer as it stands in the cassette; the prompt alone where nothing was asked.</summary>
    /// <exception cref="InputException">There is no cassette, or no usable answer.</exception>
    internal ImmutableArray<ReceiptPart> Parts(Article article)
    {
        if (Cassette is null) throw new InputException($"{Identity} has no receipts, since its answers are kept nowhere. Expected a cassette: name one among its options or settings.");
        var (prompt, text) = (ChatPrompt.Hash(Options), Receipt.TextHash(article));
        return [new("prompt", prompt), .. Ask(article).Answers.Select((_, i) => new ReceiptPart(string.Create(CultureInfo.InvariantCulture, $"answer {i + 1}"), Cassette[CassetteLine.KeyOf(prompt, Model, text, i)]!.Hash))];
    }

    /// <summary>The identity, and where answers are kept.</summary>
    public override string ToString() => Cassette is null ? Identity : $"{Identity}, {Cassette}";

    async Task<(ChatReply? Reply, string? Failure, FaultKind Kind)> Reply(Article article, CancellationToken stop)
    {
        var reading = ChatReading.Of(article);
        if (!Options.AnyLanguage && !article.IsEnglish) return (new(article, reading.Unasked(Identity, Outcome.UnsupportedLanguage), []), null, default);
        if (!reading.HasWords) return (new(article, reading.Unasked(Identity, Outcome.Silent), []), null, default);
        var text = article.Text;
        if (text.Length > Options.MaxCharacters) return (null, string.Create(CultureInfo.InvariantCulture, $"Article {Untrusted.Quote(article.Id)} has {text.Length} characters. Expected at most {Options.MaxCharacters}: score a part of it, or raise {nameof(Options.MaxCharacters)} if the model takes as many."), FaultKind.Unasked);
        var sent = SentText.Of(text);
        var asked = await Task.WhenAll(Enumerable.Range(0, Options.Samples).Select(sample => asking.Answer(article, sent, sample, stop))).ConfigureAwait(false);
        if (asked.FirstOrDefault(one => one.Failure is not null) is { Failure: { } failure } failed) return (null, failure, failed.Kind);
        ImmutableArray<ChatAnswer> answers = [.. asked.Select(one => one.Answer!)];
        return (new(article, reading.Score(Identity, answers), answers), null, default);
    }

    static ChatScorerOptions Chosen(Func<ChatScorerOptions, ChatScorerOptions>? options) => (options?.Invoke(new()) ?? new()).Validated();
}
