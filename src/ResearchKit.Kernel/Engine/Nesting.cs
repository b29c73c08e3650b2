using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel;

/// <summary>How deep brackets stand in brackets. The compiler's parser recurses into them, and where it does not watch its stack the
/// process would end: texts that nobody writes are refused before.</summary>
static class Nesting
{
    const int Deepest = 400;

    /// <summary>What is said of such a text.</summary>
    public static readonly string Message = FormattableString.Invariant($"Brackets stand in brackets more than {Deepest} deep. Expected fewer: the compiler cannot take it.");

    /// <summary>Strings in the holes of strings are the lexer's own recursion: so many of them are not even looked at.</summary>
    public static bool IsTooDeep(string code) => Depth(Characters(code)) > Deepest && (code.Split("$\"").Length > Deepest || Depth(Tokens(code)) > Deepest);

    static int Depth(IEnumerable<char> brackets)
    {
        var (depth, angles, deepest) = (0, 0, 0);
        foreach (var c in brackets)
        {
            depth = c is '(' or '[' or '{' ? depth + 1 : c is ')' or ']' or '}' ? Math.Max(0, depth - 1) : depth;
            // Less-than is never closed, but no list of types goes beyond these.
            angles = c == '<' ? angles + 1 : c is ';' or '{' or '}' ? 0 : angles;
            deepest = Math.Max(deepest, Math.Max(depth, angles));
        }
        return deepest;
    }

    /// <summary>The quick look: every character, also those in strings and comments.</summary>
    static IEnumerable<char> Characters(string code) => code;

    /// <summary>Brackets that are code, and those in the code of interpolated strings.</summary>
    static IEnumerable<char> Tokens(string code) => SyntaxFactory.ParseTokens(code).SelectMany(token =>
        token.Text.Length == 1 || token.Text is ['$', ..] ? token.Text : "");
}
