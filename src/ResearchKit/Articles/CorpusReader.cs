using System.Globalization;

namespace ResearchKit;

/// <summary>One reading of a file or a folder: gathers articles and rejections, and decides whether the loss is allowed.</summary>
sealed class CorpusReader(ReadOptions options)
{
    const int ShownRejections = 5;

    readonly List<Article> articles = [];
    readonly List<Rejection> rejected = [];
    readonly Dictionary<string, string> places = new(StringComparer.Ordinal);
    long lost;

    /// <exception cref="InputException">The path cannot be read, or more is lost than <see cref="ReadOptions.MaxLoss"/> allows.</exception>
    public Corpus Read(string path)
    {
        if (Directory.Exists(path)) ReadFolder(path);
        else if (!File.Exists(path))
            throw new InputException($"{Show(path)} does not exist. Expected a folder, or a file ending in {ArticleFiles.Expected}.");
        else if (ArticleFiles.FormatOf(path) is null)
            throw new InputException($"{Show(path)}: '{Show(Path.GetExtension(path))}' is not the ending of an article file. Expected {ArticleFiles.Expected}, or a folder of them.");
        else if (ReadFile(ArticleFiles.Normal(path), path, "") is { } fault) throw new InputException(fault.ToString());

        var loss = lost == 0 ? 0 : lost / (double)(lost + articles.Count);
        return loss <= options.MaxLoss ? new([.. articles], [.. rejected], loss) : throw TooMuchLost(path);
    }

    void ReadFolder(string path)
    {
        var files = ArticleFiles.In(path);
        if (files.Count == 0)
            throw new InputException($"{Show(path)} holds no articles. Expected files ending in {ArticleFiles.Expected}, in it or in its subfolders; hidden ones are not read.");
        var root = ArticleFiles.Normal(path).TrimEnd('/').Length + 1;
        foreach (var (name, location, listing) in files)
        {
            var before = articles.Count;
            var fault = listing is null ? ReadFile(name, location, name[root..(name.LastIndexOf('/') + 1)]) : new(name, 0, "", listing);
            if (fault is null) continue;

            // Half a file is worse than none: its rows are withdrawn, and counted as lost so that MaxLoss sees them.
            foreach (var article in articles.Skip(before)) places.Remove(article.Id);
            lost += articles.Count - before + 1;
            articles.RemoveRange(before, articles.Count - before);
            rejected.Add(fault);
        }
    }

    /// <param name="name">The file as the user named it.</param>
    /// <param name="location">Where it is.</param>
    /// <param name="folder">Its folder below the one that is read, with a final '/': part of the id of a text file, which has no other name.</param>
    /// <returns>Why the file cannot be read to its end; null when it was.</returns>
    Rejection? ReadFile(string name, string location, string folder)
    {
        try
        {
            using var stream = File.OpenRead(location);
            if (stream.Length == 0) return new(name, 0, "", "the file is empty. Expected articles: text in a .txt, one JSON object a line in a .jsonl, a header and rows in a .csv.");
            Utf8Text.RefuseUtf16(stream);
            var any = false;
            foreach (var row in ArticleFiles.FormatOf(name)!(stream, name, options))
            {
                any = true;
                if (Reject(Named(row, name, folder), name) is not { } rejection) continue;
                lost++;
                rejected.Add(rejection);
            }
            return any ? null : new(name, 0, "", "the file holds no articles.");
        }
        catch (FileFault fault) { return new(name, fault.Line, "", fault.Message); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException) { return new(name, 0, "", $"the file cannot be read: {e.Message}"); }
    }

    static Row Named(Row row, string name, string folder) => folder.Length == 0 || row.Article is not { } article || !name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
        ? row
        : Row.At(row.Line, () => article with { Id = folder + article.Id });

    Rejection? Reject(Row row, string path)
    {
        if (row.Article is { } article) row = Row.At(row.Line, () => ArticleRules.Check(article, options.MaxCharacters));
        if (row.Article is null) return new(path, row.Line, row.Field, row.Reason);
        var place = string.Create(CultureInfo.InvariantCulture, $"{path}({row.Line})");
        if (places.TryAdd(row.Article.Id, place)) articles.Add(row.Article);
        else return new(path, row.Line, "id", $"{Untrusted.Quote(row.Article.Id)} is taken by {places[row.Article.Id]}. Expected ids that differ.");
        return null;
    }

    InputException TooMuchLost(string path)
    {
        var total = lost + articles.Count;
        var enough = Math.Ceiling(100m * lost / total) / 100;
        var shown = string.Concat(rejected.Take(ShownRejections).Select(rejection => $"\n  {rejection}"));
        var more = rejected.Count > ShownRejections ? $"\n  and {rejected.Count - ShownRejections} more" : "";
        return new(string.Create(CultureInfo.InvariantCulture,
            $"{Show(path)}: {lost} of {total} rows were rejected, more than MaxLoss {options.MaxLoss} allows:{shown}{more}\nMend them{(articles.Count == 0 ? "" : FormattableString.Invariant($", or allow the loss: --max-loss {enough} on the command line, o => o with {{ MaxLoss = {enough} }} in code"))}."));
    }

    static string Show(string path) => Untrusted.Line(ArticleFiles.Normal(path));
}
