using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon draft FILE.csv</c></summary>
static class DraftCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("FILE.csv") { Description = "The draft. It is made when it is missing, and changed when there are edits." };
        var parent = new Option<string?>("--parent") { Description = "What a new draft is made on: a version, an alias, a file. Default: champion.", HelpName = "REF" };
        var by = new Option<string?>("--by") { Description = "Who makes the edits.", HelpName = "NAME" };
        var because = new Option<string?>("--because") { Description = "Why.", HelpName = "TEXT" };
        var source = new Option<string>("--source") { Description = "What the edits rest on.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var add = Many("--add", "A new term with its valence, and its role if it is no polarity term: 'capacity crunch=-0.5', 'hardly=negator:-0.6'.", "TERM=[ROLE:]V");
        var remove = Many("--remove", "A term to take out.", "TERM");
        var reweigh = Many("--reweigh", "Another valence for a term.", "TERM=V");
        var move = Many("--move", "Another role for a term: 'may=deamplifier:-0.2'.", "TERM=ROLE:V");
        var guard = Many("--guard", "A phrase in which words carry nothing: 'record label'.", "PHRASE");
        var copied = new Option<string?>("--copy") { Description = "Take what a changed copy of the lexicon has otherwise.", HelpName = "FILE.csv" };
        var join = Many("--join", "Another draft on the same parent, whose edits are made as well.", "DRAFT.csv");
        var read = Many("--read", "Articles or labels that you read while writing, as far as --from, --until and --where go: the draft is not judged on them.", "PATH");
        var window = new LabelOptions();
        var onto = new Option<string?>("--onto") { Description = "Make the same edits on another parent: champion.", HelpName = "REF" };
        var registry = RegistryCommands.Registry();
        var json = Shared.Json();
        var command = new Command("draft", "Start, change, move or show a draft: edits to a lexicon, each with who, when, why and on what it rests.\n\nExamples:\n  ./kit lexicon draft mine.csv --by ada --because 'supply cannot follow' --add 'capacity crunch=-0.5'\n  ./kit lexicon draft mine.csv --by ada --because 'a music company' --guard 'record label'\n  ./kit lexicon draft mine.csv --by ada --read data/labels/sectors.csv --until 2026-01-01\n  ./kit lexicon draft mine.csv --onto champion\n  ./kit lexicon draft mine.csv")
        { path, parent, by, because, source, add, remove, reweigh, move, guard, copied, join, read, onto, registry, json };
        window.AddWindowTo(command);
        command.SetAction(parsed =>
        {
            var (file, lexicons) = (parsed.GetValue(path)!, new Lexicons(parsed.GetValue(registry)));
            if (!file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) throw new InputException($"{Untrusted.Line(file)}: is not the name of a draft. Expected one ending in .csv.");
            if (File.Exists(file) && !DraftFile.Is(file)) throw new InputException($"{Untrusted.Line(file)}: is there and is no draft. Expected another name; to make a draft of a changed lexicon: ./kit lexicon draft NEW.csv --copy {Untrusted.Line(file)} --by NAME.");
            var edits = new List<(EditKind Kind, string Text)>();
            foreach (var (kind, option) in new[] { (EditKind.Remove, remove), (EditKind.Add, add), (EditKind.Reweigh, reweigh), (EditKind.Move, move), (EditKind.Guard, guard) })
                edits.AddRange(parsed.GetValue(option)!.Select(text => (kind, text)));
            var changes = edits.Count > 0 || parsed.GetValue(copied) is not null || parsed.GetValue(read)!.Length + parsed.GetValue(join)!.Length > 0;
            if (window.Any(parsed) && parsed.GetValue(read)!.Length == 0) throw new InputException("--from, --until and --where say what of --read was read. Add --read PATH, or leave them out.");
            if (changes && parsed.GetValue(by) is null) throw new InputException("--by is missing. Expected who makes the edits: --by NAME.");
            if (edits.Count > 0 && parsed.GetValue(because) is null) throw new InputException("--because is missing. Expected why: a line is enough.");
            if (File.Exists(file) && parsed.GetValue(parent) is not null) throw new InputException($"{Untrusted.Line(file)}: is there already, with a parent of its own. To move it: --onto REF.");
            if (!File.Exists(file) && !changes) throw new InputException($"{Untrusted.Line(file)}: no such file. Expected a draft, or edits to start one with: --by NAME --because TEXT --add TERM=V.");
            var draft = File.Exists(file) ? parsed.GetValue(onto) is { } other ? lexicons.Moved(file, other) : lexicons.Draft(file, null) : lexicons.New(parsed.GetValue(parent) ?? "champion", parsed.GetValue(by)!);
            var before = draft.Edits.Length;
            if (changes) draft = draft.WrittenBy(parsed.GetValue(by)!, lexicons.Today);
            foreach (var texts in parsed.GetValue(read)!) draft = draft.Knowing(LearnedOn.Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(texts)), window.Read(parsed, [texts])));
            draft = parsed.GetValue(join)!.Aggregate(draft, (made, other) => made.Joining(lexicons.Draft(other, null)));
            if (parsed.GetValue(copied) is { } copy) draft = draft.Taking(Shared.ReadLexicon(copy), parsed.GetValue(because));
            draft = edits.Aggregate(draft, (made, edit) => made.With(Edit(edit.Kind, edit.Text, made, parsed.GetValue(because)!, parsed.GetValue(source)!)));
            if (changes || parsed.GetValue(onto) is not null) draft.Write(file);
            if (parsed.GetValue(json)) PrintJson(draft);
            else Print(draft, changes ? draft.Edits[before..] : draft.Edits);
            if (changes || parsed.GetValue(onto) is not null) Console.Error.WriteLine(Untrusted.Line($"wrote {file}"));
            return ExitCode.Done;
        });
        return command;
    }

    static Option<string[]> Many(string name, string description, string help) => new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => [] };

    /// <summary>An edit as an option says it: <c>TERM</c>, <c>TERM=V</c> or <c>TERM=ROLE:V</c>.</summary>
    static EntryEdit Edit(EditKind kind, string text, LexiconDraft draft, string because, string source)
    {
        if (kind is EditKind.Remove or EditKind.Guard) return new(kind, text, null, null, because, draft.By, draft.On, source);
        var option = $"--{kind.ToString().ToLowerInvariant()}";
        var equals = text.LastIndexOf('=');
        var (term, weight) = equals > 0 ? (text[..equals], text[(equals + 1)..]) : throw new InputException($"{option} {Untrusted.Quote(text)}: has no valence. Expected TERM=V, such as 'capacity crunch=-0.5'.");
        var colon = weight.IndexOf(':', StringComparison.Ordinal);
        Role? role = colon < 0 ? null : LexiconFile.Find(weight[..colon].Trim()) ?? throw new InputException($"{option} {Untrusted.Quote(text)}: role {Untrusted.Quote(weight[..colon])} is not known. Available: {LexiconFile.Available}.");
        return double.TryParse(weight[(colon + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var valence) ? new(kind, term, role, valence, because, draft.By, draft.On, source)
            : throw new InputException($"{option} {Untrusted.Quote(text)}: {Untrusted.Quote(weight[(colon + 1)..])} is not a number. Expected -1 to 1, with '.' as decimal point.");
    }

    /// <summary>The draft, some of its edits, and which entries those overlap with.</summary>
    static void Print(LexiconDraft draft, IReadOnlyList<EntryEdit> shown)
    {
        Console.WriteLine(draft);
        foreach (var edit in shown) Console.WriteLine($"  {edit}");
        var terms = shown.Select(edit => CompiledLexicon.Canonical(edit.Term)).ToHashSet(StringComparer.Ordinal);
        foreach (var overlap in draft.Diff().Overlaps.Where(overlap => terms.Contains(CompiledLexicon.Canonical(overlap.Shorter.Term)) || terms.Contains(CompiledLexicon.Canonical(overlap.Longer.Term)))) Console.WriteLine($"  note: {overlap}");
    }

    static void PrintJson(LexiconDraft draft)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteString("parent", draft.Parent.Reference);
            json.WriteString("parentHash", draft.Parent.Hash);
            json.WriteString("hash", draft.Lexicon.Hash);
            json.WriteNumber("entries", draft.Lexicon.Entries.Length);
            json.WriteStartArray("learnedOn");
            foreach (var texts in draft.Learned) json.WriteStringValue(texts.ToString());
            json.WriteEndArray();
            json.WriteStartArray("edits");
            foreach (var edit in draft.Edits)
            {
                json.WriteStartObject();
                json.WriteString("edit", EntryEdit.Word(edit.Kind));
                json.WriteString("term", edit.Term);
                json.WriteString("role", edit.Role is { } role ? LexiconFile.Word(role) : null);
                if (edit.Valence is { } valence) json.WriteNumber("valence", valence); else json.WriteNull("valence");
                json.WriteString("why", edit.Why);
                json.WriteString("by", edit.By);
                json.WriteString("date", LexiconFile.Day(edit.On));
                json.WriteString("source", edit.Source);
                if (edit.Evidence is { } count) json.WriteNumber("evidence", count); else json.WriteNull("evidence");
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }
}
