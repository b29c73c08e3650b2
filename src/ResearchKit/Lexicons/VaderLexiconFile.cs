using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>VADER's lexicon as its authors publish it: lines of token, mean, standard deviation and ratings, parted by tabs.</summary>
static class VaderLexiconFile
{
    const string Emoji = "emoji_utf8_lexicon.txt";

    const string Form = "lines of token, mean (-4 to 4), standard deviation and ratings, parted by tabs, as in vader_lexicon.txt";

    const string EmojiForm = $"lines of an emoji and its words, parted by a tab, as in {Emoji}";

    /// <summary>The standard deviation of the ratings, kept in an entry's note.</summary>
    const string Deviation = "sd ";

    /// <summary>Whether a file's first line has the form: four fields, the second a number, the fourth in brackets.</summary>
    public static bool IsOne(string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var reader = new StreamReader(path);
            Span<char> head = stackalloc char[512];
            var fields = new string(head[..reader.ReadBlock(head)]).Split('\n')[0].Split('\t');
            return fields.Length >= 4 && Number(fields[1]) is not null && fields[3].StartsWith('[');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Each token once, where it stands first, with the mean that stands last.</summary>
    public static ImmutableArray<Entry> Read(string path)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (fields, where) in Lines(path, Form))
        {
            if (fields.Length < 2 || fields[0].Length == 0) throw new InputException($"{where}: holds {fields.Length} {(fields.Length == 1 ? "field" : "fields")}. Expected {Form}.");
            if (Number(fields[1]) is not (>= -4 and <= 4 and var mean)) throw new InputException($"{where}: mean '{Untrusted.Line(fields[1])}' of {Untrusted.Quote(fields[0])} cannot be used. Expected a number from -4 to 4, with '.' as decimal point.");
            var entry = new Entry(fields[0], Role.Polarity, mean * VaderRules.Unit, fields.Length > 2 ? $"{Deviation}{fields[2]}" : "");
            if (places.TryAdd(entry.Term, entries.Count)) entries.Add(entry);
            else entries[places[entry.Term]] = entry;
        }
        return entries.ToImmutable();
    }

    /// <summary>The words of emoji, from the file beside a lexicon; none when there is no such file. VADER looks at one code point at a time, so
    /// rows of more never act and are left out.</summary>
    public static FrozenDictionary<int, string> ReadEmoji(string path)
    {
        var words = new Dictionary<int, string>();
        var file = Beside(path);
        if (File.Exists(file))
            foreach (var (fields, where) in Lines(file, EmojiForm))
            {
                if (fields.Length < 2) throw new InputException($"{where}: holds {fields.Length} field. Expected {EmojiForm}.");
                if (Rune.DecodeFromUtf16(fields[0], out var rune, out var length) == System.Buffers.OperationStatus.Done && length == fields[0].Length) words[rune.Value] = fields[1];
            }
        return words.ToFrozenDictionary();
    }

    /// <summary>Writes a lexicon that was read from this form, its emoji beside it.</summary>
    public static void Write(string path, Lexicon lexicon)
    {
        Files.WriteText(path, writer =>
        {
            foreach (var entry in lexicon.Entries)
                writer.WriteLine(FormattableString.Invariant($"{entry.Term}\t{entry.Valence / VaderRules.Unit:R}\t{(entry.Note.StartsWith(Deviation, StringComparison.Ordinal) ? entry.Note[Deviation.Length..] : "0")}\t[]"));
        });
        if (lexicon.Emoji is { Count: > 0 } emoji)
            Files.WriteText(Beside(path), writer =>
            {
                foreach (var (rune, words) in emoji.OrderBy(pair => pair.Key)) writer.WriteLine($"{new Rune(rune)}\t{words}");
            });
    }

    static string Beside(string path) => Path.Combine(Path.GetDirectoryName(path) ?? "", Emoji);

    static IEnumerable<(string[] Fields, string Where)> Lines(string path, string expected)
    {
        var number = 0;
        foreach (var line in Files.ReadText(path, expected).Split('\n'))
        {
            number++;
            if (line.Trim().Length > 0) yield return (line.Trim().Split('\t'), $"{path}({number})");
        }
    }

    static double? Number(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
