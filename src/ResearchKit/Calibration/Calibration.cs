using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>A map from a method's values to a publisher's scale, with what it was fitted for and on. Not a scorer: <see cref="On"/> makes one of it.</summary>
/// <param name="Format">Version of this form.</param>
/// <param name="Map">Affine: the straight line through its two knots. Isotonic: straight between knots and level beyond the last.</param>
/// <param name="Knots">In the order of their values. What the map gives is held within −1 to 1.</param>
/// <param name="FittedFor">The scorer whose values it maps.</param>
/// <param name="FittedOn">The labels.</param>
/// <param name="Folds">Folds of the cross-validation, by equal texts.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Before">The error of the method's own values on the texts that were fitted on.</param>
/// <param name="After">The error on the same texts, each mapped by the folds that it does not stand in.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Calibration(int Format, Map Map, ImmutableArray<Knot> Knots, FittedFor FittedFor, FittedOn FittedOn, int Folds, ulong Seed, CalibrationError Before, CalibrationError After)
{
    internal const int CurrentFormat = 1;

    const string Expected = "a map, as ./kit calibrate writes it";

    /// <summary>SHA-256, in lower-case hexadecimal, of all the above.</summary>
    [JsonIgnore]
    public string Hash => Hashing.Canonical(JsonSerializer.SerializeToElement(this, KitJson.Default.Calibration));

    /// <summary>What a value becomes, −1 to 1.</summary>
    public double this[double value] => ScoreMap.Bounded(value);

    internal ScoreMap ScoreMap => new(Map, Knots);

    /// <summary>The scorer with the map behind it.</summary>
    /// <param name="scorer">The one that it was fitted for: the same method, version, options and lexicon.</param>
    /// <exception cref="InputException">It is another.</exception>
    public CalibratedScorer On(Scorer scorer)
    {
        if (FittedFor.Fits(scorer)) return new(scorer, this);
        var here = FittedFor.Of(scorer);
        var options = here.Options != FittedFor.Options ? $" The options differ: {FittedFor.Options ?? "none"} there, {here.Options ?? "none"} here." : "";
        throw new InputException($"The map was fitted for {FittedFor}, and this is {here}.{Untrusted.Line(options)} Expected the same method, version, options and lexicon: use those, or fit a map for these with ./kit calibrate.");
    }

    /// <summary>Writes map and hash as JSON; the file is replaced as a whole or not at all.</summary>
    public void Write(string path) => Files.WriteText(path, writer => writer.Write(ToJson(KitJson.Default) + "\n"));

    /// <summary>What <see cref="Write"/> writes, as one line.</summary>
    public string ToJson() => ToJson(ExplanationJson.OneLine);

    string ToJson(KitJson form) => JsonSerializer.Serialize(new ReceiptMap(Hash, this), form.ReceiptMap);

    /// <summary>Reads a map.</summary>
    /// <exception cref="InputException">The file is missing, is no map, or is not as it was written.</exception>
    public static Calibration Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize(Files.ReadText(path, Expected), KitJson.Default.ReceiptMap) ?? throw new InputException($"{path}: holds null. Expected {Expected}.");
            file.Values.Check(path);
            return file.Hash == file.Values.Hash ? file.Values
                : throw new InputException($"{path}: its hash is {Untrusted.Quote(file.Hash)}, but what it holds hashes to '{file.Values.Hash}'. Expected a file as it was written: fit it again with ./kit calibrate.");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}({(e.LineNumber ?? 0) + 1}): is no map: {e.Message} Expected {Expected}.", e);
        }
    }

    /// <exception cref="InputException">The format is not known, or the knots are no map.</exception>
    internal void Check(string where)
    {
        if (Format != CurrentFormat) throw new InputException($"{where}: format {Format} is not known. Expected {CurrentFormat}.");
        var usable = !Knots.IsDefaultOrEmpty && Knots.All(knot => double.IsFinite(knot.From) && double.IsFinite(knot.To)) && Map switch
        {
            Map.Affine => Knots.Length == 2 && (Knots[0].From, Knots[1].From) == (0, 1),
            Map.Isotonic => Knots.All(knot => knot.To is >= -1 and <= 1) && Knots.Zip(Knots.Skip(1)).All(pair => pair.First.From < pair.Second.From && pair.First.To <= pair.Second.To),
            _ => false,
        };
        if (!usable) throw new InputException($"{where}: its knots are no {Map} map. Expected two at 0 and 1 (Affine), or some that rise in value and do not fall in score, -1 to 1 (Isotonic).");
    }

    /// <summary>What it is for, what it was fitted on, and its cross-validated error beside that of the values as they are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Map.ToString().ToLowerInvariant()} map for {FittedFor}\n{FittedOn}\nas it is     {Before}\nmapped       {After} ({Folds} folds by text, seed {Seed})");
}
