using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit store</c>: scores of many runs in one file, to be asked by SQL.</summary>
static class StoreCommand
{
    public static Command Create() => new("store", "Keep the scores of many runs in one DuckDB file, and ask it by SQL.") { Append(), Query() };

    static Command Append()
    {
        var store = new Argument<string>("STORE") { Description = "The file, such as scores.duckdb; made when it is not there." };
        var scores = new Argument<string[]>("SCORES.parquet") { Description = "Files that ./kit score ARCHIVE --out or ./kit merge made.", Arity = ArgumentArity.OneOrMore };
        var at = new Option<DateTimeOffset?>("--at") { Description = "When they were scored, such as 2026-11-26T18:00:00Z. Default: now.", CustomParser = result => Shared.Moment(result, null), HelpName = "INSTANT" };
        var command = new Command("append", "Add the scores of archives. What is there already is left as it is: the same text by the same method, lexicon and map.\n\nExample:\n  ./kit store append scores.duckdb scores.parquet") { store, scores, at };
        command.SetAction(parsed => StoreRun.Append(parsed.GetValue(store)!, parsed.GetValue(scores)!, RegistryCommands.Time(parsed, at)));
        return command;
    }

    static Command Query()
    {
        var store = new Argument<string>("STORE") { Description = "The file." };
        var sql = new Argument<string>("SQL") { Description = "A question to the views scores, tickers, themes and scorers, or to as_of(instant). It can change nothing." };
        var file = new Option<string?>("--out") { Description = "Write the rows to this CSV.", HelpName = "FILE.csv" };
        var json = new Option<bool>("--json") { Description = "For programs: one JSON object a line, numbers in full precision." };
        var command = new Command("query", "Ask by SQL.\n\nExample:\n  ./kit store query scores.duckdb \"SELECT lexicon, count(*), avg(value) FROM scores GROUP BY lexicon\"") { store, sql, file, json };
        command.SetAction(parsed => StoreRun.Query(parsed.GetValue(store)!, parsed.GetValue(sql)!, parsed.GetValue(file), parsed.GetValue(json)));
        return command;
    }
}
