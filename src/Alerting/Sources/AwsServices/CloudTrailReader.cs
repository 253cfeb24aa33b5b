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
        var told = AwsEvent.Of(message);
        if (told?.DetailType.EndsWith("via CloudTrail", StringComparison.Ordinal) != true
            || told.Detail.Text("eventName") is not { } name)
            return null;
        return [name is "ConsoleLogin" ? SignIn(told) : Call(told, name)];
    }

    private Signal SignIn(AwsEvent told)
    {
        var (who, isRoot) = Who(told.Detail);
        var outcome = told.Detail.Child("responseElements").Text("ConsoleLogin") ?? "Unknown";
        var withoutMfa = told.Detail.Child("additionalEventData").Text("MFAUsed") == "No";
        var meaning = (outcome, isRoot) switch
        {
            ("Success", true) => Meaning.Failure(outcome, "sign-ins of the root user", recovers: false),
            (not "Success", _) => Meaning.Worry(outcome, "sign-ins that failed", recovers: false),
            _ when withoutMfa && told.Detail.Child("userIdentity").Text("type") == "IAMUser" =>
                Meaning.Worry(outcome, "sign-ins without a second factor", recovers: false),
            _ => Meaning.News(outcome, "a sign-in"),
        };
        var title = outcome == "Success"
            ? $"{who} signed in to the console{(withoutMfa ? " without a second factor" : "")}"
            : $"{who} failed to sign in to the console";
        return Told(told, "ConsoleLogin", title, $"signin/{who}|{outcome}", meaning);
    }

    private Signal Call(AwsEvent told, string name)
    {
        var (who, _) = Who(told.Detail);
        var service = told.Detail.Text("eventSource")?.Split('.')[0] ?? "AWS";
        // A sign-in that failed, such as SwitchRole, has its outcome under its own name.
        var error = told.Detail.Text("errorCode") ?? (told.Detail.Child("responseElements").Text(name) == "Failure" ? "Failure" : null);
        var title = error is null
            ? $"{who} called {service} {name}"
            : $"{who} called {service} {name} and got {error}";
        var meaning = Meaning.Worry(error ?? "CALLED", "API calls a rule asks for", recovers: false);
        return Told(told, name, title, $"call/{service}/{name}/{who}", meaning);
    }

    private Signal Told(AwsEvent told, string name, string title, string identity, Meaning meaning)
    {
        var detail = told.Detail;
        return told.Signal(Source, name, title, identity, meaning) with
        {
            EventKey = $"{Source}|{detail.Text("eventID") ?? told.Id}",
            Service = "cloudtrail",
            OccurredAt = detail.Time("eventTime") ?? told.Time,
            Summary = detail.Text("errorMessage"),
            Labels = Shown.Labels(("resource", Who(detail).Name)),
            Facts = Shown.Facts(("Who", detail.Child("userIdentity").Text("arn") ?? Who(detail).Name),
                ("From", detail.Text("sourceIPAddress")), ("With", detail.Text("userAgent")),
                ("Second factor", detail.Child("additionalEventData").Text("MFAUsed"))),
            Links = Shown.Links(("Event", detail.Text("eventID") is { } id
                ? told.Console("cloudtrailv2", $"#/events/{Uri.EscapeDataString(id)}") : null)),
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
