using System.CommandLine;
using System.CommandLine.Parsing;

namespace ResearchKit.Cli;

/// <summary>Labels, and which part of them: options of the commands that learn or judge.</summary>
sealed class LabelOptions
{
    readonly Option<string?> labels = new("--labels") { Description = "A labelled set: a file, or a folder that is read as one set.", HelpName = "FILE|FOLDER" };
    readonly Option<DateTimeOffset?> from = Moment("--from", "Only texts available from this day or instant on, UTC.");
    readonly Option<DateTimeOffset?> until = Moment("--until", "Only texts available before this day or instant.");
    readonly Option<string[]> where = new("--where") { Description = "Only texts whose field has a value: split=unseen.", HelpName = "FIELD=VALUE", DefaultValueFactory = _ => [] };
    readonly Option<double> maxLoss = Shared.MaxLoss();

    public void AddTo(Command command)
    {
        command.Add(labels);
        AddWindowTo(command);
    }

    /// <summary>Only which part is meant, for commands that name articles otherwise.</summary>
    public void AddWindowTo(Command command)
    {
        foreach (var option in (Option[])[from, until, where, maxLoss]) command.Add(option);
    }

    /// <summary>Whether a part was asked for.</summary>
    public bool Any(ParseResult parsed) => (parsed.GetValue(from) ?? parsed.GetValue(until)) is not null || parsed.GetValue(where)!.Length > 0;

    public string? Path(ParseResult parsed) => parsed.GetValue(labels);

    public Labels Read(ParseResult parsed)
    {
        var path = parsed.GetValue(labels) ?? throw new InputException("--labels is missing. Expected a labelled set: a file or a folder.");
        var set = Labels.Read(path, o => o with { MaxLoss = parsed.GetValue(maxLoss) });
        return Chosen(parsed, set.Select(item => item.Article), set.Name) is { } chosen ? set.Part(item => chosen(item.Article)) : set;
    }

    public Corpus Read(ParseResult parsed, IEnumerable<string> articles)
    {
        var corpus = Shared.ReadCorpus(articles, parsed.GetValue(maxLoss));
        if (Chosen(parsed, corpus, "the articles") is not { } chosen) return corpus;
        var some = Corpus.Of(corpus.Where(chosen));
        return some.Count > 0 ? some : throw new InputException($"None of {corpus.Count} articles is chosen by --from, --until and --where. Expected at least one.");
    }

    /// <summary>Which articles are wanted; null when all are.</summary>
    Func<Article, bool>? Chosen(ParseResult parsed, IEnumerable<Article> all, string name)
    {
        var (first, last, fields) = (parsed.GetValue(from), parsed.GetValue(until), parsed.GetValue(where)!.Select(Field).ToList());
        if (first is null && last is null && fields.Count == 0) return null;
        if ((first ?? last) is not null && all.FirstOrDefault(article => article.AvailableAt is null) is { } timeless)
            throw new InputException($"{Untrusted.Line(name)}: {Untrusted.Quote(timeless.Id)} has no publishedAt. Expected a time for each text with --from and --until.");
        foreach (var (field, _) in fields)
            if (!all.Any(article => JudgingOptions.Field(field, article) is not null))
                throw new InputException($"--where: no text has the field {Untrusted.Quote(field)}. Available: {string.Join(", ", all.SelectMany(article => article.Fields.Keys).Distinct().Take(20).Select(known => Untrusted.Show(known)).Prepend("source"))}.");
        return article => !(article.AvailableAt < first) && !(article.AvailableAt >= last) && fields.All(field => JudgingOptions.Field(field.Name, article) == field.Value);
    }

    static (string Name, string Value) Field(string text) => text.Split('=', 2) is [{ Length: > 0 } name, var value] ? (name, value)
        : throw new InputException($"--where is {Untrusted.Quote(text)}. Expected FIELD=VALUE, such as split=unseen.");

    static Option<DateTimeOffset?> Moment(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = result => Shared.Moment(result, TimeOnly.MinValue),
    };
}
