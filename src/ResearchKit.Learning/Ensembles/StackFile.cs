using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A stack as it stands in a file, with the models that were fitted with it: what belongs together is replaced together.</summary>
/// <param name="Format">Version of this form.</param>
/// <param name="Hash">Of the stack without this.</param>
/// <param name="Card">The card, but for the texts.</param>
/// <param name="LearnedOn">The texts' marks.</param>
/// <param name="Members">The members, with their weights.</param>
/// <param name="Models">The models that members name by their hashes, each once.</param>
/// <param name="UpIntercept">The intercept of the score, or of positive.</param>
/// <param name="DownIntercept">The intercept of negative; null for scores.</param>
sealed record StackFile(int Format, string Hash, StackCard Card, string LearnedOn, ImmutableArray<StackedMember> Members, ImmutableArray<LearnedModelFile> Models, double UpIntercept, double? DownIntercept) : IVerified<StackFile>
{
    const string Expected = "a stack, as ./kit stack writes it";

    public static VerifiedForm<StackFile> Form { get; } = new(EnsembleJson.Default.StackFile, 2, "stack", Expected, "stack again with ./kit stack");

    public StackFile Hashed(string hash) => this with { Hash = hash };

    public static string HashOf(StackedModel model) => VerifiedFile.HashOf(Of(model), Form);

    public static void Write(StackedModel model, string path) => VerifiedFile.Write(Of(model), path, Form);

    public static StackedModel Read(string path)
    {
        var file = VerifiedFile.Read(path, Form);
        var card = file.Card;
        if (file.Members.IsDefaultOrEmpty || file.Models.IsDefault || !Enum.IsDefined(card.Goal) || file.DownIntercept is null != (card.Goal == LearnedGoal.Scores) || card.Rises is not (> 0 and <= 1) || card.Falls is not (< 0 and >= -1)
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
        var models = file.Members.Select(member => member.Model is null ? null : file.Model(path, member)).ToImmutableArray();
        return new(card, file.Members, new([.. file.Members.Select(member => member.Up)], file.UpIntercept, file.DownIntercept is null ? null : [.. file.Members.Select(member => member.Down)], file.DownIntercept ?? 0, card.Falls, card.Rises), models);
    }

    LearnedModel Model(string path, StackedMember member)
    {
        var where = $"{path}, the model of {Untrusted.Quote(member.Name)}";
        var file = Models.FirstOrDefault(each => each?.Hash == member.Model) ?? throw new InputException($"{where}: {FittedOn.Start(member.Model!)} is not there. Expected {Expected}: {Form.Again}.");
        VerifiedFile.Verify(file, where, LearnedModelFile.Form);
        return file.Model(where);
    }

    static StackFile Of(StackedModel model) => new(Form.Format, "", model.Card with { LearnedOn = model.Card.LearnedOn with { Texts = [] } }, model.Card.LearnedOn.Marks(), model.Members, [.. model.Fitted.DistinctBy(fitted => fitted.Hash).Select(fitted => LearnedModelFile.Of(fitted).Hashed(fitted.Hash))],
        model.Weights.UpIntercept, model.Weights.Down is null ? null : model.Weights.DownIntercept);
}
