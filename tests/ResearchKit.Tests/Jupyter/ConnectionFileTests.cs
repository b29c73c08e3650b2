using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class ConnectionFileTests : IDisposable
{
    readonly KernelProcess kernel = new();

    public void Dispose() => kernel.Dispose();

    [Theory]
    [InlineData("transport", "\"ipc\"", "transport is 'ipc'. Available: tcp.")]
    [InlineData("ip", "\"0.0.0.0\"", "ip is '0.0.0.0'. Expected 127.0.0.1, ::1 or localhost")]
    [InlineData("ip", "\"*\"", "ip is '*'. Expected 127.0.0.1")]
    [InlineData("signature_scheme", "\"hmac-md5\"", "signature_scheme is 'hmac-md5'. Available: hmac-sha256.")]
    [InlineData("signature_scheme", null, "signature_scheme is missing. Expected text.")]
    [InlineData("key", "5", "key is 5. Expected text.")]
    [InlineData("shell_port", "0", "shell_port is 0. Expected a port from 1 to 65535.")]
    [InlineData("hb_port", "65536", "hb_port is 65536. Expected a port from 1 to 65535.")]
    [InlineData("iopub_port", "\"50001\"", "iopub_port is '50001'. Expected a port from 1 to 65535.")]
    [InlineData("control_port", "1.5", "control_port is 1.5. Expected a port from 1 to 65535.")]
    [InlineData("stdin_port", "50000", "ports 50000, 50001, 50000, 50003, 50004. Expected five different ones.")]
    public void A_connection_file_that_asks_for_something_else_is_refused(string name, string? value, string message)
    {
        var json = new JsonObject
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["key"] = "secret",
            ["signature_scheme"] = "hmac-sha256",
            ["shell_port"] = 50000,
            ["iopub_port"] = 50001,
            ["stdin_port"] = 50002,
            ["control_port"] = 50003,
            ["hb_port"] = 50004,
        };
        json.Remove(name);
        if (value is not null)
            json[name] = JsonNode.Parse(value);
        kernel.Write("connection.json", json.ToJsonString());
        AssertRefused(message);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{\"ip\": ", "not JSON")]
    [InlineData("[]", "JSON, but not an object")]
    [InlineData("{\"ip\": \"a\", \"ip\": \"b\"}", "not JSON")]
    public void A_file_that_is_no_connection_file_is_refused(string text, string message)
    {
        kernel.Write("connection.json", text);
        AssertRefused(message);
    }

    [Fact]
    public void A_missing_file_is_named() => AssertRefused("cannot be read");

    void AssertRefused(string message)
    {
        var (code, output, error) = kernel.Run("jupyter", "connection.json");
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("connection.json: ", error);
        Assert.Contains(message, error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }
}
