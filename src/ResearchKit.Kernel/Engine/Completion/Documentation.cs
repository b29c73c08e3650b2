using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel;

/// <summary>The XML documentation of a symbol as text.</summary>
/// <param name="Summary">Empty if there is none; so are the others.</param>
/// <param name="TypeParameters">Name and text.</param>
/// <param name="Parameters">Name and text.</param>
/// <param name="Returns">What a method gives back.</param>
/// <param name="Value">What a property holds.</param>
/// <param name="Exceptions">Type and when it is thrown.</param>
/// <param name="Remarks">The rest.</param>
sealed partial record Documentation(string Summary, IReadOnlyList<(string Name, string Text)> TypeParameters, IReadOnlyList<(string Name, string Text)> Parameters,
    string Returns, string Value, IReadOnlyList<(string Name, string Text)> Exceptions, string Remarks)
{
    static readonly Documentation None = new("", [], [], "", "", [], "");

    public static Documentation Of(ISymbol? symbol, CancellationToken cancellation)
    {
        for (var (next, depth) = (symbol, 0); next is not null && depth < 10; (next, depth) = (Inherited(next), depth + 1))
        {
            var xml = Definition(next).GetDocumentationCommentXml(System.Globalization.CultureInfo.InvariantCulture, expandIncludes: false, cancellation);
            if (Parse(xml) is { } root && root.Elements().Any(e => e.Name.LocalName != "inheritdoc"))
                // What an extension method is called on stands before the dot already.
                return Read(root, next is IMethodSymbol { ReducedFrom: { } extension } ? extension.Parameters[0].Name : null);
        }
        return None;
    }

    static Documentation Read(XElement root, string? without)
    {
        return new(Text(root.Element("summary")), Named("typeparam", "name"), Named("param", "name"),
            Text(root.Element("returns")), Text(root.Element("value")), Named("exception", "cref"), Text(root.Element("remarks")));

        List<(string, string)> Named(string element, string attribute) =>
            [.. root.Elements(element).Select(e => (Short((string?)e.Attribute(attribute) ?? ""), Text(e))).Where(e => e.Item1 != without)];
    }

    static XElement? Parse(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml))
            return null;
        try
        {
            // From a file it comes without an element around it, from source with one.
            var root = XElement.Parse($"<doc>{xml}</doc>", LoadOptions.PreserveWhitespace);
            return root.Element("member") ?? root.Element("doc") ?? root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    static ISymbol Definition(ISymbol symbol) => symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol.OriginalDefinition;

    /// <summary>Whose documentation holds for a symbol that has none.</summary>
    static ISymbol? Inherited(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } method => method.ContainingType, // of a record the parameters are described there
        IMethodSymbol { OverriddenMethod: { } method } => method,
        IPropertySymbol { OverriddenProperty: { } property } => property,
        IMethodSymbol or IPropertySymbol or IEventSymbol when symbol.ContainingType is { } type => type.AllInterfaces.SelectMany(i => i.GetMembers(symbol.Name))
            .FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(m), symbol)),
        _ => null,
    };

    static string Text(XElement? element) => element is null ? "" : LineSpace().Replace(string.Concat(element.Nodes().Select(Text)), "\n").Trim();

    static string Text(XNode node) => node switch
    {
        XText text => Space().Replace(text.Value, " "),
        XElement { Name.LocalName: "code" } code => "\n" + code.Value.Trim('\r', '\n').TrimEnd() + "\n",
        XElement { Name.LocalName: "para" or "br" or "list" or "listheader" } block => "\n" + Inner(block) + "\n",
        XElement { Name.LocalName: "item" } item => "\n- " + Inner(item).Trim(),
        XElement e when e.Attribute("cref") is { } cref && e.IsEmpty => Short(cref.Value),
        XElement e when (e.Attribute("name") ?? e.Attribute("langword") ?? e.Attribute("href")) is { } name && e.IsEmpty => name.Value,
        XElement e => Inner(e),
        _ => "",
    };

    static string Inner(XElement element) => string.Concat(element.Nodes().Select(Text));

    /// <summary>The name in an identifier such as <c>M:System.Math.Max(System.Int32,System.Int32)</c>: the type, or the member with its type.</summary>
    static string Short(string cref)
    {
        var isType = cref.StartsWith("T:", StringComparison.Ordinal) || !cref.Contains(':', StringComparison.Ordinal);
        var parts = Arity().Replace(cref.Split('(')[0].Split(':')[^1], "").Split('.');
        return parts is [.., var type, "#ctor"] ? type : string.Join('.', parts[^(isType ? 1 : Math.Min(2, parts.Length))..]);
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();

    [GeneratedRegex(@"[ ]*\n\s*", RegexOptions.CultureInvariant)]
    private static partial Regex LineSpace();

    [GeneratedRegex(@"`+\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Arity();
}
