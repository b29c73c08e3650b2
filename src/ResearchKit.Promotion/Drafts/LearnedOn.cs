using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ResearchKit;

/// <summary>The texts that suggestions were learned on, or that an author read while writing: a draft must not be judged on them.</summary>
/// <param name="Name">Of the labels or the corpus.</param>
/// <param name="From">When the first of them was available; null when none has a time.</param>
/// <param name="Until">When the last of them was.</param>
/// <param name="Texts">48 bits of SHA-256 of each text, sorted: enough to know one again, too few to read it.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record LearnedOn(string Name, DateTimeOffset? From, DateTimeOffset? Until, ImmutableArray<ulong> Texts)
{
    const int Bytes = 6;

    /// <summary>Of labelled texts.</summary>
    public static LearnedOn Of(Labels labels) => Of(labels.Name, labels.Select(item => item.Article));

    /// <summary>Of articles.</summary>
    /// <param name="name">What they are called.</param>
    /// <param name="articles">At least one.</param>
    public static LearnedOn Of(string name, IEnumerable<Article> articles)
    {
        var all = articles.ToList();
        var times = all.Select(article => article.AvailableAt).OfType<DateTimeOffset>().ToList();
        return new(name, times.Count == 0 ? null : times.Min(), times.Count == 0 ? null : times.Max(), [.. all.Select(Mark).Distinct().Order()]);
    }

    /// <summary>Whether a text is one of these.</summary>
    internal bool Holds(Article article) => Texts.BinarySearch(Mark(article)) >= 0;

    /// <summary>What labels have in common with these texts; null when nothing. Equal texts are, and so is a window of time in which some of these were available.</summary>
    internal string? Overlap(Labels labels) => Overlap([.. labels.Select(item => item.Article)]);

    /// <inheritdoc cref="Overlap(Labels)"/>
    internal string? Overlap(IReadOnlyCollection<Article> texts)
    {
        var same = texts.Count(Holds);
        if (same > 0) return string.Create(CultureInfo.InvariantCulture, $"{same} of its {texts.Count} texts are among those of {this}");
        var inside = texts.Where(text => text.AvailableAt is { } at && at >= From && at <= Until).ToList();
        return inside.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{inside.Count} of its {texts.Count} texts, {Untrusted.Show(inside[0].Id)} the first, fall into the time of {this}");
    }

    /// <summary>The marks as text: base64 of 6 bytes each.</summary>
    internal string Marks()
    {
        var bytes = new byte[Texts.Length * Bytes];
        for (var i = 0; i < Texts.Length; i++)
            for (var b = 0; b < Bytes; b++) bytes[i * Bytes + b] = (byte)(Texts[i] >> (8 * (Bytes - 1 - b)));
        return Convert.ToBase64String(bytes);
    }

    /// <exception cref="FormatException">The text is not what <see cref="Marks"/> writes.</exception>
    internal static ImmutableArray<ulong> ReadMarks(string marks)
    {
        var bytes = Convert.FromBase64String(marks);
        if (bytes.Length == 0 || bytes.Length % Bytes != 0) throw new FormatException($"{bytes.Length} bytes are no whole number of marks.");
        return [.. bytes.Chunk(Bytes).Select(chunk => chunk.Aggregate(0UL, (mark, next) => mark << 8 | next)).Order()];
    }

    static ulong Mark(Article article)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Labels.GroupOf(article.Text)));
        return hash.Take(Bytes).Aggregate(0UL, (mark, next) => mark << 8 | next);
    }

    /// <summary>The same name, window and texts.</summary>
    public bool Equals(LearnedOn? other) => other is not null && (Name, From, Until) == (other.Name, other.From, other.Until) && Texts.AsSpan().SequenceEqual(other.Texts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, From, Until, Texts.Length);

    /// <summary><c>news (412 texts, 2025-01-02 to 2025-12-30)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Name} ({Texts.Length} {(Texts.Length == 1 ? "text" : "texts")}{(From is null ? "" : $", {From:yyyy-MM-dd} to {Until:yyyy-MM-dd}")})"));
}
