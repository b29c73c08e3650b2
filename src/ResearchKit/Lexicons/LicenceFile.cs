namespace ResearchKit;

/// <summary>A licence as a text file beside what it belongs to: <c>finance.csv.licence.txt</c> beside <c>finance.csv</c>, <c>licence.txt</c> in a folder. The name holds the whole name of the
/// file, so that a licence never speaks for another file that differs in its ending alone.</summary>
static class LicenceFile
{
    public const string Form = "a known name, or 'name: …', 'commercial use: yes|no|unknown' and 'redistribution: yes|no|unknown' on lines of their own, an empty line and its text";

    /// <summary>Where the licence of a file or folder stands.</summary>
    public static string Beside(string path) => Directory.Exists(path) ? Path.Combine(path, "licence.txt") : path + ".licence.txt";

    /// <summary>The licence that stands beside a file or in a folder; null when none does.</summary>
    public static Licence? Of(string path) => Beside(path) is var file && File.Exists(file) ? Read(file) : null;

    public static Licence Read(string path)
    {
        var lines = Files.ReadText(path, $"a licence: {Form}").ReplaceLineEndings("\n").Trim().Split('\n');
        if (Field(lines[0]) is not { Key: "name" } name) return lines.Length == 1 ? Find(path, lines[0]) : Find(path, lines[0]) with { Text = string.Join('\n', lines[1..]) };
        var licence = new Licence(name.Value, Permission.Unknown, Permission.Unknown);
        var at = 1;
        for (; at < lines.Length && lines[at].Trim().Length > 0; at++)
            licence = Field(lines[at]) switch
            {
                { Key: "commercial use" } field when Allowed(field.Value) is { } permission => licence with { CommercialUse = permission },
                { Key: "redistribution" } field when Allowed(field.Value) is { } permission => licence with { Redistribution = permission },
                _ => throw new InputException($"{path}({at + 1}): {Untrusted.Quote(lines[at])} cannot be used. Expected {Form}."),
            };
        return licence with { Text = string.Join('\n', lines[at..]) };
    }

    public static void Write(string path, Licence licence) => Files.WriteText(path, writer => writer.Write(Licence.All.Contains(licence) ? $"{licence.Name}\n"
        : $"name: {licence.Name}\ncommercial use: {Licence.Word(licence.CommercialUse)}\nredistribution: {Licence.Word(licence.Redistribution)}\n{(licence.Text.Length > 0 ? $"\n{licence.Text}\n" : "")}"));

    static Licence Find(string path, string name)
    {
        try { return Licence.Find(name); }
        catch (InputException e) { throw new InputException($"{path}(1): {e.Message}", e); }
    }

    static (string Key, string Value)? Field(string line) =>
        line.IndexOf(':') is > 0 and var colon ? (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim()) : null;

    static Permission? Allowed(string word) => Enum.GetValues<Permission>().Cast<Permission?>().FirstOrDefault(known => Licence.Word(known!.Value) == word.ToLowerInvariant());
}
