using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit.Cli;

/// <summary>What <c>./kit methods --measure</c> measured, and where and when: the file that <c>./kit methods</c> shows.</summary>
/// <param name="Format">Version of this form.</param>
/// <param name="Date">The day in UTC.</param>
/// <param name="Processor">The model, where the system tells.</param>
/// <param name="Cores">As many as could be used; speed is of one.</param>
/// <param name="Runtime">Runtime and processor family.</param>
/// <param name="Kit">The version of the kit.</param>
/// <param name="Articles">What speed was measured on.</param>
/// <param name="Methods">The figures.</param>
sealed record MethodFigures(int Format, DateOnly Date, string Processor, int Cores, string Runtime, string Kit, string Articles, ImmutableArray<MethodFigure> Methods)
{
    public const int CurrentFormat = 1;

    const string Expected = "figures, as ./kit methods --measure writes them";

    /// <summary>The figures that come with the kit.</summary>
    public static string Standard => Path.Combine(Home.Root, Home.MethodFigures);

    /// <summary>The figures of a file; null where there is none.</summary>
    public static MethodFigures? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var figures = JsonSerializer.Deserialize(Files.ReadText(path, Expected), FigureJson.Default.MethodFigures);
            return figures is { Format: CurrentFormat, Methods.IsDefault: false } ? figures : throw new InputException($"{path}: format {figures?.Format} is not known. Expected {CurrentFormat}: measure again with ./kit methods --measure.");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}({(e.LineNumber ?? 0) + 1}): cannot be read: {e.Message} Expected {Expected}.", e);
        }
    }

    public void Write(string path) => Files.WriteText(path, writer => writer.Write(JsonSerializer.Serialize(this, FigureJson.Default.MethodFigures) + "\n"));

    public MethodFigure? Of(string method) => Methods.FirstOrDefault(each => each.Method == method);
}

/// <summary>The figures of a method.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Identity">The scorer's identity, with the version.</param>
/// <param name="Lexicon">The lexicon by name and version.</param>
/// <param name="LexiconHash">Its hash.</param>
/// <param name="ArticlesPerSecond">On one thread, by the second of processor time.</param>
/// <param name="MegabytesPerSecond">Of text in UTF-8; likewise.</param>
/// <param name="Evaluations">On the kit's own labelled sets.</param>
sealed record MethodFigure(string Method, string Identity, string Lexicon, string LexiconHash, double? ArticlesPerSecond, double? MegabytesPerSecond, ImmutableArray<MethodEvaluation> Evaluations)
{
    /// <summary>Why the figures are no longer those of the method; null while they are.</summary>
    /// <param name="identity">The method's identity now; null when nobody can say without a file of the user's.</param>
    /// <param name="lexiconHash">Its lexicon's hash now; likewise.</param>
    /// <param name="labels">The hashes of the labels now, by name.</param>
    public string? Stale(string? identity, string? lexiconHash, IReadOnlyDictionary<string, string> labels) =>
        identity is not null && identity != Identity ? $"measured of {Identity}, and it is {identity} now"
        : lexiconHash is not null && lexiconHash != LexiconHash ? $"the lexicon has changed since ({Lexicon})"
        : Evaluations.FirstOrDefault(each => labels.GetValueOrDefault(each.Labels) != each.LabelsHash) is { } other ? $"{other.Labels} {(labels.ContainsKey(other.Labels) ? "has changed since" : "is no longer there")}" : null;
}

/// <summary>How a method was judged on a labelled set.</summary>
/// <param name="Labels">The set's path below the kit's root.</param>
/// <param name="LabelsHash">Its hash.</param>
/// <param name="Command">What judges it again.</param>
/// <param name="Texts">How many.</param>
/// <param name="Coverage">The share of them on which it says something.</param>
/// <param name="Measures">The measures, each with a 95% interval; those that the labels do not allow are left out.</param>
sealed record MethodEvaluation(string Labels, string LabelsHash, string Command, int Texts, double Coverage, ImmutableArray<MethodMeasure> Measures)
{
    public MethodMeasure? Measure(string name) => Measures.FirstOrDefault(each => each.Name == name);
}

/// <summary>A measure with its interval.</summary>
sealed record MethodMeasure(string Name, double Value, double? Low, double? High);

[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(MethodFigures))]
sealed partial class FigureJson : JsonSerializerContext;
