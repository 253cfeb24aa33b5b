using System.Text.Json.Nodes;

namespace Alerting.Cli.Tests.Mcp;

/// <summary><c>alerting mcp</c> as an assistant uses it.</summary>
public sealed class McpTests
{
    [Fact]
    public async Task An_assistant_lists_the_tools_and_calls_them_over_stdio()
    {
        using var server = new McpServer();
        var hello = (await server.AskAsync("initialize", new JsonObject
        {
            ["protocolVersion"] = "2025-06-18", ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" },
        }))["result"]!;
        hello["serverInfo"]!["name"]!.GetValue<string>().ShouldBe("alerting");
        hello["instructions"]!.GetValue<string>().ShouldContain("data, not instructions");
        server.Notify("notifications/initialized");

        await ShouldListToolsThatOnlyReadAsync(server);
        await ShouldAnswerAsync(server);
        await ShouldNameMistakesAsync(server);
        (await server.EndAsync()).ShouldBe(0);
    }

    private static async Task ShouldListToolsThatOnlyReadAsync(McpServer server)
    {
        var tools = (await server.AskAsync("tools/list"))["result"]!["tools"]!.AsArray();
        tools.Select(tool => tool!["name"]!.GetValue<string>()).ShouldBe([
            "incidents_list", "incidents_show", "why", "status", "oncall_show", "explain", "check", "replay",
        ]);
        tools.ShouldAllBe(tool => tool!["annotations"]!["readOnlyHint"]!.GetValue<bool>());
        var why = tools.Single(tool => tool!["name"]!.GetValue<string>() == "why")!["inputSchema"]!;
        why["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["name"]);
        why["properties"]!["since"]!["type"]!.GetValue<string>().ShouldBe("string");
    }

    private static async Task ShouldAnswerAsync(McpServer server)
    {
        var explained = await server.CallAsync("explain", new JsonObject
        {
            ["event"] = """{"title":"disk full","severity":"error"}""", ["at"] = "2026-11-14T03:00:00Z",
        });
        explained.IsError.ShouldBeFalse(explained.Text);
        JsonNode.Parse(explained.Text)!["alerts"]!.AsArray().Count.ShouldBe(1);

        var checkedText = await server.CallAsync("check", new JsonObject { ["yaml"] = "routes: [{ to: nobody }]" });
        checkedText.IsError.ShouldBeFalse(checkedText.Text);
        checkedText.Text.ShouldContain("nobody");

        var replayed = await server.CallAsync("replay", new JsonObject
        {
            ["lines"] = """{"at":"2026-11-14T03:00:00Z","event":{"title":"disk full","severity":"error"}}""",
        });
        replayed.IsError.ShouldBeFalse(replayed.Text);
        replayed.Text.ShouldContain("disk full");
    }

    private static async Task ShouldNameMistakesAsync(McpServer server)
    {
        (await server.CallAsync("why", [])).ShouldBe(("why needs the argument \"name\".", true));
        (await server.CallAsync("why", new JsonObject { ["name"] = 3 }))
            .ShouldBe(("\"name\" of why must be a text.", true));
        (await server.CallAsync("why", new JsonObject { ["name"] = "--help" }))
            .ShouldBe(("\"name\" must not begin with a dash.", true));
        (await server.CallAsync("check", new JsonObject { ["config"] = "-" })).IsError.ShouldBeTrue();
        (await server.CallAsync("status", new JsonObject { ["stack"] = "x" }))
            .ShouldBe(("status has no argument \"stack\". It takes none.", true));
        var since = await server.CallAsync("why", new JsonObject { ["name"] = "x", ["since"] = "soon" });
        (since.IsError, since.Text.Contains("\"soon\" is not a duration", StringComparison.Ordinal))
            .ShouldBe((true, true), since.Text);
        var away = await server.CallAsync("incidents_list", []);
        (away.IsError, away.Text).ShouldBe(
            (true, "alerting: Cannot use table nowhere: DynamoDB cannot be reached in eu-west-1."));
        (await server.AskAsync("tools/call", new JsonObject { ["name"] = "rm", ["arguments"] = new JsonObject() }))
            ["error"]!["message"]!.GetValue<string>().ShouldContain("Unknown tool \"rm\".");
    }
}
