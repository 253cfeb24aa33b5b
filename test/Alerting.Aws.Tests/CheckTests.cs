using System.Text.Json.Nodes;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;

namespace Alerting.Aws.Tests;

/// <summary>The check function on a real server, with its state in the table.</summary>
public sealed class CheckTests(MotoServer moto)
{
    [Fact]
    public async Task An_outage_fires_after_failures_in_a_row_and_resolves_after_recoveries()
    {
        await using var shop = new RecordingHttpServer();
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config(shop, "failures: 2, recoveries: 2"));

        shop.Responder = _ => Task.FromResult(HttpReply.Text(503, "", "text/plain"));
        (await RunAsync(stack)).ShouldBe(1);
        await stack.RunAsync();
        stack.Chat.Requests.ShouldBeEmpty();
        await RunAsync(stack);
        await RunAsync(stack);
        await stack.RunAsync();
        stack.Chat.Requests.ShouldHaveSingleItem().Body.ShouldContain("ERROR: shop answered 503 instead of 2xx");

        shop.Responder = _ => Task.FromResult(HttpReply.Text(200, "ok", "text/plain"));
        await RunAsync(stack);
        await stack.RunAsync();
        stack.Chat.Requests.Count.ShouldBe(1);
        await RunAsync(stack);
        await stack.RunAsync();
        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        stack.Chat.Requests[1].Body.ShouldMatch("RESOLVED[^:]*: shop");
    }

    [Fact]
    public async Task A_check_that_is_removed_ends_its_alert()
    {
        await using var shop = new RecordingHttpServer();
        shop.Responder = _ => Task.FromResult(HttpReply.Text(500, "", "text/plain"));
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config(shop, "failures: 1"));
        await RunAsync(stack);
        await stack.RunAsync();
        stack.Chat.Requests.Count.ShouldBe(1, stack.Logs);

        await stack.ConfigureAsync(yaml => yaml.Replace("shop:", "other:", StringComparison.Ordinal)
            .Replace("failures: 1", "failures: 5", StringComparison.Ordinal));
        await stack.KillAsync("check");
        await RunAsync(stack);
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        stack.Chat.Requests[1].Body.ShouldContain("not recovered");
    }

    [Fact]
    public async Task A_check_that_passes_again_costs_one_query()
    {
        await using var shop = new RecordingHttpServer();
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config(shop, "failures: 1"));
        await RunAsync(stack);
        stack.Proxy.Reset();

        await RunAsync(stack);

        stack.Proxy.Calls.Keys.ShouldBe(["Query"]);
    }

    private static string Config(HttpServer shop, string keys) => $$"""
        routes: [{ to: chat, repeat: never }]
        checks: { shop: { url: "{{shop.Uri}}", allow_private: true, {{keys}} } }
        """;

    private static async Task<int> RunAsync(DeployedStack stack) => JsonNode.Parse(
        await stack.InvokeAsync("check", """{"time":"2026-11-14T02:40:00Z"}"""))!["checked"]!.GetValue<int>();
}
