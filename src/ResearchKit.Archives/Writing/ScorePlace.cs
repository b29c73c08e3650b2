namespace ResearchKit;

/// <summary>Where a file of scores and its rejected rows stand. Whoever finds scores there finds the rejected rows of the same run beside them, whenever the one that puts them there is killed.</summary>
static class ScorePlace
{
    /// <summary>Moves both to their places, over what is there. Old scores go first where rejected rows change: those of two runs never stand beside one another.</summary>
    /// <param name="file">The file of scores.</param>
    /// <param name="scores">The scores, whole.</param>
    /// <param name="rejected">The rejected rows; null when there are none.</param>
    public static void Put(string file, string scores, string? rejected)
    {
        var rejections = RejectedRows.PathOf(file);
        if (rejected is not null || File.Exists(rejections))
        {
            File.Delete(file);
            RunSteps.Say("scores.gone", file);
        }
        if (rejected is not null) File.Move(rejected, rejections, overwrite: true);
        else File.Delete(rejections);
        RunSteps.Say("rejected.moved", rejections);
        File.Move(scores, file, overwrite: true);
        RunSteps.Say("scores.moved", file);
    }
}
