using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Alerting.Answers;
using Alerting.Answers.Slack;
using Alerting.Channels;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Sources.Webhooks;

namespace Alerting.Tests.Answers;

/// <summary>A channel in Slack: shows messages, signs what is pressed there, and keeps what comes back.</summary>
internal sealed class SlackRig(AnswerRig rig)
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    private int _presses;

    /// <summary>What was posted to the response URL.</summary>
    public List<JsonNode> Replies { get; } = [];

    public IEnumerable<string> OnlyForPresser =>
        Replies.Where(each => each["response_type"]?.GetValue<string>() == "ephemeral").Select(Text);

    public JsonNode Edited => Replies.Last(each => each["replace_original"]!.GetValue<bool>());

    public AnswerLinks Links { get; set; } =
        new(new Uri("https://a.lambda-url.eu-west-1.on.aws/"), rig.Keys) { HasSlackButtons = true };

    /// <summary>As the channel posts it.</summary>
    public JsonNode Post(Notification notification)
    {
        var message = new MessageWriter(rig.Config, Links).Write(notification);
        ChannelCatalog.TryFind("slack", out var channel).ShouldBeTrue();
        return JsonNode.Parse(channel!.Format.Write(message).ToString()!)!;
    }

    /// <summary>Without those that only open a link.</summary>
    public static IEnumerable<JsonNode> Buttons(JsonNode message) => Blocks(message)
        .Where(block => block["type"]!.GetValue<string>() == "actions")
        .SelectMany(block => block["elements"]!.AsArray()).OfType<JsonNode>()
        .Where(button => button["url"] is null);

    public static IEnumerable<string> Labels(JsonNode message) =>
        Buttons(message).Select(button => button["text"]!["text"]!.GetValue<string>());

    public static string Text(JsonNode reply) => reply["text"]!.GetValue<string>();

    /// <summary>Someone presses a button of a message as they see it.</summary>
    public Task<AnswerResponse> PressAsync(JsonNode message, string label, string user = "U01ANN") =>
        SendAsync(Payload(message, label, user));

    /// <summary>What Slack posts, as https://docs.slack.dev/reference/interaction-payloads/block_actions-payload shows it.</summary>
    public string Payload(JsonNode message, string label, string user = "U01ANN")
    {
        var button = Buttons(message).Single(each => each["text"]!["text"]!.GetValue<string>() == label);
        return new JsonObject
        {
            ["type"] = "block_actions",
            ["user"] = new JsonObject { ["id"] = user, ["username"] = "zoë", ["name"] = "zoë", ["team_id"] = "T1" },
            ["api_app_id"] = "A1",
            ["container"] = new JsonObject
                { ["type"] = "message", ["message_ts"] = "1548261231.000200", ["channel_id"] = "C1" },
            ["team"] = new JsonObject { ["id"] = "T1", ["domain"] = "example" },
            ["channel"] = new JsonObject { ["id"] = "C1", ["name"] = "alerts" },
            ["message"] = message.DeepClone(),
            ["response_url"] = "https://hooks.slack.com/actions/T1/1/secret",
            ["actions"] = new JsonArray(new JsonObject
            {
                ["type"] = "button",
                ["action_id"] = button["action_id"]!.GetValue<string>(),
                ["value"] = button["value"]!.GetValue<string>(),
                ["action_ts"] = $"15482614{_presses++}.840299",
            }),
        }.ToJsonString();
    }

    public Task<AnswerResponse> SendAsync(string payload) =>
        SendAsync(Signed("payload=" + WebUtility.UrlEncode(payload)));

    public async Task<AnswerResponse> SendAsync(WebhookRequest request)
    {
        var desk = new SlackDesk(rig.Keys, Links, rig.Config, rig.Timelines, rig.Groups, rig, (_, json) =>
        {
            Replies.Add(JsonNode.Parse(json.Span)!);
            return Task.CompletedTask;
        }, rig.Time);
        return SlackDesk.Refusal(request, Secret, rig.Time.GetUtcNow())
            ?? await rig.WhileTimePassesAsync(desk.AnswerAsync(request, CancellationToken.None));
    }

    public WebhookRequest Signed(string body, string secret = Secret, TimeSpan age = default)
    {
        var timestamp = (rig.Time.GetUtcNow() - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var bytes = Encoding.UTF8.GetBytes(body);
        return new WebhookRequest
        {
            Method = "POST", Path = SlackDesk.Path, Body = bytes,
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Content-Type"] = "application/x-www-form-urlencoded",
                ["X-Slack-Request-Timestamp"] = timestamp,
                ["X-Slack-Signature"] = SlackSignature.Sign(secret, timestamp, bytes),
            },
        };
    }

    /// <summary>Those below a coloured bar last.</summary>
    public static IEnumerable<JsonNode> Blocks(JsonNode message) =>
        message["blocks"]!.AsArray()
            .Concat((message["attachments"]?.AsArray() ?? []).SelectMany(each => each!["blocks"]!.AsArray()))
            .OfType<JsonNode>();
}
