using System.Text;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources.Wrapping;

/// <summary>An AWS event is the same alert with and without its envelope, and through every transport.</summary>
public sealed class WrappedEventTests
{
    /// <summary>The sources of these events cannot be known without <c>source</c>.</summary>
    private static readonly string[] Unknowable = ["com.example."];

    /// <summary>Their details alone name neither what happened nor to what, or belong to several types.</summary>
    private static readonly string[] NeedTheirEnvelope =
    [
        "access-analyzer/preview", "autoscaling/", "backup/plan", "backup/restore", "backup/vault",
        "ec2/attach-volume", "ec2/fleet", "ec2/spot-fleet", "ec2/spot-request", "ecs/deployment", "ecs/service",
        "ec2/volume", "eventbridge/", "inspector/coverage", "inspector/scan", "s3/", "ssm/calendar", "ssm/parameter",
        "ssm/window", "lambda-destination/", "opensearch/", "datasync/", "synthetics/hostile", "internet-monitor/hostile",
        "application-signals/hostile", "msk/hostile",
    ];

    /// <summary>The envelope identifies them by an ARN that is not in their detail.</summary>
    private static readonly string[] NamedByAnArn =
        ["access-analyzer/", "acm/", "ec2/spot-interruption", "guardduty/plan"];

    public static TheoryData<string> Events => [.. EventCorpus.Cases.Where(name => Envelope(name) is not null)];

    public static TheoryData<string> Details =>
        [.. EventCorpus.Cases.Where(name => Envelope(name) is { } json && json["detail"] is JsonObject
            && !Array.Exists(NeedTheirEnvelope, start => name.StartsWith(start, StringComparison.Ordinal)))];

    [Theory, MemberData(nameof(Events))]
    public void Every_transport_brings_the_same_alert(string name)
    {
        var json = Envelope(name)!;

        JsonNode[] all =
        [
            Sns(json), Sqs(json), Sqs(Sns(json)["Records"]![0]!["Sns"]!), Webhook(json),
            new JsonObject { ["event"] = json.DeepClone() }, new JsonObject { ["Message"] = json.ToJsonString() },
        ];
        foreach (var wrapped in all)
        {
            Outcomes(wrapped).ShouldBe(Outcomes(json), wrapped.ToJsonString());
        }
    }

    [Theory, MemberData(nameof(Events))]
    public void The_detail_type_stands_for_a_missing_source(string name)
    {
        var json = Envelope(name)!;
        var source = json["source"]!.GetValue<string>();
        if (Array.Exists(Unknowable, start => source.StartsWith(start, StringComparison.Ordinal)))
            return;
        var without = json.DeepClone().AsObject();
        without.Remove("source");

        Outcomes(without).ShouldBe(Outcomes(json));
        Outcomes(Sns(without)).ShouldBe(Outcomes(json));
    }

    [Theory, MemberData(nameof(Details))]
    public void A_detail_alone_is_recognised_by_its_fields(string name)
    {
        var json = Envelope(name)!;
        var detail = json["detail"]!;

        var sns = Sns(detail, json);
        foreach (var wrapped in (JsonNode[])[sns, Sqs(sns["Records"]![0]!["Sns"]!)])
        {
            Meanings(wrapped).ShouldBe(Meanings(json), wrapped.ToJsonString());
            if (!Array.Exists(NamedByAnArn, start => name.StartsWith(start, StringComparison.Ordinal)))
                Outcomes(wrapped).ShouldBe(Outcomes(json), wrapped.ToJsonString());
        }
        Meanings(detail).Count.ShouldBe(Meanings(json).Count);
        Meanings(Webhook(detail)).Count.ShouldBe(Meanings(json).Count);
    }

    private static List<(string, string, string, AlertStatus, Severity)> Outcomes(JsonNode body) =>
        [.. Read(body).Select(signal => (signal.Source, signal.Title, signal.Identity, signal.Status, Claim(signal)))];

    /// <summary>Without the identity, which may be an ARN that only the envelope has.</summary>
    private static List<(string, string, AlertStatus, Severity)> Meanings(JsonNode body) =>
        [.. Read(body).Select(signal => (signal.Source, signal.Title, signal.Status, Claim(signal)))];

    private static Severity Claim(Signal signal) =>
        (signal.Claims is [var own, ..] ? own : signal.Fallback!).Severity;

    private static IReadOnlyList<Signal> Read(JsonNode body) =>
        EventReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString()));

    /// <summary>The EventBridge event of an example, out of the message of SNS if it is there.</summary>
    private static JsonObject? Envelope(string name)
    {
        var json = JsonNode.Parse(EventCorpus.Event(name)) as JsonObject;
        if (json?["Records"]?[0]?["Sns"]?["Message"] is JsonValue message
            && message.TryGetValue<string>(out var text) && text.TrimStart().StartsWith('{'))
        {
            try
            {
                json = JsonNode.Parse(text) as JsonObject;
            }
            catch (System.Text.Json.JsonException)
            {
                return null;
            }
        }
        return json?["source"] is not null && json["detail-type"] is not null && json["time"] is not null ? json : null;
    }

    private static JsonObject Sns(JsonNode message) => Sns(message, message);

    private static JsonObject Sns(JsonNode message, JsonNode place) => new()
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["EventSource"] = "aws:sns",
            ["Sns"] = new JsonObject
            {
                ["Type"] = "Notification",
                ["MessageId"] = "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
                ["TopicArn"] = $"arn:aws:sns:{place["region"]}:{place["account"]}:relay",
                ["Message"] = message.ToJsonString(),
                ["Timestamp"] = "2026-11-14T02:40:27.004Z",
            },
        }),
    };

    private static JsonObject Sqs(JsonNode body) => new()
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["messageId"] = "7",
            ["eventSource"] = "aws:sqs",
            ["body"] = body.ToJsonString(),
        }),
    };

    private static JsonObject Webhook(JsonNode body) => new()
    {
        ["rawPath"] = "/events",
        ["requestContext"] = new JsonObject
        {
            ["requestId"] = "r1",
            ["http"] = new JsonObject { ["method"] = "POST", ["path"] = "/events" },
        },
        ["body"] = body.ToJsonString(),
    };
}
