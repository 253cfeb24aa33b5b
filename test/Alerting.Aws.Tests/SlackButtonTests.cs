using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Alerting.Functions.Tests;

namespace Alerting.Aws.Tests;

/// <summary>Slack buttons of a deployed stack: written by the deliver function, pressed at the webhook function.</summary>
public sealed class SlackButtonTests(MotoServer moto)
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    private const string Config = """
        people: { ann: { name: Ann Lee, sms: "+447700900001", slack: U01ANN } }
        routes: [{ to: chat, repeat: never }]
        """;

    [Fact]
    public async Task A_press_is_recorded_and_the_message_is_edited_for_everybody()
    {
        await using var stack = await FiringAsync();
        var message = JsonNode.Parse(stack.Chat.Requests[0].Body)!;

        string[] Edits() => [.. stack.Chat.Requests.Where(each => each.Path == "/actions").Select(each => each.Body)
            .Where(body => body.Contains("Acknowledged by Ann Lee"))];
        // A slow machine needs longer than Slack waits. The same press again is one answer.
        for (var i = 0; i < 20 && Edits().Length == 0; i++)
        {
            var press = PressAsync(stack, message, "U01ANN");
            await stack.RunAsync(until: () => press.IsCompleted);
            (await press).ShouldBe(200, stack.Logs);
        }

        Edits()[0].ShouldContain("\"Undo\"");
        var recorded = PressAsync(stack, message, "U01ANN");
        await stack.RunAsync(until: () => recorded.IsCompleted);
        (await recorded).ShouldBe(200, stack.Logs);
        await stack.RunAsync();
        stack.Chat.Requests.Count(each => each.Path != "/actions" && each.Body.Contains("Acknowledged by Ann Lee"))
            .ShouldBe(1, "the press counts once");
        stack.Logs.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_stranger_gets_a_link_and_a_forger_nothing()
    {
        await using var stack = await FiringAsync();
        var message = JsonNode.Parse(stack.Chat.Requests[0].Body)!;

        (await PressAsync(stack, message, "U99ZOE")).ShouldBe(200, stack.Logs);
        (await PressAsync(stack, message, "U01ANN", secret: "a guess")).ShouldBe(401);

        var reply = stack.Chat.Requests.Single(each => each.Path == "/actions").Body;
        var link = AnswerLinkTests.Link().Match(reply);
        reply.ShouldContain("https://answers.example.com" + link.Value);
        var page = await stack.InvokeAsync("webhook", FunctionUrl.Event("GET", link.Value, ""));
        page.ShouldContain("Nobody is on it.");
    }

    [Fact]
    public async Task A_request_of_six_minutes_ago_is_refused()
    {
        await using var stack = await FiringAsync();

        (await PressAsync(stack, JsonNode.Parse(stack.Chat.Requests[0].Body)!, "U01ANN", age: TimeSpan.FromMinutes(6)))
            .ShouldBe(401);

        await stack.RunAsync();
        stack.Chat.Requests.ShouldAllBe(each => !each.Body.Contains("Acknowledged by"));
    }

    [Fact]
    public async Task The_presser_knows_while_the_table_is_away()
    {
        await using var stack = await FiringAsync();
        stack.Proxy.Intercept = action => action == "GetItem" ? HttpReply.Text(400,
            """{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"slow"}""",
            "application/x-amz-json-1.0") : null;

        await PressAsync(stack, JsonNode.Parse(stack.Chat.Requests[0].Body)!, "U01ANN");

        stack.Chat.Requests.Single(each => each.Path == "/actions").Body.ShouldContain("may not be recorded");
    }

    private async Task<DeployedStack> FiringAsync()
    {
        var stack = await DeployedStack.CreateAsync(moto.Uri, Config);
        await stack.ServeSlackButtonsAsync(Secret);
        await stack.PublishAsync(DeployedStack.Alarm("orders"));
        await stack.RunAsync(until: () => stack.Chat.Requests.Count > 0);
        return stack;
    }

    /// <summary>Function URLs encode bodies other than text and JSON in base64.</summary>
    private static async Task<int> PressAsync(
        DeployedStack stack, JsonNode message, string user, string secret = Secret, TimeSpan age = default)
    {
        var button = message["attachments"]![0]!["blocks"]!.AsArray()
            .Where(block => block!["type"]!.GetValue<string>() == "actions")
            .SelectMany(block => block!["elements"]!.AsArray()).First(each => each!["value"] is not null)!;
        var payload = new JsonObject
        {
            ["type"] = "block_actions",
            ["user"] = new JsonObject { ["id"] = user, ["name"] = "zoe" },
            ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = "1548261231.000200" },
            ["message"] = message.DeepClone(),
            ["response_url"] = stack.Chat.Uri + "actions",
            ["actions"] = new JsonArray(new JsonObject
            {
                ["action_id"] = button["action_id"]!.GetValue<string>(),
                ["value"] = button["value"]!.GetValue<string>(),
                ["action_ts"] = "1548426417.840180",
            }),
        };
        var body = Encoding.UTF8.GetBytes("payload=" + WebUtility.UrlEncode(payload.ToJsonString()));
        var timestamp = (TimeProvider.System.GetUtcNow() - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body]));
        var request = JsonNode.Parse(FunctionUrl.Event("POST", "/slack/actions", Convert.ToBase64String(body),
            ("Host", "answers.example.com"), ("Content-Type", "application/x-www-form-urlencoded"),
            ("X-Slack-Request-Timestamp", timestamp), ("X-Slack-Signature", signature)))!;
        request["isBase64Encoded"] = true;
        return JsonNode.Parse(await stack.InvokeAsync("webhook", request.ToJsonString()))!["statusCode"]!.GetValue<int>();
    }
}
