using Alerting.Alerts;
using Alerting.Sources.Generic;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// Whatever else EventBridge brings: the envelope tells who says it, where and when, and the usual names within the
/// detail tell the rest. Without a word of its own on severity it is a warning, and flagged.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html</remarks>
internal sealed class OtherEventReader : ISourceReader
{
    public string Source => "eventbridge";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message) is not { } told)
            return null;
        return [told.DetailType == "Scheduled Event" ? Schedule(told) : Other(told)];
    }

    private Signal Schedule(AwsEvent told)
    {
        var rule = told.Resource is { } arn ? Wording.LastPart(arn) : "a schedule";
        return told.Signal(Source, rule, $"Schedule {rule} ran", $"schedule/{rule}",
            Meaning.News("ran", "a schedule's normal course"));
    }

    private Signal Other(AwsEvent told)
    {
        var found = UsualFields.Find(told.Detail);
        var who = told.Source.StartsWith("aws.", StringComparison.Ordinal)
            ? told.Source["aws.".Length..]
            : told.Source;
        var what = found.Title is { } title && title != told.DetailType
            ? $"{told.DetailType}: {title}"
            : told.DetailType;
        var state = found.State ?? "told";
        var meaning = found.Severity is { } severity
            ? Meaning.Says(state, severity.Severity, severity.Reason, recovers: found.State is not null)
            : Meaning.Worry(state, "unknown messages", recovers: false) with
            {
                Problem = "This kind of event is not known; it is shown as it came.",
            };
        var identity = $"{told.Source}|{told.DetailType}|{found.Key ?? told.Resource ?? found.Title}";
        return told.Signal(Source, told.DetailType, $"{who}: {what}", identity,
            found.Status == AlertStatus.Resolved ? meaning.Ended() : meaning) with
        {
            Service = found.Service ?? who,
            Summary = found.Text,
            StartsAt = found.StartsAt,
            Labels = Shown.Labels(("resource", told.Resource), ("detail_type", told.DetailType)),
            Facts = [.. Shown.Facts(("Resource", told.Resource)), .. found.Facts],
            Links = found.Links,
        };
    }
}
