using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;

namespace ResearchKit;

/// <summary>The published forms of labelled sets.</summary>
static class LabelFiles
{
    public static IEnumerable<LabelledText> Read(string path, Func<ReadOptions, ReadOptions>? options) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".txt" => PhraseBank(path),
        ".json" => Json(path),
        ".csv" when Decisions(path) => SEntFiN(path),
        ".csv" or ".jsonl" => Articles(path, options),
        _ => throw new InputException($"{path}: is no labelled set. Expected a .txt (sentence@label), .json, .jsonl or .csv file, or a folder of them."),
    };

    /// <summary>The first line of a folder's <c>LICENSE</c>, <c>Licence.txt</c> or the like, at most 200 code units of it; null without one.</summary>
    public static string? Licence(string folder)
    {
        try
        {
            var file = Directory.GetFiles(folder).Order(StringComparer.Ordinal).FirstOrDefault(file =>
                Path.GetFileName(file).ToUpperInvariant() is var name && (name.StartsWith("LICENSE", StringComparison.Ordinal) || name.StartsWith("LICENCE", StringComparison.Ordinal))
                && Path.GetExtension(name) is "" or ".TXT" or ".MD");
            return file is null || File.ReadLines(file, Encoding.UTF8).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) is not { } first ? null : Untrusted.Show(first, 200);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: the licence of the labels cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Articles with the source's own label or score.</summary>
    static IEnumerable<LabelledText> Articles(string path, Func<ReadOptions, ReadOptions>? options) => Corpus.Read(path, options).Select(article => Item(article.Id, article,
        article.SourceLabel is { } label ? ClassOf(label) ?? throw Label($"{path}: {Untrusted.Quote(article.Id)}", label) : null, (double?)article.SourceScore,
        article.Fields.TryGetValue("target", out var target) ? target.ToString() : null));

    static IEnumerable<LabelledText> PhraseBank(string path)
    {
        var lines = Lines(path, Encoding.Latin1);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0) continue;
            var at = lines[i].LastIndexOf('@');
            if (at < 1) throw new InputException($"{path}({i + 1}): no '@' between sentence and label. Expected sentence@label, as in the Financial PhraseBank.");
            yield return Item($"{i + 1}", Text(lines[i][..at].Trim()), ClassOf(lines[i][(at + 1)..]) ?? throw Label($"{path}({i + 1})", lines[i][(at + 1)..]), null, null);
        }
    }

    /// <summary>FiQA: an object of id → sentence and judgements. SemEval: an array of title, company, sentiment.</summary>
    static IEnumerable<LabelledText> Json(string path)
    {
        var items = new List<LabelledText>();
        try
        {
            using var document = JsonDocument.Parse(Files.ReadText(path, "a labelled set: FiQA task 1 or SemEval-2017 task 5"));
            if (document.RootElement.ValueKind == JsonValueKind.Array)
                foreach (var row in document.RootElement.EnumerateArray())
                    items.Add(Item($"{row.GetProperty("id")}", Text(row.GetProperty("title").GetString()!), null, Score(row.GetProperty("sentiment"), $"{path}: {row.GetProperty("id")}"), row.GetProperty("company").GetString()));
            else
                foreach (var sentence in document.RootElement.EnumerateObject())
                    foreach (var judged in sentence.Value.GetProperty("info").EnumerateArray())
                        items.Add(Item(sentence.Name, Text(sentence.Value.GetProperty("sentence").GetString()!), null, Score(judged.GetProperty("sentiment_score"), $"{path}: {sentence.Name}"), judged.GetProperty("target").GetString()));
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}({e.LineNumber + 1}): is no JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException($"{path}: is neither FiQA task 1 (id: {{sentence, info: [{{target, sentiment_score}}]}}) nor SemEval-2017 task 5 ([{{id, company, title, sentiment}}]): {e.Message}", e);
        }
        return items;
    }

    /// <summary>Headlines with a Python dictionary of entity → label.</summary>
    static List<LabelledText> SEntFiN(string path)
    {
        var items = new List<LabelledText>();
        using var csv = Open(path);
        csv.ReadHeader();
        while (csv.Read())
        {
            var where = $"{path}({csv.LineNumber})";
            foreach (var (entity, label) in Dictionary(csv.GetString("Decisions"), where))
                items.Add(Item(csv.GetString(0), Text(csv.GetString("Title")), ClassOf(label) ?? throw Label(where, label), null, entity));
        }
        return items;
    }

    /// <summary><c>{'Spice Jet': 'neutral', "L'Or": 'positive'}</c>: strings in either quote, with backslash escapes.</summary>
    static IEnumerable<(string, string)> Dictionary(string text, string where)
    {
        var strings = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\'' or '"')) continue;
            var (quote, word) = (text[i], new StringBuilder());
            while (++i < text.Length && !(text[i] == quote && Ends(text, i))) word.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
            strings.Add(word.ToString());
        }
        if (strings.Count == 0 || strings.Count % 2 != 0) throw new InputException($"{where}: Decisions {Untrusted.Quote(text)} is no dictionary. Expected {{'company': 'positive'}}.");
        return strings.Chunk(2).Select(pair => (pair[0], pair[1]));
    }

    /// <summary>The published file does not escape: <c>'Osian's Art Fund'</c>. A quote closes where the dictionary goes on behind it.</summary>
    static bool Ends(string text, int quote) => text.AsSpan(quote + 1).TrimStart() is var rest && (rest.IsEmpty || rest[0] is ':' or ',' or '}');

    static bool Decisions(string path)
    {
        using var csv = Open(path);
        return csv.Read() && csv.TryGetFieldIndex("Decisions", out _);
    }

    static CsvReader Open(string path) => CsvReader.FromText(Files.ReadText(path, "a labelled set: CSV"), new CsvReaderOptions { Separator = ',', TrackLineNumbers = true });

    static string[] Lines(string path, Encoding encoding)
    {
        if (!File.Exists(path)) throw new InputException($"{path}: no such file. Expected a labelled set.");
        return File.ReadAllText(path, encoding).ReplaceLineEndings("\n").Split('\n');
    }

    static double Score(JsonElement value, string where)
    {
        var text = value.ToString();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && score is >= -1 and <= 1 ? score
            : throw new InputException($"{where}: score {Untrusted.Quote(text)} cannot be used. Expected a number from -1 to 1.");
    }

    static Article Text(string text) => Article.Of(text);

    static LabelledText Item(string id, Article article, int? label, double? score, string? target) => new(article with { Id = id }, label, score, target, Labels.GroupOf(article.Text));

    static int? ClassOf(string label)
    {
        var word = label.Trim().ToLowerInvariant();
        return word is "neutral" or "mixed" ? 0 : word == "positive" || word.EndsWith(" positive", StringComparison.Ordinal) ? 1 : word == "negative" || word.EndsWith(" negative", StringComparison.Ordinal) ? -1 : null;
    }

    static InputException Label(string where, string label) => new($"{where}: label {Untrusted.Quote(label)} is not known. Expected negative, neutral, positive, mixed, or one of the publisher's words such as 'mildly positive'.");
}
