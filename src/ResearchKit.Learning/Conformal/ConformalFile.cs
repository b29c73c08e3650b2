using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Intervals as they stand in a file, with the hash of the rest.</summary>
sealed record ConformalFile(int Format, string Hash, LearnedGoal Goal, double Alpha, string By, ConformalMeasure Measure, ImmutableArray<ConformalQuantile> Groups, FittedFor FittedFor, string Labels, string LabelsHash, string? Licence, int Retold, LearnedOn Texts, string Marks, ulong Seed, DateOnly? Date) : IVerified<ConformalFile>
{
    const string Expected = "intervals, as ./kit conformal writes them";

    public static VerifiedForm<ConformalFile> Form { get; } = new(EnsembleJson.Default.ConformalFile, 1, "file of intervals", Expected, "make it again with ./kit conformal");

    public ConformalFile Hashed(string hash) => this with { Hash = hash };

    public static ConformalFile Of(Conformal c) => new(Form.Format, "", c.Goal, c.Alpha, c.By, c.Measure, c.Groups, c.FittedFor, c.Labels, c.LabelsHash, c.Licence, c.Retold, c.LearnedOn with { Texts = [] }, c.LearnedOn.Marks(), c.Seed, c.Date);

    public static Conformal Read(string path)
    {
        var file = VerifiedFile.Read(path, Form);
        // The hash says that a file is as it was written, not by whom.
        if (file.Groups.IsDefaultOrEmpty || file.Groups.Any(group => group is null || group.Distance is not (null or (>= 0 and <= 2))) || file.Groups.DistinctBy(group => group.Group, StringComparer.Ordinal).Count() != file.Groups.Length)
            throw new InputException($"{path}: its groups are no quantiles, or one stands twice. Expected {Expected}: make it again.");
        if (!ConformalOptions.IsAlpha(file.Alpha) || !ConformalOptions.IsBy(file.By) || !Enum.IsDefined(file.Goal) || !Enum.IsDefined(file.Measure) || file.Goal == LearnedGoal.Scores && (file.By == ConformalOptions.Label || file.Measure != ConformalMeasure.Distance))
            throw new InputException(FormattableString.Invariant($"{path}: its alpha {file.Alpha}, goal {file.Goal}, groups by {Untrusted.Quote(file.By)} and measure {file.Measure} do not belong together. Expected {Expected}: make it again."));
        try
        {
            return new(file.Goal, file.Alpha, file.By, file.Measure, file.Groups, file.FittedFor, file.Labels, file.LabelsHash, file.Licence, file.Retold, file.Texts with { Texts = LearnedOn.ReadMarks(file.Marks) }, file.Seed, file.Date);
        }
        catch (FormatException e)
        {
            throw new InputException($"{path}: the marks of its texts cannot be read: {e.Message} Expected {Expected}.", e);
        }
    }
}
