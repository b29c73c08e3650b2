using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Whether a licence allows something. The stricter comes first.</summary>
public enum Permission
{
    /// <summary>It forbids it.</summary>
    No,

    /// <summary>It does not say, or is not known; what is not allowed is forbidden.</summary>
    Unknown,

    /// <summary>It allows it, perhaps on conditions that its text names.</summary>
    Yes,
}

/// <summary>A use that needs leave.</summary>
public enum Use
{
    /// <summary>Put to work: needs commercial use.</summary>
    Promotion,

    /// <summary>Passed on to others, as it is or converted: needs redistribution.</summary>
    Packaging,
}

/// <summary>What the owner of a thing allows others to do with it. Belongs to a <see cref="Lexicon"/>, and to anything else that comes from someone. Not legal advice: the owner's own words decide.</summary>
/// <param name="Name">One line, not blank; the SPDX name where there is one.</param>
/// <param name="CommercialUse">Whether it may serve a business.</param>
/// <param name="Redistribution">Whether it may be passed on.</param>
/// <param name="Text">What there is to know besides, in a sentence or in full; may be empty. Ends are trimmed, lines end in LF.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Licence(string Name, Permission CommercialUse, Permission Redistribution, string Text = "")
{
    const string Attribution = "Name the author.";

    /// <summary>One line, not blank.</summary>
    /// <exception cref="InputException">It is blank or has several lines.</exception>
    public string Name { get; init => field = Line(value); } = Line(Name);

    /// <summary>What there is to know besides.</summary>
    public string Text { get; init => field = Tidy(value); } = Tidy(Text);

    /// <summary>The kit's own.</summary>
    public static Licence Mit { get; } = new("MIT", Permission.Yes, Permission.Yes);

    /// <summary>No licence was found: nothing is allowed.</summary>
    public static Licence NotStated { get; } = new("not stated", Permission.Unknown, Permission.Unknown);

    internal static Licence LoughranMcDonald { get; } = new("Loughran-McDonald", Permission.No, Permission.Unknown, "Academic research only; commercial use needs a licence from its authors.");

    internal static Licence Nrc { get; } = new("NRC", Permission.No, Permission.No, "Research only; commercial use needs a licence from the National Research Council Canada, and it is not to be passed on.");

    internal static Licence Odbl { get; } = new("ODbL-1.0", Permission.Yes, Permission.Yes, "Name the author; what is made of the database is passed on under the same licence.");

    /// <summary>Those that <see cref="Find"/> knows by name.</summary>
    public static ImmutableArray<Licence> All { get; } =
    [
        Mit, new("Apache-2.0", Permission.Yes, Permission.Yes), new("BSD-3-Clause", Permission.Yes, Permission.Yes), new("CC0-1.0", Permission.Yes, Permission.Yes),
        new("CC-BY-4.0", Permission.Yes, Permission.Yes, Attribution), new("CC-BY-SA-4.0", Permission.Yes, Permission.Yes, Attribution + " Changes are passed on under the same licence."),
        new("CC-BY-NC-4.0", Permission.No, Permission.Yes, Attribution), Odbl, LoughranMcDonald, Nrc, NotStated,
    ];

    /// <summary>The licence of a name, in any case.</summary>
    /// <exception cref="InputException">None has it; the message lists those there are.</exception>
    public static Licence Find(string name) => All.FirstOrDefault(known => known.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new InputException($"Licence {Untrusted.Quote(name)} is not known. Available: {string.Join(", ", All.Select(known => known.Name))}; or a file that says {LicenceFile.Form}.");

    /// <summary>Reads a licence: a known name on the first line, or lines <c>name:</c>, <c>commercial use:</c> and <c>redistribution:</c> (yes, no or unknown), an empty line, and its text.</summary>
    /// <exception cref="InputException">The file cannot be read or says something else; the message names the line.</exception>
    public static Licence Read(string path) => LicenceFile.Read(path);

    /// <summary>Writes it as <see cref="Read"/> reads it; the file is replaced as a whole or not at all.</summary>
    public void Write(string path) => LicenceFile.Write(path, this);

    /// <summary>The one gate: every promotion and every packaging, of whatever thing, passes here. What is unknown is forbidden.</summary>
    /// <param name="use">What it is wanted for.</param>
    /// <param name="what">The thing, as a sentence begins with it: <c>Lexicon 'lm'</c>.</param>
    /// <param name="instead">One more sentence on what to do, where there is another way.</param>
    /// <exception cref="InputException">The licence does not allow it. The message says what, whose licence, what it forbids, and what to do.</exception>
    public void Require(Use use, string what, string instead = "")
    {
        var (permission, need, done) = use == Use.Promotion ? (CommercialUse, "commercial use", "promoted") : (Redistribution, "redistribution", "packaged");
        if (permission == Permission.Yes) return;
        var found = this == NotStated ? "its licence is not stated" : $"its licence, {Untrusted.Line(Name)}, {(permission == Permission.No ? $"forbids {need}" : $"does not say whether {need} is allowed")}";
        var forbidden = permission == Permission.Unknown ? ", so it counts as forbidden" : "";
        throw new InputException($"{Untrusted.Line(what)} cannot be {done}: {found}{forbidden}.{(Text.Length > 0 ? " " + Untrusted.Show(Text, 200) : "")} "
            + $"Use one whose licence allows {need}, or get its owner's leave and state it: Licence in code, or a file named after it with .licence.txt at the end, beside it, with {LicenceFile.Form}.{(instead.Length > 0 ? " " + instead : "")}");
    }

    /// <summary>The licence of a thing made of two: of each permission the stricter.</summary>
    public Licence And(Licence other) => this == other ? this : new($"{Name} + {other.Name}", Stricter(CommercialUse, other.CommercialUse), Stricter(Redistribution, other.Redistribution), $"{Text}\n{other.Text}");

    /// <summary><c>MIT (commercial use: yes, redistribution: yes)</c>.</summary>
    public override string ToString() => Untrusted.Line($"{Name} (commercial use: {Word(CommercialUse)}, redistribution: {Word(Redistribution)})");

    internal static string Word(Permission permission) => permission.ToString().ToLowerInvariant();

    static Permission Stricter(Permission one, Permission other) => one < other ? one : other;

    static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim();

    static string Line(string name) => name.Trim() is { Length: > 0 } line && !line.AsSpan().ContainsAny('\r', '\n') ? line
        : throw new InputException($"Licence name {Untrusted.Quote(name)} cannot be used. Expected one line that is not blank.");
}
