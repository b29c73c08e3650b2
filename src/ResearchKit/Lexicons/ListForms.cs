using System.Collections.Frozen;
using System.Globalization;
using CsvHelper;

namespace ResearchKit;

/// <summary>The published forms of word lists: which one a file has, and how it is read.</summary>
static class ListForms
{
    /// <summary>A list may begin with a page about itself, as an edition of the NRC lexicon does.</summary>
    const int LinesLookedAt = 100;

    const string Expected = $"a lexicon: CSV with the columns {LexiconFile.Columns}";

    /// <summary>As a user names them.</summary>
    public static string Names { get; } = string.Join(", ", Enum.GetNames<ListForm>().Select(name => name.ToLowerInvariant()));

    /// <param name="path">A file, or a folder of plain words.</param>
    /// <param name="options">How.</param>
    /// <param name="emoji">Code points in words, of VADER's form; null for others.</param>
    public static WordList Read(string path, ImportOptions options, out FrozenDictionary<int, string>? emoji)
    {
        emoji = null;
        if (Directory.Exists(path) && options.Form is null or ListForm.Words) return Dated(ListForm.Words) ?? PlainWords.ReadFolder(path, options);
        var text = Files.ReadText(path, Expected);
        var form = options.Form ?? (VaderLexiconFile.IsOne(path) ? ListForm.Vader : Recognised(text));
        if (form == ListForm.Vader) emoji = VaderLexiconFile.ReadEmoji(path);
        return Dated(form) ?? form switch
        {
            ListForm.Vader => new(VaderLexiconFile.Read(path), [], "VADER's lexicon, valence a quarter of the mean", Licence.Mit),
            ListForm.LoughranMcDonald => MasterDictionary.Read(path, text, options),
            ListForm.Words => PlainWords.Read(path, text, options),
            ListForm.Nrc => Nrc(path, text, options),
            ListForm.Afinn => Afinn(path, text, options),
            ListForm.Kit => LexiconFile.Read(path, text),
            _ => throw new InputException($"{path}: form {form} is not known. Available: {Names}."),
        };

        WordList? Dated(ListForm dated) => options.AsOf is { } day && dated != ListForm.LoughranMcDonald
            ? throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{path}: AsOf {day:yyyy-MM-dd} cannot be honoured: the form {dated.ToString().ToLowerInvariant()} has no years. Leave it out, or read a list in the form loughranmcdonald."))
            : null;
    }

    /// <summary>The lines of a list without blank ones and comments (<c>;</c> or <c>#</c>), each with its number.</summary>
    public static IEnumerable<(string Text, int Number)> Lines(string text) =>
        Split(text).Select((line, i) => (Text: line.Trim(), i + 1)).Where(line => line.Text.Length > 0 && line.Text[0] is not (';' or '#'));

    /// <summary>As they are asked for: of a long list the first lines tell its form.</summary>
    static IEnumerable<string> Split(string text)
    {
        for (int from = 0, to; from <= text.Length; from = to + (to + 1 < text.Length && text[to] == '\r' && text[to + 1] == '\n' ? 2 : 1))
        {
            to = text.AsSpan(from).IndexOfAny("\r\n\f\u0085\u2028\u2029") is >= 0 and var length ? from + length : text.Length;
            yield return text[from..to];
        }
    }

    static ListForm Recognised(string text)
    {
        var lines = Lines(text).Take(LinesLookedAt).Select(line => line.Text).ToList();
        if (lines.Count > 0 && LexiconFile.Has(lines[0])) return ListForm.Kit;
        if (lines.Count > 0 && MasterDictionary.Has(lines[0])) return ListForm.LoughranMcDonald;
        if (lines.Any(line => NrcRow(line) is not null)) return ListForm.Nrc;
        if (lines.Take(2).Any(line => AfinnRow(line) is not null)) return ListForm.Afinn;
        return lines.Take(2).Any(line => PlainWords.Row(line) is not null) ? ListForm.Words : ListForm.Kit;
    }

    static WordList Nrc(string path, string text, ImportOptions options)
    {
        const string Form = "word, category, and 0 or 1, parted by tabs";
        var (list, ignored, any) = (new WordListBuilder(path, options.MaxLoss), new SortedSet<string>(StringComparer.Ordinal), false);
        foreach (var (line, number) in Lines(text))
        {
            if (NrcRow(line) is not var (word, category, flag))
            {
                // A page about the list may stand before it; a line with a tab is meant as a row.
                if (!any && !line.Contains('\t', StringComparison.Ordinal)) continue;
                throw new InputException($"{path}({number}): {Untrusted.Quote(line)} is no row. Expected {Form}.");
            }
            any = true;
            if (category is not ("positive" or "negative")) ignored.Add(category);
            else if (flag) list.Add(word, category == "positive" ? options.Valence : -options.Valence, $"NRC {category}", path, number);
        }
        if (!any) throw new InputException($"{path}: no row was found in it. Expected {Form}.");
        return list.Build($"NRC emotion lexicon; {(ignored.Count > 0 ? $"categories not read: {Untrusted.Show(string.Join(", ", ignored), 200)}" : "all categories read")}", Licence.Nrc);
    }

    static WordList Afinn(string path, string text, ImportOptions options)
    {
        var list = new WordListBuilder(path, options.MaxLoss);
        foreach (var (line, number) in Lines(text))
        {
            if (AfinnRow(line) is not var (term, value)) throw new InputException($"{path}({number}): {Untrusted.Quote(line)} is no row. Expected a term, a tab, and a whole number from -5 to 5.");
            list.Add(term, value / 5.0, FormattableString.Invariant($"AFINN {value:+0;-0;0}"), path, number);
        }
        return list.Build("AFINN, valence a fifth of the number", Licence.Odbl);
    }

    static (string Word, string Category, bool Flag)? NrcRow(string line) =>
        line.Split('\t', StringSplitOptions.TrimEntries) is [var word, { Length: > 0 } category, "0" or "1"] parts ? (word, category.ToLowerInvariant(), parts[2] == "1") : null;

    static (string Term, int Value)? AfinnRow(string line) => line.Split('\t', StringSplitOptions.TrimEntries) is [var term, var number]
        && int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value is >= -5 and <= 5 ? (term, value) : null;
}
