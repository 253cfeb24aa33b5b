using Alerting.Alerts;
using Alerting.Sources.Generic;
using Alerting.Sources.Wrapping;

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

    private static readonly string[] StateNames = ["status", "state"];

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
        var subject = EventSubject.Of(awsEvent.Detail);
        var isAws = awsEvent.Source.StartsWith("aws.", StringComparison.Ordinal);
        // "Payment failed" of somebody's own application has no end of the same name.
        var (type, typeState) = !isAws ? (awsEvent.DetailType, null)
            : ChangeOf(awsEvent) ?? StateOf(awsEvent.DetailType, IsOfPartner(awsEvent) ? [' ', '.'] : [' ']);
        // The detail of a test that failed may say that its report succeeded, but not the other way round.
        var state = typeState ?? found.State ?? FailureOf(awsEvent.Detail);
        var outcome = Outcome(found, state);
        var earlier = $"{awsEvent.Source}|{awsEvent.DetailType}|{found.Key ?? awsEvent.Resource ?? found.Title}";
        var identity = Identity(awsEvent, found, subject, type, state);
        var signal = awsEvent.Signal(Source, awsEvent.DetailType, Title(awsEvent, found, subject), identity, outcome);
        return signal with
        {
            EarlierIdentities = identity == earlier ? [] : [signal.Identity.Replace(identity, earlier,
                StringComparison.Ordinal)],
            State = state ?? found.UnknownState,
            HasNoData = StateWords.HasNoData(state),
            Service = found.Service ?? Who(awsEvent),
            Summary = found.Text ?? DescriptionOf(awsEvent.Detail),
            StartsAt = found.StartsAt,
            EndsAt = outcome.Status == AlertStatus.Resolved ? found.EndsAt : null,
            Labels = NonEmpty.Labels(("resource", awsEvent.Resource), ("detail_type", awsEvent.DetailType)),
            Facts = [.. NonEmpty.Facts(("Resource", awsEvent.Resource)), .. found.Facts],
            Links = found.Links,
        };
    }

    private static EventOutcome Outcome(UsualFields found, string? state)
    {
        var hasEnd = found.HasEnd || state is not null;
        var word = state ?? NoState;
        if (StateWords.IsNotice(state))
            return EventOutcome.Informational(word, $"routine event {word}");
        if (found.Severity is { } severity)
        {
            var stated = EventOutcome.Stated(word, severity.Severity, severity.Reason, recovers: hasEnd);
            return StateWords.IsResolved(state) ? stated.AsResolved() : stated;
        }
        var outcome = StateWords.IsResolved(state) ? EventOutcome.Recovery(word, $"the state is {word}")
            : StateWords.IsFailure(state) ? EventOutcome.Failure(word, $"events in the state {word}")
            : EventOutcome.Warning(word, "unknown events", recovers: hasEnd);
        return outcome with { Problem = "Unknown kind of event; shown as received." };
    }

    /// <summary>
    /// The state at the end of a detail-type, and the type without it: <c>Synthetics Canary TestRun Failure</c>.
    /// </summary>
    private static (string Type, string? State) StateOf(string detailType, ReadOnlySpan<char> separators)
    {
        var space = detailType.AsSpan().LastIndexOfAny(separators);
        var last = detailType[(space + 1)..];
        return space > 0 && StateWords.IsKnownType($"type {last}") ? (detailType[..space], last) : (detailType, null);
    }

    private static bool IsOfPartner(AwsEvent awsEvent) =>
        awsEvent.Source.StartsWith("aws.partner/", StringComparison.Ordinal);

    /// <summary>The state at the end of the kind of change: <c>VPN-CONNECTION-IPSEC-UNHEALTHY</c>.</summary>
    private static (string Type, string? State)? ChangeOf(AwsEvent awsEvent)
    {
        if (awsEvent.Detail.Text("changeType") is not { } change
            || change.AsSpan().LastIndexOfAny("-_. ") is not (> 0 and var end)
            || StateWords.KindOf(change[(end + 1)..]) is null)
        {
            return null;
        }
        return ($"{awsEvent.DetailType}|{change[..end]}", change[(end + 1)..]);
    }

    /// <summary>A status such as <c>FAILED_TO_SCHEDULE</c>.</summary>
    private static string? FailureOf(EventJson detail) => new FieldList(detail).All.Where(field =>
        field.Place is FieldPlace.Own or FieldPlace.Alert or FieldPlace.Run
        && FieldNames.EndsWith(field.NormalizedName, StateNames)
        && field.Scalar?.StartsWith("FAILED_TO_", StringComparison.OrdinalIgnoreCase) == true)
        .Select(field => field.Scalar).FirstOrDefault();

    private static string? DescriptionOf(EventJson detail) => new FieldList(detail).All.Where(field =>
        field.Place == FieldPlace.Own && field.NormalizedName.EndsWith("description", StringComparison.Ordinal)
        && !string.IsNullOrWhiteSpace(field.Scalar)).Select(field => field.Scalar).FirstOrDefault();

    /// <summary><c>targetgroup/web/1</c> of its ARN.</summary>
    private static string Resource(string arn) => arn.Split(':', 6) is [.., var resource] ? resource : arn;

    private static string Who(AwsEvent awsEvent) => awsEvent.Source.StartsWith("aws.", StringComparison.Ordinal)
        ? awsEvent.Source["aws.".Length..]
        : awsEvent.Source;

    private static string Title(AwsEvent awsEvent, UsualFields found, EventSubject subject)
    {
        var parts = new List<string> { awsEvent.DetailType };
        var title = found.Title == awsEvent.DetailType ? null : found.Title;
        if (subject.Names is [var name, ..] && title?.Contains(name, StringComparison.Ordinal) != true)
            parts.Add(name.StartsWith("arn:", StringComparison.Ordinal) ? Resource(name) : name);
        if (title is not null)
            parts.Add(title);
        var what = string.Join(": ", parts);
        return awsEvent.Source == CompletedEnvelope.UnknownSource ? what : $"{Who(awsEvent)}: {what}";
    }

    /// <summary>
    /// Every id and name in the detail, and the resource unless it is the run of one of these. The type is part of it,
    /// but not the state at its end.
    /// </summary>
    private static string Identity(
        AwsEvent awsEvent, UsualFields found, EventSubject subject, string type, string? state)
    {
        if (found.Key is { } key)
            return $"{awsEvent.Source}|{type}|{key}";
        var resource = awsEvent.Resource;
        if (resource is not null && StateWords.IsOutcome(state) && subject.Parts.Count > 0 && !subject.Has(resource))
            resource = null;
        var parts = subject.Parts.Where(part => resource is null || !EventSubject.IsOf(part, resource));
        string?[] all = [resource, found.OwnId ?? (state is null ? null : found.Id), .. parts];
        var what = string.Join('|', all.OfType<string>());
        return $"{awsEvent.Source}|{type}|{(what.Length > 0 ? what : found.Title)}";
    }
}
