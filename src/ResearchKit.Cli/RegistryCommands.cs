using System.CommandLine;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary>What the commands on the registry share.</summary>
static class RegistryCommands
{
    public static IEnumerable<Command> All() => [RegistryPromoteCommand.Create(), RegistryRollbackCommand.Create(), RegistryHistoryCommand.Create(), RegistryChampionCommand.Create(), RegistryVerifyCommand.Create()];

    public static Option<string?> Registry() => new("--registry") { Description = $"The folder of versions. Default: {Home.Registry}.", HelpName = "DIR" };

    public static Argument<string> Name() => new("NAME") { Description = "The lexicon. Default: finance.", DefaultValueFactory = _ => RegistryNames.Default };

    public static Option<string> By() => new("--by") { Description = "Who asks for it. Recorded as given.", Required = true, HelpName = "NAME" };

    public static Option<string?> ApprovedBy() => new("--approved-by") { Description = "Who approves it: somebody else. Recorded as given.", HelpName = "NAME" };

    public static Option<string> Because() => new("--because") { Description = "Why, in a line.", Required = true, HelpName = "TEXT" };

    public static Option<DateTimeOffset?> At() => new("--at") { Description = "The time to record, such as 2026-11-26T18:00:00Z; never before the last event. Default: now.", CustomParser = result => Shared.Moment(result, null), HelpName = "INSTANT" };

    public static Option<DateTimeOffset?> AsOf() => new("--as-of") { Description = "As of a day, 2026-11-26 (its end, in UTC), or of an instant, 2026-11-26T18:00:00Z. Default: now.", CustomParser = result => Shared.Moment(result, TimeOnly.MaxValue), HelpName = "DATE|INSTANT" };

    public static Registry Open(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } folder ? ResearchKit.Registry.Open(folder) : ResearchKit.Registry.Open(Where(parsed, option), Home.Registry);

    /// <summary>Where the registry is.</summary>
    public static string Where(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) ?? Path.Combine(Home.Root, Home.Registry);

    /// <summary>The time to record: the one place where the clock is read.</summary>
    public static DateTimeOffset Time(ParseResult parsed, Option<DateTimeOffset?> option) => parsed.GetValue(option) switch
    {
        null => TimeProvider.System.GetUtcNow(),
        { } given when given > TimeProvider.System.GetUtcNow().AddDays(1) => throw new InputException($"--at {RegistryEvent.Instant(given)}: lies ahead of the clock; until then nothing else could be recorded. Expected a time that has been."),
        { } given => given,
    };

    /// <summary>Refuses to write into the registry, whose versions never change.</summary>
    public static void Outside(string where, string option, string file)
    {
        var below = Path.GetRelativePath(where, file);
        if (!below.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(below)) throw new InputException($"{option} {Untrusted.Line(file)}: lies in the registry, whose versions never change. Give another place.");
    }

    /// <summary>Says what became of a request.</summary>
    /// <returns>The exit code.</returns>
    public static int Say(PromotionOutcome outcome, bool json, WorkingCopy copy)
    {
        if (outcome.Event is not { } made)
        {
            if (json) PrintRefused(outcome);
            else foreach (var refusal in outcome.Refusals) Console.Out.WriteLine(Untrusted.Line($"refused: {refusal}"));
            return ExitCode.No;
        }
        var said = copy.Follow(made);
        if (json) PrintDone(made, said);
        else
        {
            Console.Out.WriteLine($"{made.Reference} is {made.Alias}");
            Console.Out.WriteLine(made.ToString());
            if (said is not null) Console.Out.WriteLine(Untrusted.Line(said));
        }
        return ExitCode.Done;
    }

    /// <summary>An event in JSON, as its history has it.</summary>
    public static string Line(RegistryEvent made) => System.Text.Json.JsonSerializer.Serialize(made, Lines.Form.RegistryEvent);

    static void PrintRefused(PromotionOutcome outcome)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteBoolean("done", false);
            json.WriteStartArray("refusals");
            foreach (var refusal in outcome.Refusals) json.WriteStringValue(refusal);
            json.WriteEndArray();
        });
    }

    static void PrintDone(RegistryEvent made, string? copy)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteBoolean("done", true);
            json.WritePropertyName("event");
            json.WriteRawValue(Line(made));
            json.WriteString("workingCopy", copy);
        });
    }
}
