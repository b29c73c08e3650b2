using System.Net;
using Microsoft.CodeAnalysis.Scripting;

namespace ResearchKit.Kernel;

/// <summary><c>#!who</c>: the session's variables as a table.</summary>
static class WhoMagic
{
    const int Widest = 80;

    public static DisplayData Show(IReadOnlyList<ScriptVariable> variables)
    {
        var rows = variables.Select(v => (v.Name, Type: Name(v.Type), Value: Terminal.Line(Text(v), Widest))).ToList();
        var width = (Name: rows.Select(r => r.Name.Length).DefaultIfEmpty().Max(), Type: rows.Select(r => r.Type.Length).DefaultIfEmpty().Max());
        var plain = rows.Count == 0 ? "No variables." : string.Join('\n', rows.Select(r => $"{r.Name.PadRight(width.Name)}  {r.Type.PadRight(width.Type)}  {r.Value}"));
        var html = $"<table><thead><tr><th>variable</th><th>type</th><th>value</th></tr></thead><tbody>{string.Concat(rows.Select(r => $"<tr><td>{Encode(r.Name)}</td><td>{Encode(r.Type)}</td><td>{Encode(r.Value)}</td></tr>"))}</tbody></table>";
        return new(new([new(MimeBundle.Html, html), new(MimeBundle.Plain, plain)]), Guid.NewGuid().ToString("n"));
    }

    static string Encode(string text) => WebUtility.HtmlEncode(text);

    static string Text(ScriptVariable variable)
    {
        try
        {
            return variable.Value switch { null => "null", IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture), var value => value.ToString() ?? "" };
        }
        catch (Exception e)
        {
            return $"[{e.GetType().Name}: {e.Message}]"; // the user's ToString
        }
    }

    static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.IsArray ? $"{Name(type.GetElementType()!)}[]" : type.Name;
}
