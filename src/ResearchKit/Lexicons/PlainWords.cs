namespace ResearchKit;

/// <summary>Lists of plain words, as Henry's: in two lists, or in one that names the polarity.</summary>
static class PlainWords
{
    const string Form = "word,positive or word,negative, with a comma or a tab between";

    static readonly string[] Polarities = ["positive", "negative"];

    /// <summary>The word and polarity of a line; null when it has none.</summary>
    public static (string Word, bool Positive)? Row(string line) =>
        Parts(line) is [var word, var polarity] && Array.FindIndex(Polarities, known => known.Equals(polarity, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? (word, index == 0) : null;

    public static WordList Read(string path, string text, ImportOptions options)
    {
        var list = new WordListBuilder(path, options.MaxLoss);
        var first = true;
        foreach (var (line, number) in ListForms.Lines(text))
        {
            if (Row(line) is var (word, positive)) list.Add(word, positive ? options.Valence : -options.Valence, $"listed as {Polarities[positive ? 0 : 1]}", path, number);
            else if (!(first && Parts(line) is [var header, _] && header.ToLowerInvariant() is "word" or "term" or "token"))
                throw new InputException($"{path}({number}): {Untrusted.Quote(line)} is no row. Expected {Form}; the first line may be a header that begins with 'word'.");
            first = false;
        }
        return list.Build("plain words, each with its polarity", Licence.NotStated);
    }

    /// <summary>A word a line, positive and negative ones in files of their own.</summary>
    public static WordList ReadFolder(string path, ImportOptions options)
    {
        if (!Directory.Exists(path)) return Read(path, Files.ReadText(path, $"a list of words: {Form}; or a folder"), options);
        var list = new WordListBuilder(path, options.MaxLoss);
        foreach (var polarity in Polarities)
        {
            var files = Directory.GetFiles(path, "*.txt").Where(file => Path.GetFileName(file).StartsWith(polarity, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0) throw new InputException($"{path}: is a folder. Expected a lexicon: a file, or a folder with both positive*.txt and negative*.txt, a word a line; no {polarity}*.txt was found.");
            foreach (var file in files)
                foreach (var (word, number) in ListForms.Lines(Files.ReadText(file, $"{polarity} words, one a line")))
                    list.Add(word, polarity == "positive" ? options.Valence : -options.Valence, $"listed as {polarity}", ArticleFiles.Normal(file), number);
        }
        return list.Build("plain words in two lists", Licence.NotStated);
    }

    static string[] Parts(string line) => [.. line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',').Select(part => part.Trim().Trim('"'))];
}
