using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Cli;

/// <summary>A run on a cluster: its folder beside the output, which every node sees, and what was submitted for it.</summary>
/// <param name="Output">The file that the shards are merged into, from the root.</param>
/// <param name="Tasks">Into how many shards the archive is cut.</param>
/// <param name="ByFiles">Whether these are of whole files.</param>
/// <param name="Bytes">How many bytes of the archive each reads.</param>
/// <param name="Command">What is scored and how, as the tasks are told: a run is gone on with by the same.</param>
/// <param name="Submissions">What was submitted, the last one last.</param>
sealed record ClusterRun(string Output, int Tasks, bool ByFiles, IReadOnlyList<long> Bytes, IReadOnlyList<string> Command, IReadOnlyList<Submission> Submissions)
{
    const string Record = "run.json";

    public const string ArrayScript = "score.sbatch", MergeScript = "merge.sbatch";

    public string Folder => FolderOf(Output);

    /// <summary>The folder of the run that makes a file.</summary>
    public static string FolderOf(string output) => Path.GetFullPath(output) + ".cluster";

    public string Shard(int shard) => Path.Combine(Folder, "shards", $"{Name(shard)}.parquet");

    public string Journal(int shard) => Path.Combine(Folder, "tasks", Name(shard));

    public string MergeJournal => Path.Combine(Folder, "tasks", "merge");

    public string Log(int shard) => Path.Combine(Folder, "logs", $"{Name(shard)}.log");

    public string MergeLog => Path.Combine(Folder, "logs", "merge.log");

    /// <summary>The shards whose scores are not there yet.</summary>
    public IReadOnlyList<int> Missing => File.Exists(Output) ? [] : [.. Enumerable.Range(1, Tasks).Where(shard => !File.Exists(Shard(shard)))];

    /// <summary>Reads a run.</summary>
    /// <param name="named">The file that it makes, or its folder.</param>
    /// <exception cref="InputException">There is none, or its record is damaged.</exception>
    public static ClusterRun Read(string named)
    {
        var folder = Directory.Exists(named) ? Path.GetFullPath(Path.TrimEndingDirectorySeparator(named)) : FolderOf(named);
        var file = Path.Combine(folder, Record);
        if (!File.Exists(file)) throw new InputException($"{Untrusted.Line(named)}: no run was submitted for it. Expected the --out of ./kit cluster score, or the folder {Untrusted.Line(Path.GetFileName(folder))} beside it.");
        try
        {
            var json = JsonNode.Parse(Files.ReadText(file, "the record of a run"))!;
            return new(folder[..^".cluster".Length], (int)json["tasks"]!, (bool)json["byFiles"]!, [.. json["bytes"]!.AsArray().Select(bytes => (long)bytes!)], [.. json["command"]!.AsArray().Select(word => (string)word!)],
                [.. json["submissions"]!.AsArray().Select(made => new Submission((string)made!["shards"]!, (string?)made["array"] is { Length: > 0 } array ? array : null, (string?)made["merge"], DateTimeOffset.Parse((string)made["at"]!, CultureInfo.InvariantCulture)))]);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new InputException($"{Untrusted.Line(file)}: is not the record of a run: {Untrusted.Line(e.Message)} Expected it as ./kit cluster score wrote it; to begin anew, remove {Untrusted.Line(folder)}.", e);
        }
    }

    public void Write() => Files.WriteText(Path.Combine(Folder, Record), writer => writer.WriteLine(new JsonObject
    {
        ["tasks"] = Tasks,
        ["byFiles"] = ByFiles,
        ["bytes"] = new JsonArray([.. Bytes.Select(bytes => (JsonNode)bytes)]),
        ["command"] = new JsonArray([.. Command.Select(word => (JsonNode)word)]),
        ["submissions"] = new JsonArray([.. Submissions.Select(made => (JsonNode)new JsonObject { ["shards"] = made.Shards, ["array"] = made.Array, ["merge"] = made.Merge, ["at"] = made.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) })]),
    }.ToJsonString()));

    /// <summary>Shards as Slurm writes a list of them: <c>1-4,7</c>.</summary>
    public static string List(IReadOnlyList<int> shards)
    {
        var parts = new List<string>();
        for (var i = 0; i < shards.Count; i++)
        {
            var first = shards[i];
            while (i + 1 < shards.Count && shards[i + 1] == shards[i] + 1) i++;
            parts.Add(first == shards[i] ? Number(first) : $"{Number(first)}-{Number(shards[i])}");
        }
        return string.Join(',', parts);
    }

    static string Name(int shard) => shard.ToString("00000", CultureInfo.InvariantCulture);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An array and its merge, as they were submitted.</summary>
/// <param name="Shards">The shards of the array, as Slurm writes a list of them.</param>
/// <param name="Array">The number of the array; null when all shards were there, and only their merge was submitted.</param>
/// <param name="Merge">The number of the job that merges; null when it was not submitted any more.</param>
/// <param name="At">When.</param>
sealed record Submission(string Shards, string? Array, string? Merge, DateTimeOffset At)
{
    public IEnumerable<string> Jobs => new[] { Array, Merge }.OfType<string>();
}
