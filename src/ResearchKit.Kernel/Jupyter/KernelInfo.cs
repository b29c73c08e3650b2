using System.Reflection;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>What the kernel says of itself.</summary>
static class KernelInfo
{
    public static JsonObject Answer()
    {
        var version = typeof(KernelInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return new()
        {
            ["status"] = "ok",
            ["protocol_version"] = Wire.ProtocolVersion,
            ["implementation"] = "ResearchKit",
            ["implementation_version"] = version,
            ["language_info"] = new JsonObject
            {
                ["name"] = "C#",
                ["version"] = "14.0",
                ["mimetype"] = "text/x-csharp",
                ["file_extension"] = ".cs",
                ["pygments_lexer"] = "csharp",
                ["codemirror_mode"] = "text/x-csharp",
            },
            ["banner"] = $"ResearchKit {version}: C# 14 on {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}",
            ["debugger"] = false,
            ["help_links"] = new JsonArray(
                new JsonObject { ["text"] = "C#", ["url"] = "https://learn.microsoft.com/dotnet/csharp/" },
                new JsonObject { ["text"] = ".NET API", ["url"] = "https://learn.microsoft.com/dotnet/api/" }),
        };
    }
}
