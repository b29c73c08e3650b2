namespace ResearchKit.Kernel;

/// <summary>A line of a cell that begins with <c>#!</c> and speaks to the engine, not to the compiler.</summary>
/// <param name="Name">With its <c>#!</c>.</param>
/// <param name="Usage">What may stand behind the name; empty if nothing.</param>
/// <param name="Says">What it does.</param>
sealed record Magic(string Name, string Usage, string Says)
{
    public static readonly Magic CSharp = new("#!csharp", "", "what follows is C#, as it is without it");
    public static readonly Magic Time = new("#!time", "", "prints how long the cell took");
    public static readonly Magic Import = new("#!import", "FILE", "runs the cells of a notebook, or a .cs or .csx file, here");
    public static readonly Magic Who = new("#!who", "", "shows the variables with their types and values");
    public static readonly Magic Whos = new("#!whos", "", "the same as #!who");
    public static readonly Magic Set = new("#!set", "NAME=VALUE", "assigns a variable, in the variable's type, or declares one");
    public static readonly Magic Reset = new("#!reset", "", "forgets all variables, types and libraries, and frees what they held");
    public static readonly Magic Html = new("#!html", "", "what follows is shown as HTML");
    public static readonly Magic Markdown = new("#!markdown", "", "what follows is shown as Markdown");
    public static readonly Magic List = new("#!lsmagic", "", "shows this list");

    /// <summary>Every magic there is.</summary>
    public static readonly IReadOnlyList<Magic> Known = [CSharp, Time, Import, Who, Whos, Set, Reset, Html, Markdown, List];

    public override string ToString() => Usage.Length == 0 ? Name : $"{Name} {Usage}";
}
