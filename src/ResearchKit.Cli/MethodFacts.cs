namespace ResearchKit.Cli;

/// <summary>What no command can measure of a method: statements, each short enough for a table.</summary>
/// <param name="Summary">What it does.</param>
/// <param name="Needs">What has to be there besides the text.</param>
/// <param name="FittedOn">What its constants and weights were chosen on.</param>
/// <param name="Licence">Under which method and what it needs stand.</param>
/// <param name="Promise">How far its bits are promised.</param>
sealed record MethodFacts(string Summary, string Needs, string FittedOn, string Licence, SameBits Promise)
{
    const string OwnLicence = "MIT";

    /// <summary>Those of rules on the lexicon that stands.</summary>
    public static MethodFacts Of(Method rules, Lexicon words)
    {
        var vader = IsVader(rules);
        return new(rules.Summary,
            vader ? "VADER's own lexicon: --lexicon vader_lexicon.txt" : rules.NeedsReference ? $"a lexicon ({words.Reference}), and articles to count words in" : $"a lexicon ({words.Reference})",
            rules.Name.StartsWith("finance", StringComparison.Ordinal) ? "one constant, the squash, on sentences.csv; the weights are written" : vader ? "nothing here; valences by its authors' raters" : "nothing",
            vader ? $"{OwnLicence}; rule tables and lexicon VADER's, MIT" : $"{OwnLicence}; lexicon {words.Licence.Name}", Method.Promise(rules.Options));
    }

    /// <summary>A method that is fitted to labels.</summary>
    public static MethodFacts Learned { get; } = new("linear, or boosted trees, over words and what the rules find", "a model: ./kit train", "its labels, as its card says", $"{OwnLicence}; model the labels'", SameBits.OneRuntime);

    /// <summary>A transformer.</summary>
    public static MethodFacts Onnx { get; } = new("a classifier of BERT's kind, over sentences", "a folder with ONNX weights, tokenizer, config", "by its makers: their card", $"{OwnLicence}; weights their own", SameBits.OneRuntime);

    /// <summary>A chat model that is asked.</summary>
    public static MethodFacts Chat { get; } = new("a chat model, whose answers must quote the article", "an endpoint, and a key in the environment unless it is local", "unknown; it may have read what came after", $"{OwnLicence}; answers as the endpoint's terms say", SameBits.Replay);

    /// <summary>The same from what was kept.</summary>
    public static MethodFacts Replay { get; } = Chat with { Summary = "the same from its cassette, never asking", Needs = "a cassette of answers: no key, no network" };

    /// <summary>The weighted mean of methods.</summary>
    public static MethodFacts Weighted { get; } = new("the weighted mean of methods", "what its members need", "weights are given; members as their rows say", $"{OwnLicence}; members their own", SameBits.OneRuntime);

    /// <summary>A second level over methods.</summary>
    public static MethodFacts Stacked { get; } = new("a second level over methods", "a stack: ./kit stack, and what its members need", "its labels, as its card says", $"{OwnLicence}; stack the labels', members their own", SameBits.OneRuntime);

    /// <summary>A map behind a method.</summary>
    public static MethodFacts Mapped { get; } = new("a method's values brought to a publisher's scale", "a map for that method: ./kit calibrate", "its labels, as the map says", $"{OwnLicence}; map the labels'", SameBits.EveryMachine);

    public static bool IsVader(Method rules) => rules.Name.StartsWith("vader:", StringComparison.Ordinal);
}
