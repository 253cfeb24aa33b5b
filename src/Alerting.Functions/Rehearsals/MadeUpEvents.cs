using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Alerting.Aws.Queues;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Functions.Rehearsals;

/// <summary>The event of each role for a critical alarm that has just fired.</summary>
internal static class MadeUpEvents
{
    /// <summary>Few, because each takes time and most teams have one chat and one pager.</summary>
    private const int MaxReceivers = 8;

    /// <summary>Empty for roles whose first event need not be fast.</summary>
    public static IEnumerable<Stream> Of(FunctionRole role, AlertingServices.Runtime runtime, DateTimeOffset now) =>
        role switch
    {
        FunctionRole.Alarm => [Json(Alarm(now))],
        FunctionRole.Log => [Json(LogBatch(now))],
        FunctionRole.Group => [.. Envelopes(runtime, now).Take(1).Select(envelope => Queued(MessageBody.Of(envelope)))],
        FunctionRole.Deliver => Notifications(runtime, now).Select(each => Queued(MessageBody.Of(each))),
        _ => [],
    };

    private static IEnumerable<GroupEnvelope> Envelopes(AlertingServices.Runtime runtime, DateTimeOffset now) =>
        runtime.Pipeline.Take(Encoding.UTF8.GetBytes(Alarm(now).ToJsonString()), now).Envelopes;

    /// <summary>One for each receiver.</summary>
    private static IEnumerable<Notification> Notifications(AlertingServices.Runtime runtime, DateTimeOffset now)
    {
        var reducer = new GroupReducer(new GroupRules(runtime.Config));
        var notified = Envelopes(runtime, now).SelectMany(envelope =>
            reducer.Reduce(GroupState.New(envelope.To), envelope.Message, now, MuteContext.Empty).Notifications);
        return notified.FirstOrDefault() is not { } one ? []
            : runtime.Config.Receivers.Keys.Take(MaxReceivers)
                .Select(receiver => one with { Id = "rehearsal-" + receiver, Receiver = receiver });
    }

    private static JsonObject Alarm(DateTimeOffset now) => new()
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["EventSource"] = "aws:sns",
            ["Sns"] = new JsonObject
            {
                ["MessageId"] = "rehearsal",
                ["TopicArn"] = "arn:aws:sns:eu-west-1:123456789012:rehearsal",
                ["Subject"] = "ALARM: \"rehearsal\" in EU (Ireland)",
                ["Timestamp"] = now.ToString("O"),
                ["Message"] = $$"""
                    {"AlarmName":"[critical] rehearsal","AlarmDescription":"See https://example.com/runbook.",
                    "AWSAccountId":"123456789012","NewStateValue":"ALARM","OldStateValue":"OK",
                    "NewStateReason":"Threshold Crossed: 1 datapoint [12.0 (14/11/26 02:40:00)] was greater than the threshold (5.0).",
                    "StateChangeTime":"{{now:yyyy-MM-dd'T'HH:mm:ss.fff}}+0000","Region":"EU (Ireland)",
                    "AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:rehearsal",
                    "Trigger":{"MetricName":"Errors","Namespace":"AWS/Lambda","StatisticType":"Statistic",
                    "Statistic":"SUM","Unit":null,"Dimensions":[{"value":"rehearsal","name":"FunctionName"}],
                    "Period":60,"EvaluationPeriods":1,"ComparisonOperator":"GreaterThanThreshold","Threshold":5.0} }
                    """,
            },
        }),
    };

    private static JsonObject LogBatch(DateTimeOffset now)
    {
        var batch = new JsonObject
        {
            ["messageType"] = "DATA_MESSAGE",
            ["owner"] = "123456789012",
            ["logGroup"] = "/aws/lambda/rehearsal",
            ["logStream"] = "rehearsal",
            ["subscriptionFilters"] = new JsonArray("rehearsal"),
            ["logEvents"] = new JsonArray(new JsonObject
            {
                ["id"] = "1",
                ["timestamp"] = now.ToUnixTimeMilliseconds(),
                ["message"] = """{"level":"error","message":"Order 17 could not be charged","exception":"Timeout"}""",
            }),
        };
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(batch.ToJsonString()));
        return new JsonObject
            { ["awslogs"] = new JsonObject { ["data"] = Convert.ToBase64String(packed.ToArray()) } };
    }

    private static MemoryStream Queued(byte[] body) => Json(new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["messageId"] = "rehearsal",
            ["receiptHandle"] = "rehearsal",
            ["body"] = Encoding.UTF8.GetString(body),
            ["attributes"] = new JsonObject
                { ["ApproximateReceiveCount"] = "1", ["MessageGroupId"] = "rehearsal", ["SequenceNumber"] = "1" },
        }),
    });

    private static MemoryStream Json(JsonObject json) => new(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
