using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>CloudWatch Internet Monitor: networks between an application and its users that fail.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-internetmonitor.html names the events; the fields are
/// those of https://docs.aws.amazon.com/internet-monitor/latest/api/API_GetHealthEvent.html, in any case of letters.
/// </remarks>
internal sealed class InternetMonitorReader : ISourceReader
{
    public string Source => "internet-monitor";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.internetmonitor") is not { } awsEvent)
            return null;
        var health = awsEvent.Detail;
        if ((health.Text("EventArn", "EventId") ?? awsEvent.Resource) is not { } id)
            return null;
        var monitor = health.Text("MonitorName") ?? MonitorIn(id) ?? "a monitor";
        var kind = health.Text("ImpactType");
        return [awsEvent.Signal(Source, monitor,
            $"Internet Monitor {monitor}: {What(kind)}{Places(health)}", id, Classify(awsEvent, kind)) with
        {
            StartsAt = health.Time("StartedAt") ?? health.Time("CreatedAt"),
            EndsAt = health.Time("EndedAt"),
            Labels = NonEmpty.Labels(("resource", monitor), ("type", kind?.ToLowerInvariant())),
            Facts = NonEmpty.Facts(("Traffic affected", health.Number("PercentOfTotalTrafficImpacted") is { } share
                ? $"{share:0.##}%" : null), ("Threshold", health.Text("HealthScoreThreshold"))),
            Links = NonEmpty.Links(("Monitor", awsEvent.Console("cloudwatch",
                $"#internet-monitor/{ConsoleLinks.Fragment(monitor)}"))),
        }];
    }

    private static EventOutcome Classify(AwsEvent awsEvent, string? kind)
    {
        var status = awsEvent.Detail.Text("Status");
        var isClosed = status is null
            ? awsEvent.DetailType.EndsWith("Closed", StringComparison.Ordinal)
            : status.Equals("RESOLVED", StringComparison.OrdinalIgnoreCase);
        var state = status ?? (isClosed ? "RESOLVED" : "ACTIVE");
        var outcome = kind?.Contains("AVAILABILITY", StringComparison.OrdinalIgnoreCase) == true
            ? EventOutcome.Failure(state, "networks that are not available")
            : EventOutcome.Warning(state, "slow networks");
        return isClosed ? outcome.AsResolved() : outcome;
    }

    private static string What(string? kind) =>
        kind is null ? "a health event" : $"impaired {Wording.Words(kind.ToLowerInvariant())}";

    private static string Places(EventJson health)
    {
        var places = health.Items("ImpactedLocations")
            .Select(place => place.Text("City", "Metro", "Subdivision", "Country") ?? place.Text("ASName"))
            .OfType<string>().Distinct().ToArray();
        var more = places.Length > 3 ? $" and {places.Length - 3} more" : "";
        return places.Length == 0 ? "" : $" for users in {string.Join(", ", places.Take(3))}{more}";
    }

    /// <summary><c>arn:…:monitor/NAME/health-event/ID</c>.</summary>
    private static string? MonitorIn(string arn)
    {
        const string before = ":monitor/";
        var at = arn.IndexOf(before, StringComparison.Ordinal);
        return at < 0 ? null : arn[(at + before.Length)..].Split('/')[0];
    }
}
