using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.TestKit;

namespace Alerting.Aws.Tests.Commands;

/// <summary><c>alerting why</c> over the table and the log that the real functions wrote.</summary>
public sealed partial class WhyTests(MotoServer moto) : IAsyncDisposable
{
    private readonly InsightsServer _insights = new();

    public ValueTask DisposeAsync() => _insights.DisposeAsync();

    [Fact]
    public async Task An_alert_is_followed_from_its_event_to_its_deliveries_also_when_it_is_over()
    {
        await using var stack = await StackAsync();
        var alarm = DeployedStack.Alarm("orders-5xx");
        await stack.PublishAsync(alarm);
        await stack.RunAsync();
        await ShouldNameWhatMayNotBeReadAsync(stack);
        await stack.PublishAsync(alarm);
        await stack.PublishAsync(DeployedStack.Alarm("lonely"));
        await stack.RunAsync();
        await stack.PublishAsync(DeployedStack.Alarm("orders-5xx", "OK"));
        await stack.RunAsync();
        ReadLog(stack);

        var why = await WhyAsync(stack, "ORDERS");

        why.ExitCode.ShouldBe(0, why.Error);
        why.Output.ShouldMatch("^2 messages delivered since .*, the last at .*\\. Delivered: resolved to chat by slack\\.\n");
        why.Output.ShouldMatch(
            @"\d\d:\d\d CES?T \((\w+ \d+ \w+ )?\d\d:\d\d UTC\)\s+event\s+orders-5xx fires \(error\)\.\s");
        why.Output.ShouldMatch(@"decision\s+First alert of a new incident\.\s+FirstAlert\s+chat\s+#\w{3}\s");
        why.Output.ShouldMatch(@"decision\s+Suppressed: duplicate event\.\s+Duplicate\s");
        why.Output.ShouldMatch(@"delivery\s+Delivered: firing to chat by slack\.\s+FirstAlert\s+chat\s+#\w{3}\s");
        why.Output.ShouldMatch("Read: table alerting-\\w+: 1 incident of 1 since then\\.\n");
        why.Output.ShouldMatch("Read: log group /functions: \\d+ lines, 3\\.2 MB scanned\\.\n");
        Regex.Count(why.Output, "resolved").ShouldBe(3, "the sentence, the event and the delivery");
        Regex.Count(why.Output, "Delivered: firing").ShouldBe(1, "the record and the log say the same");

        foreach (var field in new InsightsQuery(_insights.Queries.First()).Fields)
            _insights.Lines.ShouldContain(line => line.ContainsKey(field), field);
        (await WhyAsync(stack, Code().Match(why.Output).Value)).Output.ShouldContain("First alert of a new incident.");
        await ShouldShowWhatBecameNoIncidentAsync(stack);
    }

    private async Task ShouldNameWhatMayNotBeReadAsync(DeployedStack stack)
    {
        var denied = InsightsServer.Refusal("AccessDeniedException");
        stack.Proxy.Intercept = action => action == "Scan" ? denied : null;
        _insights.Refusals.Enqueue(denied);

        var why = await WhyAsync(stack, "orders");

        why.ExitCode.ShouldBe(0, why.Error);
        why.Output.ShouldContain("First alert of a new incident.");
        why.Output.ShouldContain("Not read: Closed incidents: DynamoDB answered AccessDeniedException: the credentials " +
            "may not call dynamodb:Scan.\n", customMessage: why.Output);
        why.Output.ShouldContain("the credentials may not call logs:StartQuery.\n");

        stack.Proxy.Intercept = action => action is "Scan" or "Query" ? denied : null;
        _insights.Refusals.Enqueue(denied);
        var nothing = await WhyAsync(stack, "orders");
        nothing.ExitCode.ShouldBe(2, nothing.Output);
        nothing.Error.ShouldMatch("^alerting: Cannot use table \\S+: DynamoDB answered .* may not call .*\n$");
        stack.Proxy.Intercept = _ => null;
    }

    private async Task ShouldShowWhatBecameNoIncidentAsync(DeployedStack stack)
    {
        var lonely = await WhyAsync(stack, "lonely");
        lonely.ExitCode.ShouldBe(0, lonely.Error);
        lonely.Output.ShouldMatch("^Nobody was notified since .*\\. The last decision: .*no route.*\n");
        lonely.Output.ShouldContain(" NoRoute ");

        var misspelt = await WhyAsync(stack, "lonly", "--json");
        misspelt.ExitCode.ShouldBe(1, misspelt.Error);
        var json = JsonNode.Parse(misspelt.Output)!;
        json["answer"]!.GetValue<string>().ShouldEndWith(" Did you mean \"lonely\"?");
        json["decisions"]!.AsArray().ShouldBeEmpty();

        JsonPaths.Of((await WhyAsync(stack, "5xx", "--json")).Output).ShouldBe(
        [
            "answer", "decisions", "decisions[].alert", "decisions[].at", "decisions[].channel", "decisions[].code",
            "decisions[].group", "decisions[].incident", "decisions[].incidentCode", "decisions[].kind",
            "decisions[].reason", "decisions[].source", "decisions[].to", "meant", "name", "notRead", "read", "since",
            "until",
        ], ignoreOrder: true);
    }

    private async Task<DeployedStack> StackAsync()
    {
        var stack = await DeployedStack.CreateAsync(
            moto.Uri, "routes: [{ match: ['name =~ \"orders.*\"'], to: chat, interval: 2s }]");
        stack.LogAsJson();
        return stack;
    }

    private void ReadLog(DeployedStack stack) => _insights.Lines =
        [.. stack.Logs.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!.AsObject())];

    private Task<CliResult> WhyAsync(DeployedStack stack, params string[] arguments) => CliProcess.RunAsync(
        new Dictionary<string, string>(stack.Environment)
        {
            ["TZ"] = "Europe/Berlin", ["AWS_ENDPOINT_URL_LOGS"] = _insights.Uri.ToString(),
        },
        ["why", .. arguments, "--table", stack.Table, "--log-group", "/functions"]);

    [GeneratedRegex("#[a-z0-9]{3}(?= )")]
    private static partial Regex Code();
}
