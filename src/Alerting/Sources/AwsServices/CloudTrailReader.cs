using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// Sign-ins to the console and API calls, as CloudTrail tells EventBridge. The root user's sign-in wakes somebody; a
/// call is told because a rule asks for it, and is a warning.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html</remarks>
internal sealed class CloudTrailReader : ISourceReader
{
    public string Source => "cloudtrail";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var awsEvent = AwsEvent.Of(message);
        if (awsEvent?.DetailType.EndsWith("via CloudTrail", StringComparison.Ordinal) != true
            || awsEvent.Detail.Text("eventName") is not { } name)
            return null;
        return [name is "ConsoleLogin" ? SignIn(awsEvent) : Call(awsEvent, name)];
    }

    private Signal SignIn(AwsEvent awsEvent)
    {
        var (who, isRoot) = Who(awsEvent.Detail);
        var outcome = awsEvent.Detail.Child("responseElements").Text("ConsoleLogin") ?? "Unknown";
        var withoutMfa = awsEvent.Detail.Child("additionalEventData").Text("MFAUsed") == "No";
        var eventOutcome = (outcome, isRoot) switch
        {
            ("Success", true) => EventOutcome.Failure(outcome, "sign-ins of the root user", recovers: false),
            (not "Success", _) => EventOutcome.Warning(outcome, "sign-ins that failed", recovers: false),
            _ when withoutMfa && awsEvent.Detail.Child("userIdentity").Text("type") == "IAMUser" =>
                EventOutcome.Warning(outcome, "sign-ins without a second factor", recovers: false),
            _ => EventOutcome.Informational(outcome, "a sign-in"),
        };
        var title = outcome == "Success"
            ? $"{who} signed in to the console{(withoutMfa ? " without a second factor" : "")}"
            : $"{who} failed to sign in to the console";
        return Notice(awsEvent, "ConsoleLogin", title, $"signin/{who}|{outcome}", eventOutcome);
    }

    private Signal Call(AwsEvent awsEvent, string name)
    {
        var (who, _) = Who(awsEvent.Detail);
        var service = awsEvent.Detail.Text("eventSource")?.Split('.')[0] ?? "AWS";
        // A sign-in that failed, such as SwitchRole, has its outcome under its own name.
        var error = awsEvent.Detail.Text("errorCode") ?? (awsEvent.Detail.Child("responseElements").Text(name) == "Failure" ? "Failure" : null);
        var title = error is null
            ? $"{who} called {service} {name}"
            : $"{who} called {service} {name} and got {error}";
        var eventOutcome = EventOutcome.Warning(error ?? "CALLED", "API calls a rule asks for", recovers: false);
        return Notice(awsEvent, name, title, $"call/{service}/{name}/{who}", eventOutcome);
    }

    private Signal Notice(AwsEvent awsEvent, string name, string title, string identity, EventOutcome eventOutcome)
    {
        var detail = awsEvent.Detail;
        return awsEvent.Signal(Source, name, title, identity, eventOutcome) with
        {
            EventKey = $"{Source}|{detail.Text("eventID") ?? awsEvent.Id}",
            Service = "cloudtrail",
            OccurredAt = detail.Time("eventTime") ?? awsEvent.Time,
            Summary = detail.Text("errorMessage"),
            Labels = NonEmpty.Labels(("resource", Who(detail).Name)),
            Facts = NonEmpty.Facts(("Who", detail.Child("userIdentity").Text("arn") ?? Who(detail).Name),
                ("From", detail.Text("sourceIPAddress")), ("With", detail.Text("userAgent")),
                ("Second factor", detail.Child("additionalEventData").Text("MFAUsed"))),
            Links = NonEmpty.Links(("Event", detail.Text("eventID") is { } id
                ? awsEvent.Console("cloudtrailv2", $"#/events/{Uri.EscapeDataString(id)}") : null)),
        };
    }

    private static (string Name, bool IsRoot) Who(EventJson detail)
    {
        var identity = detail.Child("userIdentity");
        if (identity.Text("type") == "Root")
            return ("The root user", true);
        var name = identity.Text("userName")
            ?? (identity.Text("arn", "principalId") is { } arn ? Wording.LastPart(arn) : null)
            ?? identity.Text("invokedBy") ?? "Somebody";
        return (name, false);
    }
}
