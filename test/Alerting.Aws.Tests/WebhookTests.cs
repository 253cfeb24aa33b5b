using System.Text.Json.Nodes;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Alerting.Functions.Tests;

namespace Alerting.Aws.Tests;

/// <summary>With a queue, web requests are acknowledged as soon as their alerts are stored.</summary>
public sealed class WebhookTests(MotoServer moto)
{
    private const string TwoAlerts = """
        {"version":"4","alerts":[
         {"status":"firing","labels":{"alertname":"Latency","severity":"critical","account":"1"},"startsAt":"2026-11-14T02:40:00Z","fingerprint":"aa01"},
         {"status":"firing","labels":{"alertname":"DiskFull","severity":"error","account":"2"},"startsAt":"2026-11-14T02:40:00Z","fingerprint":"aa02"}]}
        """;

    [Fact]
    public async Task The_request_is_acknowledged_before_any_channel_is_called()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);

        (await PostAsync(stack)).ShouldBe((202, """{"taken":2,"message":"2 alerts accepted."}"""));

        stack.Chat.Requests.ShouldBeEmpty();
        await stack.RunAsync();
        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        stack.Chat.Requests.ShouldContain(post => post.Body.Contains("CRITICAL: Latency"));
    }

    [Fact]
    public async Task While_the_queue_is_unavailable_the_sender_is_asked_to_retry()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        stack.Proxy.Intercept = action => action == "SendMessageBatch" ? HttpReply.Text(503, "", "text/plain") : null;

        (await PostAsync(stack)).Status.ShouldBe(503);
        stack.Proxy.Intercept = _ => null;
        (await PostAsync(stack)).Status.ShouldBe(202);

        await stack.RunAsync();
        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
    }

    private static async Task<(int Status, string Body)> PostAsync(DeployedStack stack)
    {
        var request = FunctionUrl.Event("POST", "/alertmanager", TwoAlerts,
            ("Authorization", "Bearer " + DeployedStack.WebhookToken));
        var answer = JsonNode.Parse(await stack.InvokeAsync("webhook", request))!;
        return (answer["statusCode"]!.GetValue<int>(), answer["body"]!.GetValue<string>());
    }
}
