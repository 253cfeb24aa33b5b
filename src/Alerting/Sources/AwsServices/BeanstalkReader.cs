using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Elastic Beanstalk environments: the text its topic gets, and EventBridge.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.sns.html and
/// https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.eventbridge.html
/// </remarks>
internal sealed class BeanstalkReader : ISourceReader
{
    private const string HealthChange = "nvironment health has transitioned from ";

    public string Source => "elasticbeanstalk";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.elasticbeanstalk") is { } awsEvent)
        {
            var detail = awsEvent.Detail;
            return detail.Text("EnvironmentName") is { } name
                ? [Notice(awsEvent, name, detail.Text("ApplicationName"), detail.Text("Message") ?? awsEvent.DetailType,
                    detail.Text("Severity"))]
                : null;
        }
        if (message.IsObject || !IsNotice(message))
            return null;
        var fields = TextFields.Colons(message.Text);
        var plain = AwsEvent.Plain(message);
        return [Notice(plain, fields["Environment"] ?? "an environment", fields["Application"],
            fields["Message"] ?? message.Subject ?? "changed", severity: null) with
        {
            Links = NonEmpty.Links(("Environment", fields["Environment URL"]),
                ("Console", plain.Console("elasticbeanstalk"))),
        }];
    }

    /// <summary>The last line, or the subject: either may be cut off by who passes it on.</summary>
    private static bool IsNotice(EventMessage message) =>
        message.Text.Contains("NotificationProcessId:", StringComparison.Ordinal)
            || message.Subject?.StartsWith("AWS Elastic Beanstalk Notification", StringComparison.Ordinal) == true;

    private Signal Notice(AwsEvent awsEvent, string environment, string? application, string message, string? severity)
    {
        var (kind, outcome) = Judge(message, severity);
        return awsEvent.Signal(Source, environment, $"Elastic Beanstalk {environment}: {Wording.FirstSentence(message)}",
            $"{application}/{environment}|{kind}", outcome) with
        {
            Summary = message,
            Labels = NonEmpty.Labels(("resource", environment), ("application", application)),
            Facts = NonEmpty.Facts(("Application", application), ("Environment", environment)),
            Links = NonEmpty.Links(("Console", awsEvent.Console("elasticbeanstalk",
                application is null ? "" : $"#/environments?applicationName={Uri.EscapeDataString(application)}"))),
        };
    }

    private static (string Kind, EventOutcome Meaning) Judge(string message, string? severity)
    {
        if (HealthIn(message) is { } health)
            return ("health", OfHealth(health));
        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (severity is "ERROR" or "FATAL" || Says("failed") || Says("unsuccessful") || Says("aborted"))
            return ("events", EventOutcome.Failure(severity ?? "failed", "failed operations of an environment"));
        if (severity is "WARN" || Says("degraded") || Says("not available"))
            return ("events", EventOutcome.Warning(severity ?? "warning", "warnings of an environment"));
        return Says("completed successfully") || Says("successfully")
            ? ("events", EventOutcome.Recovery("success", "the operation succeeded"))
            : ("events", EventOutcome.Informational(severity ?? Fingerprint.Of(message), "an environment's normal course"));
    }

    /// <summary><c>Environment health has transitioned from Ok to Severe. 100.0 % of the requests …</c></summary>
    private static string? HealthIn(string message)
    {
        var at = message.IndexOf(HealthChange, StringComparison.Ordinal);
        var to = at < 0 ? -1 : message.IndexOf(" to ", at + HealthChange.Length, StringComparison.Ordinal);
        if (to < 0)
            return null;
        var word = message.AsSpan(to + 4).TrimStart();
        var end = word.IndexOfAny(". ,");
        return (end < 0 ? word : word[..end]).ToString();
    }

    private static EventOutcome OfHealth(string health) => health switch
    {
        "Severe" or "Degraded" or "Red" => EventOutcome.Failure(health, $"environments in health {health}"),
        "Warning" or "Yellow" or "Unknown" or "No" => EventOutcome.Warning(health, $"environments in health {health}"),
        "Ok" or "Green" => EventOutcome.Recovery(health, "the environment's health is ok"),
        "Info" or "Pending" or "Grey" => EventOutcome.Informational(health, "an environment's normal course"),
        _ => EventOutcome.Unknown(health),
    };
}
