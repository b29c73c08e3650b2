using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>What an event of a registry did.</summary>
public enum RegistryEventKind
{
    /// <summary>A version became champion.</summary>
    [JsonStringEnumMemberName("promote")]
    Promote,

    /// <summary>A version was given another alias, such as <c>candidate</c>.</summary>
    [JsonStringEnumMemberName("alias")]
    Alias,

    /// <summary>A version that had been champion before is it again.</summary>
    [JsonStringEnumMemberName("rollback")]
    Rollback,
}

/// <summary>A file of a version.</summary>
/// <param name="Name">Its name in the version's folder.</param>
/// <param name="Sha256">SHA-256 of its bytes, in lower-case hexadecimal.</param>
public sealed record RegistryFile(string Name, string Sha256)
{
    /// <summary><c>finance.csv 0f3a9c12</c>.</summary>
    public override string ToString() => Untrusted.Line($"{Name} {(Sha256.Length > 8 ? Sha256[..8] : Sha256)}");
}

/// <summary>A line of a lexicon's history: which version an alias names from then on, who wanted it, and why. Names are as they were given: recorded, not authenticated.</summary>
/// <param name="Number">1 for the first, one more for each.</param>
/// <param name="At">When, in UTC; never before the event before.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Lexicon">The lexicon's name.</param>
/// <param name="Alias">The alias that was set.</param>
/// <param name="Version">The version that it names from then on.</param>
/// <param name="From">The version that it named before; null when it named none.</param>
/// <param name="Parent">The version that <paramref name="Version"/> was made on; null for the first.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Authors">Who wrote what <paramref name="Version"/> changed in its parent.</param>
/// <param name="ApprovedBy">Who approved; null where nobody had to.</param>
/// <param name="Why">The reason, in a line.</param>
/// <param name="Content">See <see cref="Lexicon.Hash"/>, of the version.</param>
/// <param name="Files">Every file of the version, in ordinal order.</param>
/// <param name="Evidence">See <see cref="Evidence.Hash"/>; null where there was none.</param>
/// <param name="Rules">SHA-256 of the file of rules that it was judged by; null where there was none, or nothing was judged.</param>
/// <param name="Regressions">SHA-256 of the file of regression sentences that it passed; null likewise.</param>
/// <param name="Previous">The hash of the event before; null for the first.</param>
/// <param name="Hash">SHA-256 of the event's line without this field.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record RegistryEvent(int Number, DateTimeOffset At, RegistryEventKind Kind, string Lexicon, string Alias, int Version, int? From, int? Parent, string By, ImmutableArray<string> Authors, string? ApprovedBy, string Why,
    string Content, ImmutableArray<RegistryFile> Files, string? Evidence, string? Rules, string? Regressions, string? Previous, string Hash) : ILink
{
    /// <summary><c>finance@2</c>.</summary>
    [JsonIgnore]
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"{Lexicon}@{Version}");

    /// <summary>The same hash, which covers all else.</summary>
    public bool Equals(RegistryEvent? other) => other is not null && Hash == other.Hash;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Hash);

    /// <summary><c>3. 2026-11-27T09:00:00Z promote finance@2 as champion, after 1: shortage of power (by ada; written by ada; approved by bob; 0f3a9c12)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Number}. {Instant(At)} {EntryEdit.Word(Kind)} {Reference} as {Alias}{(From is { } from ? $", after {from}" : "")}: {Why} (by {By}; written by {string.Join(", ", Authors)}{(ApprovedBy is null ? "" : $"; approved by {ApprovedBy}")}; {Hash[..Math.Min(8, Hash.Length)]})"));

    /// <summary>A time as people read it: seconds in UTC, and parts of them where there are.</summary>
    internal static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What a version says of itself in its folder: the event that made it, for who looks at the folder alone.</summary>
sealed record VersionFile(string Lexicon, int Version, int? Parent, string Content, int Entries, DateTimeOffset At, ImmutableArray<string> Authors, string Why)
{
    public const string Name = "version.json";

    /// <summary>Whether it says what the event says.</summary>
    public bool Says(RegistryEvent made) => (Lexicon, Version, Parent, Content, At, Why) == (made.Lexicon, made.Version, made.Parent, made.Content, made.At, made.Why) && !Authors.IsDefault && Authors.AsSpan().SequenceEqual(made.Authors.AsSpan());
}
