using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Intervals as they stand in a file, with the hash of the rest.</summary>
sealed record ConformalFile(int Format, string Hash, LearnedGoal Goal, double Alpha, string By, ConformalMeasure Measure, ImmutableArray<ConformalQuantile> Groups, FittedFor FittedFor, string Labels, string LabelsHash, string? Licence, int Retold, LearnedOn Texts, string Marks, ulong Seed, DateOnly? Date) : IVerified<ConformalFile>
{
    const int CurrentFormat = 1;

    const string Expected = "intervals, as ./kit conformal writes them";

    public ConformalFile Hashed(string hash) => this with { Hash = hash };

    public static ConformalFile Of(Conformal c) => new(CurrentFormat, "", c.Goal, c.Alpha, c.By, c.Measure, c.Groups, c.FittedFor, c.Labels, c.LabelsHash, c.Licence, c.Retold, c.LearnedOn with { Texts = [] }, c.LearnedOn.Marks(), c.Seed, c.Date);

    public static Conformal Read(string path)
    {
        var file = VerifiedFile.Read(path, EnsembleJson.Default.ConformalFile, CurrentFormat, Expected);
        if (file.Groups.IsDefaultOrEmpty || file.Alpha is not (> 0 and < 1) || !Enum.IsDefined(file.Measure) || file.Groups.Any(group => group.Distance is not (null or (>= 0 and <= 2))))
            throw new InputException($"{path}: its groups are no quantiles. Expected {Expected}: make it again.");
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
