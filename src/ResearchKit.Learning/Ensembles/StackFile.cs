using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A stack as it stands in a file. Models that were fitted with it lie beside, each with a hash that stands here.</summary>
/// <param name="Format">Version of this form.</param>
/// <param name="Hash">Of the stack without this.</param>
/// <param name="Card">The card, but for the texts.</param>
/// <param name="LearnedOn">The texts' marks.</param>
/// <param name="Members">The members, with their weights.</param>
/// <param name="UpIntercept">The intercept of the score, or of positive.</param>
/// <param name="DownIntercept">The intercept of negative; null for scores.</param>
sealed record StackFile(int Format, string Hash, StackCard Card, string LearnedOn, ImmutableArray<StackedMember> Members, double UpIntercept, double? DownIntercept) : IVerified<StackFile>
{
    const int CurrentFormat = 1;

    const string Expected = "a stack, as ./kit stack writes it";

    public StackFile Hashed(string hash) => this with { Hash = hash };

    public static string HashOf(StackedModel model) => VerifiedFile.HashOf(Of(model), EnsembleJson.Default.StackFile);

    public static void Write(StackedModel model, string path)
    {
        foreach (var (name, fitted) in model.Fitted) fitted.Write(Beside(path, name));
        VerifiedFile.Write(Of(model), path, EnsembleJson.Default.StackFile);
    }

    public static StackedModel Read(string path)
    {
        var file = VerifiedFile.Read(path, EnsembleJson.Default.StackFile, CurrentFormat, Expected);
        var card = file.Card;
        if (file.Members.IsDefaultOrEmpty || file.DownIntercept is null != (card.Goal == LearnedGoal.Scores) || card.Rises is not (> 0 and <= 1) || card.Falls is not (< 0 and >= -1)
            || !file.Members.All(member => double.IsFinite(member.Up) && double.IsFinite(member.Down)) || !double.IsFinite(file.UpIntercept) || !double.IsFinite(file.DownIntercept ?? 0))
            throw new InputException($"{path}: its members and weights do not belong together. Expected {Expected}: make it again.");
        try
        {
            card = card with { LearnedOn = card.LearnedOn with { Texts = ResearchKit.LearnedOn.ReadMarks(file.LearnedOn) } };
        }
        catch (FormatException e)
        {
            throw new InputException($"{path}: the marks of its texts cannot be read: {e.Message} Expected {Expected}.", e);
        }
        var models = file.Members.Select(member => member.Model is null ? null : Model(path, member)).ToImmutableArray();
        return new(card, file.Members, new([.. file.Members.Select(member => member.Up)], file.UpIntercept, file.DownIntercept is null ? null : [.. file.Members.Select(member => member.Down)], file.DownIntercept ?? 0, card.Falls, card.Rises), models);
    }

    /// <summary>Where a member's model lies: its name's letters and digits behind the stack's.</summary>
    static string Beside(string path, string name) => Path.ChangeExtension(path, $".{new string([.. name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')])}.json");

    static LearnedModel Model(string path, StackedMember member)
    {
        var file = Beside(path, member.Name);
        var model = LearnedModel.Read(file);
        return model.Hash == member.Model ? model
            : throw new InputException($"{file}: is model {FittedOn.Start(model.Hash)}, and {path} was fitted with {FittedOn.Start(member.Model!)}. Expected the two files as ./kit stack wrote them together.");
    }

    static StackFile Of(StackedModel model) => new(CurrentFormat, "", model.Card with { LearnedOn = model.Card.LearnedOn with { Texts = [] } }, model.Card.LearnedOn.Marks(), model.Members, model.Weights.UpIntercept, model.Weights.Down is null ? null : model.Weights.DownIntercept);
}
