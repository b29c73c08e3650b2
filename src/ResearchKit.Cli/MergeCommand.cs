using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit merge OUT.parquet SHARD…</c></summary>
static class MergeCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("OUT.parquet") { Description = "The file to make." };
        var shards = new Argument<string[]>("SHARD.parquet") { Description = "The files that ./kit score --shard i/n made, all of one run, in any order. A folder stands for those in it, a pattern in quotes for those that fit it, and @LIST for those that a file names, one a line: more than a shell can hand over.", Arity = ArgumentArity.OneOrMore };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there." };
        var maxLoss = Shared.MaxLoss();
        var command = new Command("merge", "Bring the shards of an archive's scores together: the file has the bytes of a run without shards.\n\nExamples:\n  ./kit merge scores.parquet shards/*.parquet\n  ./kit merge scores.parquet shards\n  ./kit merge scores.parquet @shards.txt") { file, shards, force, maxLoss };
        command.SetAction(parsed => ArchiveScores.Merge(parsed.GetValue(file)!, parsed.GetValue(shards)!.SelectMany(Named), parsed.GetValue(force), parsed.GetValue(maxLoss)));
        return command;
    }

    /// <summary>What a word names: itself, unless it is a list.</summary>
    /// <exception cref="InputException">There is no such list, or what a line of it names is not there.</exception>
    static IEnumerable<string> Named(string word)
    {
        if (!word.StartsWith('@') || Path.Exists(word)) return [word];
        var list = word[1..];
        var lines = Files.ReadText(list, "a list of shards, a path a line").ReplaceLineEndings("\n").Split('\n').Index().Where(line => line.Item.Length > 0).ToList();
        if (lines.Count == 0) throw new InputException($"{Untrusted.Line(list)}: names no shards. Expected a path a line.");
        return lines.Select(line => Path.Exists(line.Item) ? line.Item : throw new InputException(FormattableString.Invariant($"{Untrusted.Line(list)}({line.Index + 1}): {Untrusted.Line(line.Item)}: no such file. Expected a shard, as ./kit score --shard i/n makes it, by its path from the folder in which the command is given.")));
    }
}
