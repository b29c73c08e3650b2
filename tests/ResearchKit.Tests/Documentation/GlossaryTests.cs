using Xunit;

namespace ResearchKit.Tests;

public sealed class GlossaryTests
{
    /// <summary>Public names that the glossary leaves out, each with its reason.</summary>
    static readonly Dictionary<string, string> Exceptions = new()
    {
        ["InputException"] = "an error, not a thing that users name",
        ["ReadOptions"] = "options of Corpus",
        ["ScorerOptions"] = "options of Scorer",
        ["ImportOptions"] = "options of Lexicon",
        ["ListForm"] = "a choice of ImportOptions",
        ["Permission"] = "a field of Licence",
        ["Use"] = "what Licence.Require is asked for",
        ["LexiconScorer"] = "the Scorer that a Lexicon makes",
        ["Rejection"] = "part of Corpus",
        ["TickerValue"] = "part of Article",
        ["Role"] = "the kinds of Entry",
        ["Measure"] = "a choice of ScorerOptions",
        ["ShifterMode"] = "a choice of ScorerOptions",
        ["Weighting"] = "a choice of ScorerOptions",
        ["Outcome"] = "a field of Score",
        ["SameBits"] = "a field of Method",
        ["Shift"] = "part of Contribution",
        ["SentencePart"] = "part of Explanation",
        ["VaderComponents"] = "part of Explanation",
        ["ReceiptArticle"] = "part of Receipt",
        ["ReceiptLexicon"] = "part of Receipt",
        ["ReceiptMethod"] = "part of Receipt",
        ["ReceiptOptions"] = "part of Receipt",
        ["ReceiptResult"] = "part of Receipt",
        ["ReceiptContribution"] = "part of Receipt",
        ["VerificationOutcome"] = "a field of Verification",
        ["Attempt"] = "part of Reproduction",
        ["EvaluationOptions"] = "options of Evaluation",
        ["Assessing"] = "extension methods only",
        ["Map"] = "a choice of EvaluationOptions and CalibrationOptions",
        ["CalibratedScorer"] = "the Scorer that a Calibration makes",
        ["CalibrationOptions"] = "options of Calibration",
        ["CalibrationError"] = "part of Calibration",
        ["FittedFor"] = "part of Calibration",
        ["FittedOn"] = "part of Calibration",
        ["Knot"] = "part of Calibration",
        ["ReceiptMap"] = "part of Receipt",
        ["UncertaintyOptions"] = "options of Uncertainty",
        ["Measured"] = "part of Evaluation",
        ["Judgement"] = "part of Evaluation",
        ["LabelledText"] = "part of Labels",
        ["Difference"] = "part of Comparison",
        ["Verdict"] = "a field of Reproduction",
        ["Mention"] = "part of ThemeScore",
        ["Stance"] = "a field of Mention",
        ["ThemeScoring"] = "extension methods only",
        ["Alias"] = "part of Company",
        ["AliasKind"] = "a field of Alias",
        ["TickerScorer"] = "what Tickers makes of a Scorer",
        ["TickerScoring"] = "extension methods only",
        ["ProviderShare"] = "part of Diversification",
        ["DiversificationOptions"] = "options of Diversification",
        ["Summarizing"] = "extension methods only",
        ["StoriesOptions"] = "options of Stories",
        ["StoryAgreement"] = "what Stories.Against comes to",
        ["SummarySentence"] = "part of Summary",
        ["SentimentIndexOptions"] = "options of SentimentIndex",
        ["Period"] = "how long a point of a SentimentIndex lasts",
        ["Gaps"] = "a choice of SentimentIndexOptions",
        ["Aggregation"] = "a choice of SentimentIndexOptions",
        ["IndexPoint"] = "part of SentimentIndex",
        ["Aggregating"] = "extension methods only",
        ["Drafting"] = "extension methods only",
        ["EditKind"] = "the kinds of EntryEdit",
        ["EntryChange"] = "part of LexiconDiff",
        ["EntryOverlap"] = "part of LexiconDiff",
        ["Example"] = "part of EntrySuggestion",
        ["Suggest"] = "what makes an EntrySuggestion",
        ["GapsOptions"] = "options of Suggest",
        ["LogOddsOptions"] = "options of Suggest",
        ["SoPmiOptions"] = "options of Suggest",
        ["StaleOptions"] = "options of Suggest",
        ["Learn"] = "what makes an EntrySuggestion by a fit",
        ["ElasticNetOptions"] = "options of Learn",
        ["LearnedOptions"] = "options of Learn",
        ["LearnedGoal"] = "a choice of LearnedOptions",
        ["FeatureKinds"] = "a choice of LearnedOptions",
        ["LearnedScorer"] = "the Scorer that a LearnedModel makes",
        ["ModelFigure"] = "part of ModelCard",
        ["SestmOptions"] = "options of Learn",
        ["SestmTerm"] = "part of SestmModel",
        ["SestmContribution"] = "part of SestmModel",
        ["SestmJoin"] = "part of SestmModel",
        ["TickerReturn"] = "part of Returns",
        ["ImpactOptions"] = "options of Impact",
        ["ArticleMove"] = "part of Impact",
        ["TermMove"] = "part of Impact",
        ["ImpactGroup"] = "part of Impact",
        ["JudgingOptions"] = "how an Evidence comes about",
        ["DraftEvaluation"] = "an Evidence with the judgements behind it",
        ["EvidenceLexicon"] = "part of Evidence",
        ["EvidenceLabels"] = "part of Evidence",
        ["GuardedGroup"] = "part of Evidence",
        ["RegistryOptions"] = "options of Registry",
        ["RegistryEvent"] = "part of Registry",
        ["RegistryEventKind"] = "the kinds of RegistryEvent",
        ["RegistryFile"] = "part of RegistryEvent",
        ["RegistryFinding"] = "what verifying a Registry finds",
        ["ArchiveOptions"] = "options of Archive",
        ["ArchivePart"] = "part of Archive",
        ["ArchiveProgress"] = "how far an ArchiveRun is",
        ["PartScore"] = "what a ScoreStore keeps of a TickerScore or ThemeScore",
        ["StoreAppend"] = "what appending to a ScoreStore came to",
        ["FrameGroups"] = "what Group makes of a DataFrame",
        ["Frames"] = "extension methods only",
        ["Plots"] = "extension methods only",
    };

    static readonly HashSet<string> Words = [.. Markdown.Readme.Table("Glossary").Select(row => row[0].Trim('*'))];

    /// <summary>Without those that a compiler makes of extension blocks, whose names nobody can write.</summary>
    static readonly HashSet<string> Public = [.. new[] { typeof(Article).Assembly, typeof(Archive).Assembly, typeof(Evaluation).Assembly, typeof(SentimentIndex).Assembly, typeof(LexiconDraft).Assembly, typeof(Learn).Assembly, typeof(Plot).Assembly }.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.Name[0] != '<').Select(type => type.Name.Split('`')[0])];

    [Fact]
    public void Every_public_noun_has_its_line() => Assert.Empty(Public.Except(Words).Except(Exceptions.Keys));

    [Fact]
    public void Exceptions_are_public_types_without_a_line() => Assert.All(Exceptions.Keys, name => Assert.True(Public.Contains(name) && !Words.Contains(name), name));

    [Fact]
    public void Every_word_is_a_type_or_a_word_of_the_field() =>
        Assert.Equal(["Valence", "Valence shifters"], Words.Except(Public).Order(StringComparer.Ordinal));
}
