using System.Globalization;

namespace ResearchKit;

/// <summary>How a chat model is asked, how often, how patiently and at what price.</summary>
public sealed record ChatScorerOptions
{
    /// <summary>The model, as the endpoint calls it.</summary>
    /// <value>Default: null, the client's own. Part of the identity.</value>
    public string? Model { get; init; }

    /// <summary>A file that keeps every answer, one JSON object a line, and gives it back instead of asking again.</summary>
    /// <value>Default: null, answers are kept in memory only.</value>
    public string? Cassette { get; init; }

    /// <summary>Whether nothing is ever asked: an answer that the cassette lacks is an error.</summary>
    /// <value>Default false.</value>
    public bool ReplayOnly { get; init; }

    /// <summary>How often each article is asked about. The value is the mean.</summary>
    /// <value>Default 1. 1 to 25. Part of the identity.</value>
    public int Samples { get; init; } = 1;

    /// <summary>How freely the model draws its words; null where a model takes none.</summary>
    /// <value>Default 0. 0 to 2. Part of the identity.</value>
    public double? Temperature { get; init; } = 0;

    /// <summary>Seed of the first sample, one more for each further one; null where an endpoint takes none.</summary>
    /// <value>Default: null. Part of the identity.</value>
    public long? Seed { get; init; }

    /// <summary>What the model is asked to judge. The form of the answer, and that the article is no instruction, is said besides.</summary>
    /// <value>Default: the kit's own words. Part of the identity.</value>
    public string Instructions { get; init; } = ChatPrompt.Default;

    /// <summary>Whether the endpoint is told the form of the answer as a JSON schema; some local servers refuse that. It is checked here in either case.</summary>
    /// <value>Default true. Part of the identity.</value>
    public bool AskForSchema { get; init; } = true;

    /// <summary>Whether articles in other languages are asked about as well.</summary>
    /// <value>Default false: they are an unsupported language, as for every method of the kit. Part of the identity.</value>
    public bool AnyLanguage { get; init; }

    /// <summary>The longest article that is sent, in UTF-16 units. A longer one is an error: none is cut.</summary>
    /// <value>Default 100,000. 1 or more.</value>
    public int MaxCharacters { get; init; } = 100_000;

    /// <summary>The longest answer, in tokens, as the endpoint is told; one of more than eight characters for each is refused.</summary>
    /// <value>Default 2,000. 100 to 100,000. Part of the identity.</value>
    public int MaxAnswerTokens { get; init; } = 2_000;

    /// <summary>How often one answer is asked for until it is usable.</summary>
    /// <value>Default 5. 1 to 20.</value>
    public int Attempts { get; init; } = 5;

    /// <summary>How long one attempt may take, from the question to the last byte.</summary>
    /// <value>Default one minute. 1 millisecond to 1 hour.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The wait before the second attempt; each further one is twice as long.</summary>
    /// <value>Default one second. More than 0, to 1 hour.</value>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait. An endpoint that asks for a longer one has refused.</summary>
    /// <value>Default one minute. <see cref="FirstWait"/> or more, to 1 hour.</value>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Questions under way at once.</summary>
    /// <value>Default 4. 1 to 64.</value>
    public int Concurrency { get; init; } = 4;

    /// <summary>Questions a minute, evenly spaced.</summary>
    /// <value>Default: null, as many as the endpoint takes. 1 or more.</value>
    public int? RequestsPerMinute { get; init; }

    /// <summary>The price of a million tokens that are sent, in whatever currency.</summary>
    /// <value>Default: null, costs are not known. 0 or more.</value>
    public decimal? InputPrice { get; init; }

    /// <summary>The price of a million tokens that are answered.</summary>
    /// <value>Default: null, costs are not known. 0 or more.</value>
    public decimal? OutputPrice { get; init; }

    /// <summary>What may be spent: once it is reached, nothing more is asked. Questions under way are finished, and may pass it.</summary>
    /// <value>Default: null, no end. 0 or more; needs both prices.</value>
    public decimal? Budget { get; init; }

    /// <summary>The environment variable that holds the endpoint's key. The key itself is never an option.</summary>
    /// <value>Default <c>RESEARCHKIT_CHAT_KEY</c>: the key of one endpoint is not sent to another because it happens to be there.</value>
    public string KeyVariable { get; init; } = "RESEARCHKIT_CHAT_KEY";

    /// <summary>What waits, time-outs and the times in the cassette go by.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal ChatScorerOptions Validated() =>
        Model is { } model && (string.IsNullOrWhiteSpace(model) || model.Any(char.IsControl)) ? throw Fault(nameof(Model), Untrusted.Quote(model), "the model's name as the endpoint knows it")
        : Cassette is { } cassette && string.IsNullOrWhiteSpace(cassette) ? throw Fault(nameof(Cassette), "empty", "the path of a file, or null to keep none")
        : ReplayOnly && Cassette is null ? throw Fault(nameof(ReplayOnly), "true, without a Cassette", "a Cassette to replay")
        : Samples is < 1 or > 25 ? throw Fault(nameof(Samples), $"{Samples}", "1 to 25")
        : Temperature is { } heat && heat is not (>= 0 and <= 2) ? throw Fault(nameof(Temperature), heat.ToString(CultureInfo.InvariantCulture), "0 to 2, or null to send none")
        : string.IsNullOrWhiteSpace(Instructions) ? throw Fault(nameof(Instructions), "empty", "what the model is to judge")
        : MaxCharacters < 1 ? throw Fault(nameof(MaxCharacters), $"{MaxCharacters}", "1 or more")
        : MaxAnswerTokens is < 100 or > 100_000 ? throw Fault(nameof(MaxAnswerTokens), $"{MaxAnswerTokens}", "100 to 100000")
        : Attempts is < 1 or > 20 ? throw Fault(nameof(Attempts), $"{Attempts}", "1 to 20")
        : !Within(Timeout) ? throw Fault(nameof(Timeout), $"{Timeout}", "1 millisecond to 1 hour")
        : !Within(FirstWait) ? throw Fault(nameof(FirstWait), $"{FirstWait}", "1 millisecond to 1 hour")
        : !Within(LongestWait) || LongestWait < FirstWait ? throw Fault(nameof(LongestWait), $"{LongestWait}", $"{nameof(FirstWait)}, {FirstWait}, or more, to 1 hour")
        : Concurrency is < 1 or > 64 ? throw Fault(nameof(Concurrency), $"{Concurrency}", "1 to 64")
        : RequestsPerMinute < 1 ? throw Fault(nameof(RequestsPerMinute), $"{RequestsPerMinute}", "1 or more, or null for no limit")
        : InputPrice < 0 ? throw Fault(nameof(InputPrice), Number(InputPrice), "0 or more, or null when it is not known")
        : OutputPrice < 0 ? throw Fault(nameof(OutputPrice), Number(OutputPrice), "0 or more, or null when it is not known")
        : Budget < 0 ? throw Fault(nameof(Budget), Number(Budget), "0 or more, or null for no end")
        : Budget is not null && (InputPrice is null || OutputPrice is null) ? throw Fault(nameof(Budget), $"{Number(Budget)}, without prices", $"{nameof(InputPrice)} and {nameof(OutputPrice)} beside it, in the same currency")
        : string.IsNullOrWhiteSpace(KeyVariable) || KeyVariable.Contains('=') ? throw Fault(nameof(KeyVariable), Untrusted.Quote(KeyVariable), "the name of an environment variable, such as OPENAI_API_KEY")
        : this;

    static bool Within(TimeSpan time) => time >= TimeSpan.FromMilliseconds(1) && time <= TimeSpan.FromHours(1);

    static string Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "none";

    static InputException Fault(string option, string found, string allowed) => new($"Option {option} is {found}. Expected {allowed}.");
}
