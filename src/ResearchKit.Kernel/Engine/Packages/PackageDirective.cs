using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>A line of a cell that names a NuGet package or a source of packages. One of the three last parts is set.</summary>
/// <param name="Line">Its number in the cell, 1-based.</param>
/// <param name="Package">What <c>#r "nuget: X, V"</c> asks for.</param>
/// <param name="Source">What <c>#i "nuget: …"</c> adds: an address or a folder, relative to the notebook's.</param>
/// <param name="Problem">Why the line cannot be followed.</param>
sealed partial record PackageDirective(int Line, PackageReference? Package, string? Source, CellSource.Trouble? Problem)
{
    const string PackageForm = "#r \"nuget: MathNet.Numerics, 5.0.0\"", SourceForm = "#i \"nuget: https://packages.example/v3/index.json\" or #i \"nuget: ./folder\"";

    /// <summary>Reads one line of a cell.</summary>
    /// <returns>Null if the line is something else, such as a <c>#r</c> of a file.</returns>
    public static PackageDirective? Read(string text, int line)
    {
        var start = Start().Match(text);
        if (!start.Success || (start.Groups["kind"].Value == "r" && !start.Groups["nuget"].Success))
            return null;
        try
        {
            var isPackage = start.Groups["kind"].Value == "r";
            var form = isPackage ? PackageForm : SourceForm;
            if (!start.Groups["nuget"].Success)
                throw Mistake(text, "a source of packages begins with nuget:", form);
            var named = Whole().Match(text);
            if (!named.Success)
                throw Mistake(text, "what stands behind # has to be in one pair of straight double quotes, with nothing behind it but a comment", form);
            return isPackage ? new(line, Named(text, named.Groups["what"].Value), null, null) : new(line, null, PackageSource.Checked(named.Groups["what"].Value.Trim()), null);
        }
        catch (InputException e)
        {
            return new(line, null, null, new("InvalidDirective", e.Message, line));
        }
    }

    static PackageReference Named(string text, string what)
    {
        var parts = what.Split(',', 2, StringSplitOptions.TrimEntries);
        if (parts[0].Length == 0)
            throw Mistake(text, "no package is named", PackageForm);
        if (parts.Length == 2 && parts[1].Length == 0)
            throw Mistake(text, "no version stands behind the comma", PackageForm + ", or no comma for the newest stable version");
        return new(parts[0], parts.Length == 2 ? parts[1] : null);
    }

    static InputException Mistake(string text, string found, string expected) => new($"{Terminal.Line(text, 100)}: {found}. Expected {expected}.");

    [GeneratedRegex(@"\A\s*#(?<kind>[ri])(?=[\s""“])[\s""“]*(?<nuget>nuget\s*:)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Start();

    [GeneratedRegex(@"\A\s*#[ri]\s*""\s*nuget\s*:(?<what>[^""]*)""\s*(//.*)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Whole();
}
