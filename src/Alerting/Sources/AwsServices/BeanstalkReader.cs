using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Elastic Beanstalk environments, through SNS text and EventBridge.</summary>
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

    /// <summary>Checks the last line and the subject, because forwarding may remove either.</summary>
    private static bool IsNotice(EventMessage message) =>
        message.Text.Contains("NotificationProcessId:", StringComparison.Ordinal)
            || message.Subject?.StartsWith("AWS Elastic Beanstalk Notification", StringComparison.Ordinal) == true;

    private Signal Notice(AwsEvent awsEvent, string environment, string? application, string message, string? severity)
    {
        var (kind, outcome) = Classify(message, severity);
        return awsEvent.Signal(Source, environment,
            $"Elastic Beanstalk {environment}: {Wording.FirstSentence(message)}",
            $"{application}/{environment}|{kind}", outcome) with
        {
            Summary = message,
            Labels = NonEmpty.Labels(("resource", environment), ("application", application)),
            Facts = NonEmpty.Facts(("Application", application), ("Environment", environment)),
            Links = NonEmpty.Links(("Console", awsEvent.Console("elasticbeanstalk",
                application is null ? "" : $"#/environments?applicationName={Uri.EscapeDataString(application)}"))),
        };
    }

    private static (string Kind, EventOutcome Outcome) Classify(string message, string? severity)
    {
        if (HealthIn(message) is { } health)
            return ("health", ClassifyHealth(health));
        bool TextContains(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (severity is "ERROR" or "FATAL" || TextContains("failed") || TextContains("unsuccessful")
            || TextContains("aborted"))
        {
            return ("events", EventOutcome.Failure(severity ?? "failed", "failed environment operations"));
        }
        if (severity is "WARN" || TextContains("degraded") || TextContains("not available"))
            return ("events", EventOutcome.Warning(severity ?? "warning", "environment warnings"));
        return TextContains("completed successfully") || TextContains("successfully")
            ? ("events", EventOutcome.Recovery("success", "the operation succeeded"))
            : ("events", EventOutcome.Informational(severity ?? Fingerprint.Of(message), "routine environment event"));
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

    private static EventOutcome ClassifyHealth(string health) => health switch
    {
        "Severe" or "Degraded" or "Red" => EventOutcome.Failure(health, $"environments with health {health}"),
        "Warning" or "Yellow" or "Unknown" or "No" =>
            EventOutcome.Warning(health, $"environments with health {health}"),
        "Ok" or "Green" => EventOutcome.Recovery(health, "the environment is healthy"),
        "Info" or "Pending" or "Grey" => EventOutcome.Informational(health, "routine environment event"),
        _ => EventOutcome.Unknown(health),
    };
}
