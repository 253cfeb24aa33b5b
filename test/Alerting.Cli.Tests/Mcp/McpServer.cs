using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Alerting.Cli.Tests.Mcp;

/// <summary><c>alerting mcp</c> as a process, spoken to in JSON-RPC, a message on each line.</summary>
internal sealed class McpServer : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private int _id;

    public McpServer()
    {
        var dotnet =
            Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet";
        var start = new ProcessStartInfo(
            dotnet, [Path.Combine(AppContext.BaseDirectory, "Alerting.Cli.dll"), "mcp", "--table", "nowhere"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1", ["AWS_REGION"] = "eu-west-1",
                ["AWS_ACCESS_KEY_ID"] = "a", ["AWS_SECRET_ACCESS_KEY"] = "b",
            },
        };
        start.Environment.Remove("ALERTING_CONFIG");
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public void Notify(string method) => Write(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method });

    /// <summary>The whole response.</summary>
    public async Task<JsonNode> AskAsync(string method, JsonObject? parameters = null)
    {
        var id = ++_id;
        Write(new JsonObject
        {
            ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters ?? [],
        });
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (JsonNode.Parse(line) is { } message && message["id"]?.GetValue<int>() == id)
                return message;
        }
        throw new InvalidOperationException($"The server ended: {await _errors}");
    }

    /// <summary>A tool's text, and whether it is an error.</summary>
    public async Task<(string Text, bool IsError)> CallAsync(string tool, JsonObject arguments)
    {
        var answer = await AskAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments });
        var result = answer["result"].ShouldNotBeNull(answer.ToJsonString());
        return (result["content"]![0]!["text"]!.GetValue<string>(), result["isError"]?.GetValue<bool>() ?? false);
    }

    /// <summary>It ends when the assistant closes its input.</summary>
    public async Task<int> EndAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Write(JsonObject message)
    {
        _process.StandardInput.WriteLine(message.ToJsonString());
        _process.StandardInput.Flush();
    }
}
