using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary>JSON for programs: one object a line.</summary>
static class Json
{
    public static void Line(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }
}
