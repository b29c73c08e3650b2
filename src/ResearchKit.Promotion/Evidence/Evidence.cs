using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>The receipt of an evaluation of a draft against a champion: what was judged on what, how, and what came out. A promotion needs it.</summary>
/// <param name="Format">Version of this form.</param>
/// <param name="At">When it was made.</param>
/// <param name="By">Who made it.</param>
/// <param name="Method">Identity of the scorer that both lexicons were used with.</param>
/// <param name="Champion">The lexicon that stands.</param>
/// <param name="Draft">The one that would take its place.</param>
/// <param name="Labels">The texts.</param>
/// <param name="Metric">What is compared: the gain is the draft's less the champion's, of an error the other way round, so that more is better.</param>
/// <param name="Block">What the bootstrap resamples: story, date, text, or a field of the articles.</param>
/// <param name="Blocks">How many different ones there are.</param>
/// <param name="Resamples">How many resamples were drawn.</param>
/// <param name="Seed">Their seed.</param>
/// <param name="ChampionValue">The metric of the champion.</param>
/// <param name="DraftValue">That of the draft.</param>
/// <param name="Gain">The gain with its 95% interval, as if this were the only trial.</param>
/// <param name="P">Two-sided p of the gain by the same resamples, as if this were the only trial.</param>
/// <param name="Trials">How many different looks at the set there have been, this one among them: drafts, and parts, metrics, methods, blocks and seeds of one draft.</param>
/// <param name="AdjustedP"><paramref name="P"/> times <paramref name="Trials"/>, at most 1 (Bonferroni). It corrects for the trials so far, not for those to come: who stops at the first success within k trials errs up to 1 + ½ + … + 1/k times as often.</param>
/// <param name="AdjustedLow">Lower end of the interval at the level that so many trials leave, 95% for all of them together, with the same reserve.</param>
/// <param name="Guarded">The kinds of parts that were looked for: theme, sector, source, period, or a field of the articles.</param>
/// <param name="Groups">The gain in each part that there is; labels that know no sector have none by sector.</param>
/// <param name="LearnedOn">What the draft's suggestions were learned on; no text of it is among the labels.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Evidence(int Format, DateTimeOffset At, string By, string Method, EvidenceLexicon Champion, EvidenceLexicon Draft, EvidenceLabels Labels, string Metric, string Block, int Blocks, int Resamples, ulong Seed,
    double ChampionValue, double DraftValue, Difference Gain, double P, int Trials, double AdjustedP, double AdjustedLow, ImmutableArray<string> Guarded, ImmutableArray<GuardedGroup> Groups, ImmutableArray<string> LearnedOn)
{
    internal const int CurrentFormat = 1;

    const string Expected = "an evaluation, as ./kit lexicon evaluate writes it";

    /// <summary>SHA-256, in lower-case hexadecimal, of all the above.</summary>
    [JsonIgnore]
    public string Hash => Hashing.Canonical(JsonSerializer.SerializeToElement(this, PromotionJson.Default.Evidence));

    /// <summary>How it was looked at: another part of the set, metric, method, block or seed is another trial.</summary>
    internal string Look => Hashing.Sha256(string.Join('\u001F', Labels.Hash, Metric, Method, Block, Seed.ToString(CultureInfo.InvariantCulture)))[..16];

    /// <summary>Writes evidence and hash as JSON; the file is replaced as a whole or not at all.</summary>
    public void Write(string path) => Files.WriteText(path, writer => writer.Write(ToJson()));

    /// <summary>What <see cref="Write"/> writes.</summary>
    public string ToJson() => JsonSerializer.Serialize(new SignedEvidence(Hash, this), PromotionJson.Default.SignedEvidence) + "\n";

    /// <summary>Reads an evaluation's receipt.</summary>
    /// <exception cref="InputException">The file is missing, is no evaluation, or is not as it was written.</exception>
    public static Evidence Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize(Files.ReadText(path, Expected), PromotionJson.Default.SignedEvidence) ?? throw new InputException($"{path}: holds null. Expected {Expected}.");
            if (file.Evidence is not { } evidence || evidence.Guarded.IsDefault || evidence.Groups.IsDefault || evidence.LearnedOn.IsDefault) throw new InputException($"{path}: parts of it are missing. Expected {Expected}.");
            if (evidence.Format != CurrentFormat) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{path}: format {evidence.Format} is not known. Expected {CurrentFormat}."));
            return file.Hash == evidence.Hash ? evidence
                : throw new InputException($"{path}: its hash is {Untrusted.Quote(file.Hash)}, but what it holds hashes to '{evidence.Hash}'. Expected a file as it was written: evaluate again with ./kit lexicon evaluate.");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}({(e.LineNumber ?? 0) + 1}): is no evaluation: {e.Message} Expected {Expected}.", e);
        }
    }

    /// <summary>The verdict in a sentence: <c>12 trials on news; this one gains 1.3 points of accuracy; adjusted p = 0.31: not evidence</c>.</summary>
    public string Verdict => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Trials} {(Trials == 1 ? "trial" : "trials")} on {Labels.Name}; this one gains {Gain.Value * 100:+0.0;-0.0;0.0} points of {Metric}; adjusted p {(AdjustedP < 0.001 ? "< 0.001" : string.Create(CultureInfo.InvariantCulture, $"= {AdjustedP:0.000}"))}: {(AdjustedP < 0.05 ? Gain.Value > 0 ? "evidence of a gain" : "evidence of a loss" : "not evidence")}"));

    /// <summary>What was compared, the gain, the groups, the verdict.</summary>
    public override string ToString()
    {
        var lines = new List<string>
        {
            $"{Draft} against {Champion}, method {Method}",
            $"on {Labels}",
            string.Create(CultureInfo.InvariantCulture, $"{Metric} {ChampionValue:0.000} → {DraftValue:0.000}; {Gain} over {Blocks} blocks by {Block}; lower end for {Trials} {(Trials == 1 ? "trial" : "trials")} {AdjustedLow:+0.000;-0.000;0.000}"),
        };
        lines.AddRange(Groups.Select(group => $"  {group}"));
        lines.Add(Verdict);
        return string.Join('\n', lines.Select(Untrusted.Line));
    }
}

/// <param name="Reference">Name, and version where it has one.</param>
/// <param name="Hash">See <see cref="Lexicon.Hash"/>.</param>
public sealed record EvidenceLexicon(string Reference, string Hash)
{
    /// <summary><c>finance@1 (0f3a9c12)</c>.</summary>
    public override string ToString() => $"{Reference} ({(Hash.Length > 8 ? Hash[..8] : Hash)})";
}

/// <param name="Name">The name of the labels.</param>
/// <param name="SetHash">The hash of the whole set, by which trials are counted.</param>
/// <param name="Hash">The hash of those texts of it that were judged.</param>
/// <param name="Texts">How many they are.</param>
/// <param name="From">When the first of them was available; null when none has a time.</param>
/// <param name="Until">When the last of them was.</param>
/// <param name="LeftOut">How many texts of the set were not judged although they are of that time and nothing was learned on them: a part that was chosen otherwise than by time.</param>
/// <param name="Licence">The licence of the labels, as far as they say it.</param>
public sealed record EvidenceLabels(string Name, string SetHash, string Hash, int Texts, DateTimeOffset? From, DateTimeOffset? Until, int LeftOut, string? Licence)
{
    /// <summary><c>news (412 texts, 2026-01-02 to 2026-10-30, 0f3a9c12)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Texts} texts{(From is null ? "" : $", {From:yyyy-MM-dd} to {Until:yyyy-MM-dd}")}, {(Hash.Length > 8 ? Hash[..8] : Hash)})");
}

/// <summary>A part of the labels in which a draft must not be worse.</summary>
/// <param name="Kind">What parts them: theme, sector, source, period, or a field of the articles.</param>
/// <param name="Name">The part.</param>
/// <param name="Texts">How many texts it holds.</param>
/// <param name="Gain">The gain in it, with its 95% interval.</param>
public sealed record GuardedGroup(string Kind, string Name, int Texts, Difference Gain)
{
    /// <summary><c>sector=mining (118 texts): accuracy +0.031 [+0.012, +0.050]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}={Name} ({Texts} texts): {Gain}");
}

sealed record SignedEvidence(string Hash, Evidence Evidence);
