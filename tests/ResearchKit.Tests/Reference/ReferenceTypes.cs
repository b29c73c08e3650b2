namespace ResearchKit.Tests.Reference;

/// <summary>An entry of a lexicon, by the names the page uses: the role in lower case.</summary>
sealed record ReferenceEntry(string Term, string Role, double Valence, double? Direction = null, double? Quantity = null);

/// <summary>The tokens First, …, Next - 1 of a sentence.</summary>
sealed record ReferenceMatch(ReferenceEntry Entry, int First, int Next)
{
    public bool IsDirection => Entry.Direction is not null;

    public bool IsQuantity => Entry.Quantity is not null;

    public bool Is(params string[] roles) => roles.Contains(Entry.Role);
}

/// <summary>Names and numbers as the page gives them; the page has no default for weighting and squash, so those are the tests' own.</summary>
sealed record ReferenceOptions(
    string Measure = "Sum",
    string Weighting = "Equal",
    double Squash = 1,
    int NegationWindow = 4,
    int AmplifierWindow = 2,
    int IntensifierWindow = 3,
    int HedgeWindow = 6,
    double LeadWeight = 2,
    bool Shifters = true,
    bool Frames = false);

/// <summary>From the first character of the sentence's first token to the end of its last, in the joined text.</summary>
readonly record struct ReferenceSpan(int Start, int End);

readonly record struct ReferenceShift(string Term, double Factor);

sealed record ReferenceHit(
    string Term,
    int Sentence,
    int Start,
    int Length,
    double Valence,
    IReadOnlyList<ReferenceShift> Frame,
    IReadOnlyList<ReferenceShift> Shifters,
    double Contribution);

sealed record ReferenceResult(
    double Value,
    double Positive,
    double Negative,
    double Coverage,
    IReadOnlyList<ReferenceSpan> Sentences,
    IReadOnlyList<ReferenceHit> Hits)
{
    public bool Silent => Hits.Count == 0;
}
