using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// Console sign-ins and API calls from CloudTrail through EventBridge. A root user sign-in is a page; an API call is a
/// warning, because somebody wrote an EventBridge rule for it.
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
        {
            return null;
        }
        return [name is "ConsoleLogin" ? SignIn(awsEvent) : Call(awsEvent, name)];
    }

    private Signal SignIn(AwsEvent awsEvent)
    {
        var (who, isRoot) = Caller(awsEvent.Detail);
        var result = awsEvent.Detail.Child("responseElements").Text("ConsoleLogin") ?? "Unknown";
        var withoutMfa = awsEvent.Detail.Child("additionalEventData").Text("MFAUsed") == "No";
        var outcome = (result, isRoot) switch
        {
            ("Success", true) => EventOutcome.Failure(result, "root user sign-ins", recovers: false),
            (not "Success", _) => EventOutcome.Warning(result, "failed sign-ins", recovers: false),
            _ when withoutMfa && awsEvent.Detail.Child("userIdentity").Text("type") == "IAMUser" =>
                EventOutcome.Warning(result, "sign-ins without MFA", recovers: false),
            _ => EventOutcome.Informational(result, "routine sign-in"),
        };
        var title = result == "Success"
            ? $"{who} signed in to the console{(withoutMfa ? " without MFA" : "")}"
            : $"{who} failed to sign in to the console";
        return Notice(awsEvent, "ConsoleLogin", title, $"signin/{who}|{result}", outcome);
    }

    private Signal Call(AwsEvent awsEvent, string name)
    {
        var (who, _) = Caller(awsEvent.Detail);
        var service = awsEvent.Detail.Text("eventSource")?.Split('.')[0] ?? "AWS";
        // Sign-in events such as SwitchRole report their outcome in a field of the same name.
        var error = awsEvent.Detail.Text("errorCode")
            ?? (awsEvent.Detail.Child("responseElements").Text(name) == "Failure" ? "Failure" : null);
        var title = error is null
            ? $"{who} called {service} {name}"
            : $"{who} called {service} {name} and got {error}";
        var outcome = EventOutcome.Warning(error ?? "CALLED", "API calls matched by a rule", recovers: false);
        return Notice(awsEvent, name, title, $"call/{service}/{name}/{who}", outcome);
    }

    private Signal Notice(AwsEvent awsEvent, string name, string title, string identity, EventOutcome outcome)
    {
        var detail = awsEvent.Detail;
        return awsEvent.Signal(Source, name, title, identity, outcome) with
        {
            EventKey = $"{Source}|{detail.Text("eventID") ?? awsEvent.Id}",
            Service = "cloudtrail",
            OccurredAt = detail.Time("eventTime") ?? awsEvent.Time,
            Summary = detail.Text("errorMessage"),
            Labels = NonEmpty.Labels(("resource", Caller(detail).Name)),
            Facts = NonEmpty.Facts(("Resource", ResourceOf(detail.Child("requestParameters"))),
                ("Who", detail.Child("userIdentity").Text("arn") ?? Caller(detail).Name),
                ("From", detail.Text("sourceIPAddress")), ("With", detail.Text("userAgent")),
                ("Second factor", detail.Child("additionalEventData").Text("MFAUsed"))),
            Links = NonEmpty.Links(("Event", detail.Text("eventID") is { } id
                ? awsEvent.Console("cloudtrailv2", $"#/events/{Uri.EscapeDataString(id)}") : null)),
        };
    }

    /// <summary>The names that calls of the usual services give what they change.</summary>
    private static string? ResourceOf(EventJson parameters) =>
        parameters.Text("functionName", "service", "serviceName", "stackName", "dBInstanceIdentifier",
            "dBClusterIdentifier", "tableName", "bucketName", "queueName", "alarmName", "name", "resourceName")
            is { } name ? Wording.LastPart(name) : null;

    private static (string Name, bool IsRoot) Caller(EventJson detail)
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
