using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>How a script written by hand was laid out where that differs from how it would be written anew. It is kept in the metadata, under
/// <c>researchkit.script</c>, and holds as long as what it stands for has not changed.</summary>
static class ScriptForm
{
    const string Owner = "researchkit", Name = "script", For = "for", LineEnd = "lineEnd";

    public static JsonObject Without(JsonObject metadata)
    {
        var plain = (JsonObject)metadata.DeepClone();
        if (plain[Owner] is JsonObject owner && owner.Remove(Name) && owner.Count == 0)
            plain.Remove(Owner);
        return plain;
    }

    /// <summary>The text that was written by hand, if it stands for this canonical one.</summary>
    public static string? Find(JsonObject metadata, string part, string canonical) =>
        (metadata[Owner] as JsonObject)?[Name] is JsonObject form && Lines.From(form[For]) == Hash(canonical) ? Lines.From(form[part]) : null;

    public static void Keep(JsonObject metadata, string canonical, params (string Part, string Text)[] texts)
    {
        if (metadata[Owner] is not JsonObject owner)
            metadata[Owner] = owner = [];
        var form = new JsonObject { [For] = Hash(canonical) };
        foreach (var (part, text) in texts)
            form[part] = Lines.ToJson(text);
        owner[Name] = form;
    }

    public static bool HasCarriageReturns(JsonObject metadata) => (metadata[Owner] as JsonObject)?[Name] is JsonObject form && Lines.From(form[LineEnd]) == "crlf";

    /// <summary>The script's lines end as Windows has them.</summary>
    public static void KeepCarriageReturns(JsonObject metadata)
    {
        if (metadata[Owner] is not JsonObject owner)
            metadata[Owner] = owner = [];
        if (owner[Name] is not JsonObject form)
            owner[Name] = form = [];
        form[LineEnd] = "crlf";
    }

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
