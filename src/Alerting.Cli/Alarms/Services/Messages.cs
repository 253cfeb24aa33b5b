using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <summary>SQS, SNS, Kinesis and EventBridge.</summary>
internal static class Messages
{
    private static readonly MissingData NothingSent = MissingData.Good("Nothing was sent, so nothing failed.");

    /// <remarks>
    /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    /// </remarks>
    public static Service Queue { get; } = new("SQS", "AWS/SQS")
    {
        Types = ["AWS::SQS::Queue"],
        FromArn = arn => arn.Service == "sqs" ? Url(arn.Resource) : null,
        FromProperties = properties => Service.Named("QueueName")(properties) is { } name ? Url(name) : null,
        NameOf = url => url.Split('/')[^1],
        Dimensions = Service.By("QueueName", "/", 4),
        Recipes =
        [
            new("old messages", Kpi.Throughput, "error")
            {
                Metrics = [Maximum("age", "ApproximateAgeOfOldestMessage")],
                Fires = Above(resource => Math.Min(900, (resource.Number("MessageRetentionPeriod") ?? 900) / 2),
                    "15 minutes, or half of what the queue keeps: a consumer that works takes messages in seconds."),
                Within = Window.Minutes(5, of: 5),
                Missing = MissingData.Good("A queue that nobody used for six hours reports nothing."),
                Description = "A message in {name} waits for {threshold} s. Look whether its consumer runs, " +
                    "fails or is too slow.",
                AppliesTo = queue => !queue.HoldsDeadLetters,
            },
            new("dead letters", Kpi.Errors, "warning")
            {
                Metrics = [Maximum("letters", "ApproximateNumberOfMessagesVisible")],
                Fires = Above(0, "0: every message here is one that nobody could process."),
                Within = Window.FiveMinutes,
                Missing = MissingData.Good("A queue that nobody used for six hours reports nothing."),
                Description = "{name} holds messages that could not be processed. Read one, mend the cause, and move " +
                    "them back with StartMessageMoveTask before the queue's retention deletes them.",
                AppliesTo = queue => queue.HoldsDeadLetters,
            },
        ],
    };

    /// <remarks>https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html</remarks>
    public static Service Topic { get; } = new("SNS", "AWS/SNS")
    {
        Types = ["AWS::SNS::Topic"],
        // A subscription has a further part.
        FromArn = arn =>
            arn.Service == "sns" && !arn.Resource.Contains(':', StringComparison.Ordinal) ? arn.Text : null,
        FromProperties = properties =>
            Service.Named("TopicName")(properties) is { } name ? $"arn:aws:sns:::{name}" : null,
        NameOf = arn => arn.Split(':')[^1],
        Dimensions = Service.By("TopicName", ":", 5),
        Recipes =
        [
            new("failed deliveries", Kpi.Errors, "error")
            {
                Metrics = [Sum("failed", "NumberOfNotificationsFailed"),
                    Sum("lost", "NumberOfNotificationsFailedToRedriveToDlq")],
                Expression = "FILL(failed, 0) + FILL(lost, 0)",
                Fires = Above(0, "0: SNS counts one only when its own retries are over."),
                Within = Window.FiveMinutes,
                Missing = NothingSent,
                Description = "A subscriber of {name} did not get a message. Look at the subscriptions' " +
                    "endpoints and " +
                    "permissions, and give each a dead-letter queue.",
            },
        ],
    };

    /// <remarks>https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html</remarks>
    public static Service Stream { get; } = new("Kinesis", "AWS/Kinesis")
    {
        Types = ["AWS::Kinesis::Stream"],
        // A consumer of the stream has further parts.
        FromArn = arn => arn.After("kinesis", "stream/") is { } name && !name.Contains('/', StringComparison.Ordinal)
            ? name : null,
        FromProperties = Service.Named("Name"),
        Dimensions = Service.By("StreamName"),
        Recipes =
        [
            new("late consumer", Kpi.Throughput, "error")
            {
                Metrics = [Maximum("age", "GetRecords.IteratorAgeMilliseconds")],
                Fires = Above(900_000, "15 minutes: the stream deletes records after a day, unless you set more."),
                Within = Window.Minutes(5, of: 5),
                Missing = MissingData.Good("Nobody reads, which is so before the first consumer."),
                Description = "The records of {name} are read 15 minutes late. Look whether its consumer fails " +
                    "on one " +
                    "record, or needs more shards.",
            },
            new("throttled writes", Kpi.Utilisation, "warning")
            {
                Metrics = [Sum("throttled", "WriteProvisionedThroughputExceeded")],
                Fires = Above(0, "0: producers repeat a refused record, but only for a while."),
                Within = Window.Minutes(5, of: 5),
                Missing = NothingSent,
                Description = "{name} refuses records: its shards are full. Add shards, or use on-demand capacity.",
            },
        ],
    };

    /// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html</remarks>
    public static Service Rule { get; } = new("EventBridge", "AWS/Events")
    {
        Types = ["AWS::Events::Rule"],
        FromArn = arn => arn.After("events", "rule/")?.Replace('/', '|'),
        FromProperties = properties => Service.Named("Name")(properties) is not { } name ? null
            : properties["EventBusName"] is null ? name
            : Service.Named("EventBusName")(properties) is not { } bus ? null
            : bus == "default" ? name : $"{bus}|{name}",
        NameOf = id => id.Replace('|', '/'),
        Dimensions = DimensionsOfRule,
        Recipes =
        [
            new("failed invocations", Kpi.Errors, "error")
            {
                Metrics = [Sum("failed", "FailedInvocations"), Sum("lost", "InvocationsFailedToBeSentToDlq")],
                Expression = "FILL(failed, 0) + FILL(lost, 0)",
                Fires = Above(0, "0: EventBridge has given up on the event."),
                Within = Window.FiveMinutes,
                Missing = NothingSent,
                Description = "The target of the rule {name} cannot be invoked. Look at the target's permissions and " +
                    "whether it exists, and give it a dead-letter queue.",
            },
        ],
    };

    /// <summary>A rule on a bus of its own has the id <c>bus|rule</c>, and the dimension of the bus.</summary>
    private static IReadOnlyList<Dimension>? DimensionsOfRule(WatchedResource rule)
    {
        var hasBus = rule.Id.IsExpression
            ? rule.Properties?["EventBusName"] is { } bus && bus.ToString() != "default"
            : rule.Id.Value.Contains('|', StringComparison.Ordinal);
        if (!hasBus)
            return [new("RuleName", rule.Id)];
        return rule.Id.Part("|", 0) is { } busName && rule.Id.Part("|", 1) is { } name
            ? [new("EventBusName", busName), new("RuleName", name)]
            : null;
    }

    private static string Url(string name) => $"https://sqs/-/{name}";
}
