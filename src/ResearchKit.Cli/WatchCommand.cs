using System.CommandLine;
using System.CommandLine.Parsing;

namespace ResearchKit.Cli;

/// <summary><c>./kit watch RULES.json</c></summary>
static class WatchCommand
{
    public static Command Create()
    {
        var rules = new Argument<string>("RULES") { Description = "Rules as JSON: src/ResearchKit.Watch/README.md has their fields." };
        var folders = new Option<string[]>("--folder") { Description = "Watch a folder for article files (.jsonl as it grows, .txt and .csv as a whole). May be given again.", HelpName = "DIR" };
        var onlyNew = new Option<bool>("--new") { Description = "With --folder: pass over what lies there at the first start." };
        var stdin = new Option<bool>("--stdin") { Description = "Read articles as JSON Lines from the standard input." };
        var feeds = new Option<string[]>("--feed") { Description = "Poll an address for RSS, Atom, JSON Lines or a JSON array of articles. May be given again.", HelpName = "URL" };
        var every = new Option<string>("--every") { Description = "How often an address is asked.", DefaultValueFactory = _ => "60s", HelpName = "TIME" };
        var state = new Option<string?>("--state") { Description = "The folder of the journal, by which a restart loses and repeats nothing. Default: RULES.json.state.", HelpName = "DIR" };
        var outFile = new Option<string?>("--out") { Description = "Add each alert as a line of JSON to this file, once whatever happens; with --replay to a new one.", HelpName = "FILE.jsonl" };
        var webhook = new Option<string?>("--webhook") { Description = "Post each alert to this address.", HelpName = "URL" };
        var secret = new Option<string?>("--secret") { Description = "Sign what is posted with the secret in this file: base64, or a text behind text:.", HelpName = "FILE" };
        var letters = new Option<string?>("--dead-letters") { Description = "Where alerts go that could not be told. Default: dead-letters.jsonl in the journal's folder.", HelpName = "FILE.jsonl" };
        var page = new Option<string?>("--page") { Description = "Show alerts live on a page of this machine: a port, or ADDRESS:PORT with --token.", HelpName = "PORT" };
        var token = new Option<string?>("--token") { Description = "Who opens the page has to know the token in this file.", HelpName = "FILE" };
        var receipts = new Option<string?>("--receipts") { Description = "Write the receipt of each article that raises an alert into this folder.", HelpName = "DIR" };
        var replay = new Option<string[]>("--replay") { Description = "Try the rules on history instead: articles in files or folders, each at the time when it was available; - for JSON Lines on the standard input.", HelpName = "PATH" };
        var progress = new Option<string?>("--progress") { Description = "With --replay: say after so much of history how far it is, how long alerts took, and the memory.", HelpName = "TIME" };
        var speed = new Option<string>("--speed") { Description = "With --replay: so many times as fast as it was, such as 100x, or max.", DefaultValueFactory = _ => "max", HelpName = "N" };
        var check = new Option<bool>("--check") { Description = "Read the rules, say what is odd about them, and end: exit code 1 when something is." };
        var quiet = new Option<bool>("--quiet") { Description = "Print no alerts." };
        var json = Shared.Json();
        var maxLoss = Shared.MaxLoss();
        var (method, lexicon, map, companies, themes) = (Shared.Method(), Shared.Lexicon(), Shared.MapFile(), Shared.Companies(), Shared.Themes());
        var command = new Command("watch", "Alerts over a stream of articles, each with its explanation and receipt.\n\nExamples:\n  ./kit watch data/watch/rules.json --replay data/articles\n  ./kit watch my-rules.json --folder news --page 8080\n  ./kit watch my-rules.json --feed https://example.com/rss --out alerts.jsonl --webhook https://example.com/hook --secret hook.secret\n  tail -f news.jsonl | ./kit watch my-rules.json --stdin --json") { rules, folders, onlyNew, stdin, feeds, every, state, outFile, webhook, secret, letters, page, token, receipts, replay, speed, progress, check, quiet, method, lexicon, map, companies, themes, json, maxLoss };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(rules)!;
            var read = AlertRules.Read(path);
            var words = Shared.ReadLexicon(parsed, lexicon);
            var scorer = Shared.Mapped(parsed, map, words.Scorer(Rules(parsed.GetValue(method)!)));
            Watcher Watcher() => read.Watch(scorer, read.Any(rule => rule.NeedsCompanies) ? Shared.ReadCompanies(parsed, companies) : null, read.Any(rule => rule.NeedsThemes) ? Shared.ReadThemes(parsed, themes) : null);
            var watcher = Watcher();
            foreach (var remark in read.Remarks) Console.Error.WriteLine(Untrusted.Line($"{path}: {remark}"));
            if (parsed.GetValue(check))
            {
                Console.WriteLine(Untrusted.Line($"{path}: {read}{(read.Remarks.IsEmpty ? ", nothing odd about them" : "")}"));
                return ExitCode.Done + (read.Remarks.IsEmpty ? 0 : ExitCode.No);
            }
            var folder = parsed.GetValue(receipts);
            if (folder is not null) ReceiptFiles.Check(folder);
            var out1 = parsed.GetValue(outFile);
            Option[] live = [folders, onlyNew, stdin, feeds, every, state, webhook, secret, letters, page, token];
            bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };
            if (parsed.GetValue(replay) is { Length: > 0 } history)
            {
                if (live.FirstOrDefault(Given) is { } misplaced) throw new InputException($"{misplaced.Name} is of a stream, and --replay of history. Leave one of them out.");
                var step = parsed.GetValue(progress) is { } time ? Durations.Parse(time) ?? throw new InputException($"--progress is {Untrusted.Quote(time)}. Expected {Durations.Form}.") : (TimeSpan?)null;
                return new WatchReplay(watcher, read, new(Speed(parsed.GetValue(speed)!), out1, folder, parsed.GetValue(json), parsed.GetValue(quiet), step)).Run(new(history, parsed.GetValue(maxLoss), line => Console.Error.WriteLine(Untrusted.Line(line))));
            }
            (Option Option, Option Of)[] partners = [(speed, replay), (progress, replay), (maxLoss, replay), (onlyNew, folders), (every, feeds), (secret, webhook), (token, page)];
            foreach (var (option, of) in partners)
                if (Given(option) && !Given(of)) throw new InputException($"{option.Name} is of {of.Name}. Add {of.Name} {of.HelpName}, or leave it out.");
            var interval = Durations.Parse(parsed.GetValue(every)!) is { TotalSeconds: >= 1 } given ? given : throw new InputException($"--every is {Untrusted.Quote(parsed.GetValue(every)!)}. Expected {Durations.Form}, at least 1s.");
            var wishes = new WatchWishes(parsed.GetValue(folders) ?? [], parsed.GetValue(onlyNew), parsed.GetValue(stdin), [.. (parsed.GetValue(feeds) ?? []).Select(url => Address(url, "--feed"))], interval, parsed.GetValue(state) ?? path + ".state", out1,
                parsed.GetValue(webhook) is { } hook ? Address(hook, "--webhook") : null, parsed.GetValue(secret), parsed.GetValue(letters), parsed.GetValue(page), parsed.GetValue(token), folder, parsed.GetValue(json), parsed.GetValue(quiet));
            if (wishes is { Folders: [], Stdin: false, Feeds: [] }) throw new InputException("There is nothing to watch. Expected --folder DIR, --stdin, --feed URL, or --replay PATH for history.");
            if (wishes.Feeds.Length > 0)
                foreach (var remark in read.Remarks(interval)) Console.Error.WriteLine(Untrusted.Line($"{path}: {remark}"));
            try { return WatchLive.Run(watcher, read, wishes).GetAwaiter().GetResult(); }
            catch (InputException e) when (RunLock.IsHeld(e.InnerException))
            {
                Console.Error.WriteLine(Untrusted.Line(e.Message));
                return ExitCode.Busy;
            }
        });
        return command;
    }

    /// <summary>Methods whose alerts can be verified by a lexicon, of articles that come one by one.</summary>
    static Method Rules(string name)
    {
        if (Methods.ModelOf(name) is not null) throw new InputException($"--method {Untrusted.Line(name)} is a model or an ensemble, and cannot be watched: an alert carries a receipt by which anybody can verify it from a lexicon, and has values of companies and themes, and these have neither. What was watched can be scored by it: ./kit score. Expected rules, one of: {string.Join(", ", Method.All.Where(method => !method.NeedsReference).Take(8).Select(method => method.Name))}…");
        var method = Methods.Rules(name);
        return method.NeedsReference ? throw new InputException($"{method.Name} counts words in all articles before it scores one, and these come one by one. Expected another method.") : method;
    }

    static double Speed(string text) => text == "max" ? double.PositiveInfinity
        : text.EndsWith('x') && double.TryParse(text[..^1], System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var times) && times > 0 ? times
        : throw new InputException($"--speed is {Untrusted.Quote(text)}. Expected a number with x behind it such as 100x, or max.");

    static Uri Address(string url, string option) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new InputException($"{option} {(address is null ? Untrusted.Quote(url) : $"'{PolledAnswer.Shown(address)}'")} is no address. Expected one that begins with https:// or http://.");
}

/// <summary>What a command line wants of a watch.</summary>
sealed record WatchWishes(string[] Folders, bool OnlyNew, bool Stdin, Uri[] Feeds, TimeSpan Every, string State, string? Out, Uri? Webhook, string? Secret, string? DeadLetters, string? Page, string? Token, string? Receipts, bool Json, bool Quiet);
