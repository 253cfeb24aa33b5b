using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Alerting.Functions.Tests;

namespace Alerting.Aws.Tests;

/// <summary>Answer links of a deployed stack: written by the deliver function, served by the webhook function.</summary>
public sealed partial class AnswerLinkTests(MotoServer moto)
{
    private const string Config = """
        people: { ann: { name: Ann Lee, sms: "+447700900001" } }
        routes: [{ to: chat, repeat: never }]
        """;

    [Theory]
    [InlineData("ack", "Acknowledged by Ann Lee")]
    [InlineData("snooze-1h", "Snoozed by Ann Lee")]
    public async Task A_press_in_the_browser_is_shown_to_everybody(string answer, string shown)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config);
        await stack.ServeAnswersAsync();
        await stack.PublishAsync(DeployedStack.Alarm("orders"));
        await stack.RunAsync(until: () => stack.Chat.Requests.Count > 0);
        var link = Link().Match(stack.Chat.Requests[0].Body);
        link.Success.ShouldBeTrue(stack.Chat.Requests[0].Body);

        var (status, page) = await RequestAsync(stack, "GET", link.Value);
        (status, page.Contains("Nobody is on it.")).ShouldBe((200, true), page);
        var form = $"nonce={WebUtility.UrlEncode(Nonce().Match(page).Groups[1].Value)}&answer={answer}&by=ann";
        var press = RequestAsync(stack, "POST", link.Value, form);
        await stack.RunAsync(until: () => press.IsCompleted);

        (await press).Status.ShouldBe(303, stack.Logs);
        (await RequestAsync(stack, "GET", link.Value)).Body.ShouldContain(shown);
        await stack.RunAsync(until: () => stack.Chat.Requests.Count > 1);
        stack.Chat.Requests[^1].Body.ShouldContain(shown);
    }

    [Fact]
    public async Task A_person_gets_a_sentence_while_the_table_is_away()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config);
        await stack.ServeAnswersAsync();
        await stack.PublishAsync(DeployedStack.Alarm("orders"));
        await stack.RunAsync(until: () => stack.Chat.Requests.Count > 0);
        stack.Proxy.Intercept = action => action == "GetItem" ? HttpReply.Text(400,
            """{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"slow"}""",
            "application/x-amz-json-1.0") : null;

        var (status, page) = await RequestAsync(stack, "GET", Link().Match(stack.Chat.Requests[0].Body).Value);

        (status, page.Contains("Not available at the moment")).ShouldBe((503, true), page);
    }

    [Fact]
    public async Task A_page_goes_out_without_a_link_when_the_keys_cannot_be_read()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config);
        await stack.ServeAnswersAsync();
        stack.Set("ALERT_ANSWER_KEY_PARAMETER", "/aws/reference/secretsmanager/stack-none-answer-keys");
        await stack.PublishAsync(DeployedStack.Alarm("orders"));

        await stack.RunAsync(until: () => stack.Chat.Requests.Count > 0);

        stack.Chat.Requests[0].Body.ShouldNotContain("answers.example.com");
    }

    internal static async Task<(int Status, string Body)> RequestAsync(
        DeployedStack stack, string method, string path, string body = "")
    {
        var answer = JsonNode.Parse(await stack.InvokeAsync("webhook", FunctionUrl.Event(method, path, body,
            ("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin"))))!;
        return (answer["statusCode"]!.GetValue<int>(), answer["body"]!.GetValue<string>());
    }

    [GeneratedRegex("/i/[A-Za-z0-9_-]{30,}")]
    internal static partial Regex Link();

    [GeneratedRegex("name=\"nonce\" value=\"([^\"]+)\"")]
    private static partial Regex Nonce();
}
