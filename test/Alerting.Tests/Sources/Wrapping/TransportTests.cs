using System.Text;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources.Wrapping;

/// <summary>The body of a webhook is the same alert whatever carries it.</summary>
public sealed class TransportTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:relay";

    public static TheoryData<string> Webhooks =>
        [.. EventCorpus.Cases.Where(name => BodyOf(name) is ['{', ..])];

    [Theory, MemberData(nameof(Webhooks))]
    public void Every_transport_brings_the_same_alerts(string name)
    {
        var body = BodyOf(name)!;
        var direct = Outcomes(JsonNode.Parse(EventCorpus.Event(name))!);

        foreach (var (transport, carried) in Carried(body))
            Outcomes(carried).ShouldBe(direct, transport);
    }

    [Fact]
    public void A_text_comes_by_every_transport_too()
    {
        foreach (var (transport, carried) in Carried("CRITICAL: disk of db-1 is full"))
        {
            var signal = Read(carried).ShouldHaveSingleItem(transport);
            signal.Title.ShouldBe("disk of db-1 is full", transport);
            signal.Claims[0].Severity.ShouldBe(Severity.Critical, transport);
        }
    }

    [Fact]
    public void A_redelivered_record_of_a_stream_is_the_same_event()
    {
        var kinesis = Carried("""{"title":"Disk full","severity":"error"}""").Single(each => each.Name == "Kinesis");

        var signal = Read(kinesis.Json).ShouldHaveSingleItem();

        signal.EventKey.ShouldBe("shardId-000000000006:4959033827");
        signal.OccurredAt.ShouldBe(DateTimeOffset.Parse("2026-11-14T02:40:27Z", null));
    }

    [Fact]
    public void A_push_without_data_is_read_by_its_attributes()
    {
        var signal = Read(JsonNode.Parse("""
            {"subscription":"projects/p/subscriptions/s","message":{"messageId":"7","publishTime":"2026-11-14T02:40:27Z",
             "attributes":{"title":"Disk full","severity":"critical"}}}
            """)!).ShouldHaveSingleItem();

        (signal.Title, signal.Claims[0].Severity, signal.EventKey).ShouldBe(("Disk full", Severity.Critical, "7"));
    }

    [Theory]
    [InlineData("/events", null)]
    [InlineData("/prod/events", "prod")]
    public void The_stage_of_an_API_is_no_part_of_the_path(string path, string? stage)
    {
        var request = new JsonObject
        {
            ["rawPath"] = path,
            ["requestContext"] = new JsonObject
            {
                ["stage"] = stage ?? "$default", ["http"] = new JsonObject { ["method"] = "POST", ["path"] = path },
            },
            ["body"] = "{}",
        };

        Alerting.Sources.Webhooks.WebhookRequest.FromFunctionUrl(Encoding.UTF8.GetBytes(request.ToJsonString()))!.Path
            .ShouldBe("/events");
    }

    private static IEnumerable<(string Name, JsonNode Json)> Carried(string body)
    {
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes(body));
        yield return ("REST API", Request(body));
        yield return ("load balancer", new JsonObject
        {
            ["requestContext"] = new JsonObject { ["elb"] = new JsonObject { ["targetGroupArn"] = "arn:aws:x" } },
            ["httpMethod"] = "POST", ["path"] = "/events",
            ["multiValueHeaders"] = new JsonObject { ["content-type"] = new JsonArray("application/json") },
            ["body"] = data, ["isBase64Encoded"] = true,
        });
        yield return ("SNS", Sns(body));
        yield return ("a request by SNS", Sns(Request(body).ToJsonString()));
        yield return ("SNS by SNS", Sns(Envelope(body).ToJsonString()));
        yield return ("texts by protocol", Sns(new JsonObject { ["default"] = body, ["sms"] = "x" }.ToJsonString()));
        yield return ("SQS", new JsonObject { ["Records"] = new JsonArray(Sqs(body)) });
        yield return ("SNS by SQS", new JsonObject
        {
            ["Records"] = new JsonArray(Sqs(Envelope(body).ToJsonString())),
        });
        yield return ("a pipe", new JsonArray(Sqs(body)));
        yield return ("a queue's message", new JsonArray(new JsonObject
        {
            ["messageId"] = "7", ["receiptHandle"] = "r", ["body"] = body,
        }));
        yield return ("the API of SQS", new JsonObject
        {
            ["Messages"] = new JsonArray(new JsonObject
            {
                ["MessageId"] = "7", ["ReceiptHandle"] = "r", ["Body"] = body,
            }),
        });
        yield return ("Kinesis", new JsonObject { ["Records"] = new JsonArray(Kinesis(data)) });
        yield return ("a pipe from Kinesis", new JsonArray(new JsonObject
        {
            ["eventSource"] = "aws:kinesis", ["kinesisSchemaVersion"] = "1.0", ["partitionKey"] = "1",
            ["sequenceNumber"] = "4959", ["data"] = data,
        }));
        yield return ("Kafka", new JsonObject
        {
            ["eventSource"] = "aws:kafka",
            ["records"] = new JsonObject
            {
                ["alerts-0"] = new JsonArray(new JsonObject
                {
                    ["topic"] = "alerts", ["partition"] = 0, ["offset"] = 15, ["value"] = data,
                }),
            },
        });
        yield return ("MQ", new JsonObject
        {
            ["eventSource"] = "aws:mq",
            ["messages"] = new JsonArray(new JsonObject { ["messageID"] = "ID:1", ["data"] = data }),
        });
        yield return ("Pub/Sub", new JsonObject
        {
            ["subscription"] = "projects/p/subscriptions/s",
            ["message"] = new JsonObject
            {
                ["data"] = data, ["messageId"] = "1", ["attributes"] = new JsonObject { ["a"] = "b" },
            },
        });
    }

    private static JsonObject Request(string body) => new()
    {
        ["resource"] = "/{proxy+}", ["httpMethod"] = "POST", ["path"] = "/events",
        ["headers"] = new JsonObject { ["Content-Type"] = "application/json" }, ["multiValueHeaders"] = null,
        ["requestContext"] = new JsonObject { ["requestId"] = "r1", ["stage"] = "prod", ["path"] = "/prod/events" },
        ["body"] = body, ["isBase64Encoded"] = false,
    };

    private static JsonObject Sns(string message) => new()
    {
        ["Records"] = new JsonArray(new JsonObject { ["EventSource"] = "aws:sns", ["Sns"] = Envelope(message) }),
    };

    private static JsonObject Envelope(string message) => new()
    {
        ["Type"] = "Notification", ["TopicArn"] = Topic, ["MessageId"] = "95df01b4", ["Message"] = message,
        ["Timestamp"] = "2026-11-14T02:40:27.004Z",
    };

    private static JsonObject Sqs(string body) =>
        new() { ["messageId"] = "7", ["receiptHandle"] = "r", ["eventSource"] = "aws:sqs", ["body"] = body };

    private static JsonObject Kinesis(string data) => new()
    {
        ["eventSource"] = "aws:kinesis", ["eventID"] = "shardId-000000000006:4959033827",
        ["kinesis"] = new JsonObject
        {
            ["kinesisSchemaVersion"] = "1.0", ["partitionKey"] = "1", ["sequenceNumber"] = "4959033827",
            ["data"] = data, ["approximateArrivalTimestamp"] = 1794624027,
        },
    };

    /// <summary>The identity of an alert of these two readers contains where it came from.</summary>
    private static List<(string, string, string, AlertStatus, Severity)> Outcomes(JsonNode json) =>
        [.. Read(json).Select(signal => (signal.Source, signal.Title,
            signal.Source is "generic" or "goalert" ? signal.Identity.Split('|', 3)[2] : signal.Identity, signal.Status,
            (signal.Claims is [var own, ..] ? own : signal.Fallback!).Severity))];

    private static IReadOnlyList<Signal> Read(JsonNode json) =>
        EventReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string? BodyOf(string name) => JsonNode.Parse(EventCorpus.Event(name)) is JsonObject json
        && json["requestContext"] is not null ? json["body"]?.GetValue<string>() : null;
}
