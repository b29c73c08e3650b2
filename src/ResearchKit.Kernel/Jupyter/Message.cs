using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>A message as it was received. It says nothing of whether its content makes sense.</summary>
/// <param name="Channel">Where it came in.</param>
/// <param name="Identities">Who sent it: what an answer on the same channel begins with.</param>
/// <param name="Header">As sent; answers carry it as their parent's.</param>
/// <param name="Id">From the header.</param>
/// <param name="Type">From the header.</param>
/// <param name="ParentId">The id of what it answers, if it says so.</param>
/// <param name="Metadata">An object.</param>
/// <param name="Content">An object.</param>
sealed record Message(Channel Channel, IReadOnlyList<byte[]> Identities, byte[] Header, string Id, string Type, string? ParentId, JsonObject Metadata, JsonObject Content)
{
    public override string ToString() => $"{Type} on {Channel}";
}
