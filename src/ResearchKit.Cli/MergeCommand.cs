using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit merge OUT.parquet SHARD…</c></summary>
static class MergeCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("OUT.parquet") { Description = "The file to make." };
        var shards = new Argument<string[]>("SHARD.parquet") { Description = "The files that ./kit score --shard i/n made, all of one run, in any order.", Arity = ArgumentArity.OneOrMore };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there." };
        var maxLoss = Shared.MaxLoss();
        var command = new Command("merge", "Bring the shards of an archive's scores together: the file has the bytes of a run without shards.\n\nExample:\n  ./kit merge scores.parquet shards/*.parquet") { file, shards, force, maxLoss };
        command.SetAction(parsed => ArchiveScores.Merge(parsed.GetValue(file)!, parsed.GetValue(shards)!, parsed.GetValue(force), parsed.GetValue(maxLoss)));
        return command;
    }
}
