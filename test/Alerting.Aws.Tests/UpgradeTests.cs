using System.Text.Json;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Alerting.Tests.Upgrade;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Alerting.Aws.Tests;

/// <summary>Today's functions with a table and queues filled by version 1.</summary>
public sealed class UpgradeTests(MotoServer moto)
{
    [Fact]
    public async Task Messages_in_flight_are_delivered_once()
    {
        await using var stack = await CreateAsync();
        foreach (var name in (string[])["firing", "fallback", "storm"])
            await SendAsync(stack, stack.DeliveriesQueue, Version1.Message("deliveries", name));
        await SendAsync(stack, stack.DeliveriesQueue, Version1.Message("undelivered", "notification"));
        await SendAsync(stack, stack.GroupsQueue, Version1.Message("groups", "arrived-ok"));

        await stack.RunAsync();

        // It is marked as delivered by a claim of version 1. The dead letter is the same notification.
        To(stack, "oncall")
            .ShouldNotContain(request => request.Body.Contains("billing-errors", StringComparison.Ordinal));
        To(stack, "lead").ShouldHaveSingleItem().Body.ShouldContain("billing-errors");
        To(stack, "oncall").Count(request => request.Body.Contains("fleet-001", StringComparison.Ordinal))
            .ShouldBe(1, stack.Logs);
        To(stack, "oncall").Select(request => JsonDocument.Parse(request.Body).RootElement)
            .Where(message => message.GetProperty("kind").GetString() == "resolved")
            .SelectMany(message => message.GetProperty("alerts").EnumerateArray())
            .ShouldHaveSingleItem(stack.Logs).GetProperty("name").GetString().ShouldBe("orders-5xx");
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Held_notifications_are_sent_with_the_next_tick()
    {
        // Without the firing alert, which would inhibit the others.
        await using var stack = await CreateAsync(except: "firing");

        string[] names = ["payments-db", "cart-latency", "gateway-down", "login-latency", "flaky-check"];
        // The digest of what was held and the others may come with another tick on a busy machine.
        await stack.TickUntilAsync(() => Names(stack, "team", ["stock-queue", "images-cache"])
            && Array.TrueForAll(names, name => Names(stack, "oncall", [name])));

        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
    }

    private async Task<DeployedStack> CreateAsync(string except = "")
    {
        var stack = await DeployedStack.CreateAsync(moto.Uri);
        stack.Proxy.IsPermittedBesides = parameter => parameter.StartsWith("/v1/", StringComparison.Ordinal);
        // There is no server for the pager, and the test cannot wait five minutes for the group's next batch.
        await stack.ConfigureAsync(_ => Version1.Yaml.Replace("pagerduty:", "webhook:", StringComparison.Ordinal)
            .Replace("to: [oncall, team, pager],", "to: [oncall, team, pager], interval: 0s,",
                StringComparison.Ordinal));
        using var parameters =
            new AmazonSimpleSystemsManagementClient(new BasicAWSCredentials("AKIDEXAMPLE", "example-secret"),
            new AmazonSimpleSystemsManagementConfig
                { ServiceURL = moto.Uri.ToString(), AuthenticationRegion = "eu-west-1" });
        foreach (var receiver in (string[])["oncall", "lead", "team", "chat", "pager"])
        {
            await parameters.PutParameterAsync(new PutParameterRequest
            {
                Name = "/v1/" + receiver, Value = $"{stack.Chat.Uri}{receiver}", Type = ParameterType.SecureString,
                Overwrite = true,
            });
        }
        foreach (var name in Version1.Names("table").Where(name => name != except))
            await stack.Resources.Dynamo.PutItemAsync(new PutItemRequest(stack.Table, Version1.Item(name).Attributes));
        return stack;
    }

    private static async Task SendAsync(DeployedStack stack, string queue, QueuedText message) =>
        await stack.Resources.Sqs.SendMessageAsync(
        new SendMessageRequest(queue, message.Body)
            { MessageGroupId = message.GroupId, MessageDeduplicationId = message.DeduplicationId });

    /// <summary>Whether one message to the receiver has all these names.</summary>
    private static bool Names(DeployedStack stack, string receiver, string[] names) => To(stack, receiver).Any(request =>
        Array.TrueForAll(names, name => request.Body.Contains(name, StringComparison.Ordinal)));

    private static RecordedRequest[] To(DeployedStack stack, string receiver) =>
        [.. stack.Chat.Requests.Where(request => request.Path == "/" + receiver)];
}
