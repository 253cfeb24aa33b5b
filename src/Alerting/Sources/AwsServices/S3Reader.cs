using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// S3 events, as records through SNS or Lambda, and through EventBridge. Only lost objects are a page.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html and
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
/// </remarks>
internal sealed class S3Reader : ISourceReader
{
    public string Source => "s3";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.s3") is { } awsEvent)
        {
            return awsEvent.Detail.Child("bucket").Text("name") is { } bucket
                ? [Notice(awsEvent, bucket, awsEvent.Detail.Child("object").Text("key"), awsEvent.DetailType,
                    awsEvent.Detail.Text("reason"))]
                : null;
        }
        var json = message.Json;
        if (json.Text("Event") == "s3:TestEvent")
            return [Notice(AwsEvent.Plain(message), json.Text("Bucket") ?? "a bucket", null, "TestEvent", null)];
        if (json.Text("eventSource") == "aws:s3")
            return [Record(message, json)];
        var records = json.Items("Records").Where(record => record.Text("eventSource") == "aws:s3").ToList();
        return records.Count == 0 ? null : [.. records.Select(record => Record(message, record))];
    }

    private Signal Record(EventMessage message, EventJson record)
    {
        var s3 = record.Child("s3");
        var key = s3.Child("object").Text("key");
        var plain = AwsEvent.Plain(message);
        var awsEvent = plain with
        {
            Id = record.Child("responseElements").Text("x-amz-request-id") ?? plain.Id,
            Region = record.Region("awsRegion") ?? plain.Region,
            Time = record.Time("eventTime") ?? plain.Time,
        };
        return Notice(awsEvent, s3.Child("bucket").Text("name") ?? "a bucket", key,
            record.Text("eventName") ?? "changed", null);
    }

    private Signal Notice(AwsEvent awsEvent, string bucket, string? key, string what, string? reason)
    {
        // Keys in records are form-encoded.
        var name = key is null ? bucket : $"{bucket}/{Uri.UnescapeDataString(key.Replace('+', ' '))}";
        return awsEvent.Signal(Source, bucket, $"S3 {name}: {Words(what)}", name, Classify(what)) with
        {
            EventKey = $"{Source}|{awsEvent.Id}|{key}|{what}",
            Labels = NonEmpty.Labels(("resource", bucket)),
            Facts = NonEmpty.Facts(("Bucket", bucket), ("Object", key), ("Reason", reason)),
            Links = NonEmpty.Links(("Bucket", awsEvent.PageOf($"s3/buckets/{Uri.EscapeDataString(bucket)}"))),
        };
    }

    /// <summary><c>s3:ObjectCreated:Put</c> becomes "object created (put)".</summary>
    private static string Words(string what) => what.StartsWith("s3:", StringComparison.Ordinal) ? Words(what[3..])
        : what.Split(':', 2) is [var kind, var how]
        ? $"{Wording.Words(kind)} ({Wording.Words(how)})"
        : Wording.Words(what);

    private static EventOutcome Classify(string what)
    {
        if (what.Contains("LostObject", StringComparison.Ordinal))
            return EventOutcome.Failure(what, "lost objects", recovers: false);
        return what.Contains("FailedReplication", StringComparison.Ordinal)
            || what.Contains("MissedThreshold", StringComparison.Ordinal)
            ? EventOutcome.Warning(what, "failed replication", recovers: false)
            : EventOutcome.Informational(what, "routine bucket event");
    }
}
