using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.Functions.Tests;
using Alerting.TestKit;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS.Model;

namespace Alerting.Aws.Tests;

/// <summary>No secret that is planted in events is queued, stored, logged, sent or listed.</summary>
public sealed class SecretsTests(MotoServer moto)
{
    [Fact]
    public async Task No_queue_item_log_or_message_has_a_secret()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri,
            $"routes: [{{ to: chat, group_by: [{PlantedSecrets.GroupBy}], interval: 2s }}]");
        foreach (var (name, lambdaEvent) in PlantedSecrets.Events.Where(each => each.Name != "alertmanager"))
            Check(await stack.InvokeAsync(name == "logs" ? "log" : "alarm", lambdaEvent), "the answer to " + name);
        Check(await stack.InvokeAsync("webhook", FunctionUrl.Event("POST", "/alertmanager",
            PlantedSecrets.Alertmanager(), ("Authorization", "Bearer " + DeployedStack.WebhookToken))), "the answer");

        Check(await BodiesAsync(stack, stack.GroupsQueue), "the groups queue");
        await stack.InvokePendingAsync("group");
        Check(await BodiesAsync(stack, stack.DeliveriesQueue), "the deliveries queue");
        await stack.RunAsync();

        stack.Chat.Requests.ShouldNotBeEmpty(stack.Logs);
        Check(string.Join('\n', stack.Chat.Requests.Select(request => request.Body)), "the chat");
        Check(await ItemsAsync(stack), "the table");
        Check(stack.Logs, "the log");
    }

    [Fact]
    public async Task No_dead_letter_or_silence_is_listed_with_a_secret()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        var cancellation = TestContext.Current.CancellationToken;
        foreach (var (_, lambdaEvent) in PlantedSecrets.Events.TakeLast(7))
            await stack.Resources.Sqs.SendMessageAsync(stack.UndeliveredQueue, lambdaEvent, cancellation);
        await stack.Resources.Sqs.SendMessageAsync(
            new SendMessageRequest(stack.GroupsQueue, "{ \"to\": \"password=planted-hunter2\"")
            {
                MessageGroupId = "g", MessageDeduplicationId = "1",
            }, cancellation);
        await stack.InvokePendingAsync("group");

        var output = new StringBuilder(stack.Logs);
        var listed = await CliProcess.RunAsync(stack.Environment, "dead", "list", "--json");
        output.Append(listed.Output + (await CliProcess.RunAsync(stack.Environment, "dead", "list")).Output);
        // The JSON has the text for people, too.
        foreach (var id in JsonDocument.Parse(listed.Output).RootElement.GetProperty("messages").EnumerateArray()
            .Select(message => message.GetProperty("id").GetString()!))
        {
            output.Append((await CliProcess.RunAsync(stack.Environment, "dead", "show", id, "--json")).Output);
        }
        output.Append((await CliProcess.RunAsync(stack.Environment, "silence", "add",
            "name = \"orders login password=planted-hunter2\"", "--for", "1h", "--comment", "password=planted-hunter2"))
            .Output);
        output.Append((await CliProcess.RunAsync(stack.Environment, "silence", "list", "--json")).Output);

        output.ToString().ShouldContain("\"body\"");
        Check(output.ToString(), "the command line");
        Check(await ItemsAsync(stack), "the table");
    }

    private static void Check(string text, string what) => PlantedSecrets.In(text).ShouldBeEmpty($"{what}: {text}");

    /// <summary>The messages that wait, which stay in the queue.</summary>
    private static async Task<string> BodiesAsync(DeployedStack stack, string queue)
    {
        var bodies = new StringBuilder();
        var received = new List<string>();
        while (await ReceiveAsync(stack, queue) is { Count: > 0 } messages)
        {
            bodies.AppendJoin('\n', messages.Select(message => message.Body));
            received.AddRange(messages.Select(message => message.ReceiptHandle));
        }
        foreach (var receipt in received)
            await stack.Resources.Sqs.ChangeMessageVisibilityAsync(queue, receipt, 0);
        bodies.Length.ShouldBeGreaterThan(0);
        return bodies.ToString();
    }

    private static async Task<List<Message>> ReceiveAsync(DeployedStack stack, string queue) =>
        (await stack.Resources.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, VisibilityTimeout = 60 })).Messages ?? [];

    private static async Task<string> ItemsAsync(DeployedStack stack)
    {
        var text = new StringBuilder();
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await stack.Resources.Dynamo.ScanAsync(
                new ScanRequest(stack.Table) { ExclusiveStartKey = start });
            foreach (var (name, value) in page.Items.SelectMany(item => item))
                text.AppendLine($"{name}={value.S}{value.N}{Unpacked(value.B)}");
            start = page.LastEvaluatedKey is { Count: > 0 } next ? next : null;
        }
        while (start is not null);
        return text.ToString();
    }

    private static string Unpacked(MemoryStream? packed)
    {
        if (packed is null)
            return "";
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
