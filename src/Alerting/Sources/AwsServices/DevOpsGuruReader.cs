using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>DevOps Guru insights, through EventBridge and its own SNS notifications.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/devops-guru/latest/userguide/working-with-eventbridge.html; by SNS the same fields begin
/// with capital letters.
/// </remarks>
internal sealed class DevOpsGuruReader : ISourceReader
{
    public string Source => "devops-guru";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var awsEvent = AwsEvent.Of(message, "aws.devops-guru");
        if (awsEvent is null && !(message.IsObject && message.Json.Has("InsightId") && message.Json.Has("MessageType")))
            return null;
        awsEvent ??= AwsEvent.Plain(message) with
        {
            Account = message.Json.Text("AccountId") ?? AwsEvent.Plain(message).Account,
            Region = message.Json.Region("Region") ?? AwsEvent.Plain(message).Region,
        };
        return awsEvent.Detail.Text("insightId") is { } id ? [Insight(awsEvent, id)] : null;
    }

    private Signal Insight(AwsEvent awsEvent, string id)
    {
        var insight = awsEvent.Detail;
        var text = insight.Text("insightDescription", "insightName");
        var outcome = Classify(awsEvent);
        var anomalous = insight.Items("anomalies").SelectMany(anomaly => anomaly.Items("sourceDetails"))
            .Select(source => source.Child("dataIdentifiers"))
            .Select(metric => $"{metric.Text("namespace")} {metric.Text("name")}".Trim())
            .Where(name => name.Length > 0);
        return awsEvent.Signal(Source, text ?? "an insight",
            $"DevOps Guru: {text ?? "an insight without a description"}", $"insight/{id}", outcome) with
        {
            Summary = text,
            StartsAt = insight.Time("startTime"),
            EndsAt = insight.Time("endTime"),
            Labels = NonEmpty.Labels(("type", insight.Text("insightType")?.ToLowerInvariant())),
            Facts = NonEmpty.Facts(("Severity", insight.Text("insightSeverity")), ("Type", insight.Text("insightType")),
                ("Anomalies", string.Join(", ", anomalous.Distinct().Take(5)))),
            Links = NonEmpty.Links(("Insight", insight.Text("insightUrl"))),
        };
    }

    /// <summary>Anomalies and recommendations are added to an insight that may be closed by then.</summary>
    private static EventOutcome Classify(AwsEvent awsEvent)
    {
        var detail = awsEvent.Detail;
        var state = detail.Text("messageType") ?? awsEvent.DetailType;
        var isClosed = state.Contains("CLOSED", StringComparison.OrdinalIgnoreCase);
        if (!isClosed && (state.Contains("ASSOCIATION", StringComparison.OrdinalIgnoreCase)
            || state.Contains("RECOMMENDATION", StringComparison.OrdinalIgnoreCase)))
        {
            return EventOutcome.Informational(state, "routine insight event");
        }
        var word = detail.Text("insightSeverity");
        var outcome = SeverityWords.Parse(word) is { } severity
            ? EventOutcome.Stated(state, severity, $"DevOps Guru severity {word}")
            : EventOutcome.Warning(state, "insights without a severity");
        return isClosed ? outcome.AsResolved() : outcome;
    }
}
