using Alerting.Alerts;
using Alerting.Sources.Generic;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// Any other EventBridge event: source, place and time from the envelope, the rest from common field names in the
/// detail. Without a severity it is a warning.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html</remarks>
internal sealed class OtherEventReader : ISourceReader
{
    /// <summary>Part of event keys, so it must not change.</summary>
    private const string NoState = "told";

    public string Source => "eventbridge";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message) is not { } awsEvent)
            return null;
        return [awsEvent.DetailType == "Scheduled Event" ? Schedule(awsEvent) : Other(awsEvent)];
    }

    private Signal Schedule(AwsEvent awsEvent)
    {
        var rule = awsEvent.Resource is { } arn ? Wording.LastPart(arn) : "a schedule";
        return awsEvent.Signal(Source, rule, $"Schedule {rule} ran", $"schedule/{rule}",
            EventOutcome.Informational("ran", "routine schedule event"));
    }

    private Signal Other(AwsEvent awsEvent)
    {
        var found = UsualFields.Find(awsEvent.Detail);
        var who = awsEvent.Source.StartsWith("aws.", StringComparison.Ordinal)
            ? awsEvent.Source["aws.".Length..]
            : awsEvent.Source;
        var what = found.Title is { } title && title != awsEvent.DetailType
            ? $"{awsEvent.DetailType}: {title}"
            : awsEvent.DetailType;
        var state = found.State ?? NoState;
        var outcome = found.Severity is { } severity
            ? EventOutcome.Stated(state, severity.Severity, severity.Reason, recovers: found.HasEnd)
            : EventOutcome.Warning(state, "unknown events", recovers: found.HasEnd) with
            {
                Problem = "Unknown kind of event; shown as received.",
            };
        var identity = $"{awsEvent.Source}|{awsEvent.DetailType}|{found.Key ?? awsEvent.Resource ?? found.Title}";
        return awsEvent.Signal(Source, awsEvent.DetailType, $"{who}: {what}", identity,
            found.Status == AlertStatus.Resolved ? outcome.AsResolved() : outcome) with
        {
            State = found.State,
            HasNoData = StateWords.HasNoData(found.State),
            Service = found.Service ?? who,
            Summary = found.Text,
            StartsAt = found.StartsAt,
            Labels = NonEmpty.Labels(("resource", awsEvent.Resource), ("detail_type", awsEvent.DetailType)),
            Facts = [.. NonEmpty.Facts(("Resource", awsEvent.Resource)), .. found.Facts],
            Links = found.Links,
        };
    }
}
