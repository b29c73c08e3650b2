namespace ResearchKit.Kernel;
internal sealed class Report(IReadOnlyList<Notebook> notebooks, string? title, string? time)
{
    public string ToHtml() => "" + notebooks.Count + title + time;
}
