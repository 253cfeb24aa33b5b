using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>X-Ray insights: a service whose requests fail more often than usual.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/xray/latest/devguide/xray-console-insights.html names the event; its detail has the
/// fields of https://docs.aws.amazon.com/xray/latest/api/API_Insight.html.
/// </remarks>
internal sealed class XRayReader : ISourceReader
{
    public string Source => "xray";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.xray") is not { } awsEvent || awsEvent.Detail.Text("InsightId") is not { } id)
            return null;
        var insight = awsEvent.Detail;
        var state = insight.Text("State");
        var root = insight.Child("RootCauseServiceId").Text("Name");
        var group = insight.Text("GroupName");
        var name = root ?? group ?? "a service";
        var outcome = state?.ToUpperInvariant() switch
        {
            "ACTIVE" => EventOutcome.Failure(state!, "insights into failing requests"),
            "CLOSED" => EventOutcome.Recovery(state!, "the insight is closed"),
            _ => EventOutcome.Unknown(state),
        };
        return [awsEvent.Signal(Source, name, Wording.WithReason($"X-Ray insight: {name}", insight.Text("Summary")),
            $"insight/{id}", outcome) with
        {
            Summary = insight.Text("Summary"),
            StartsAt = insight.Time("StartTime"),
            EndsAt = outcome.Status == AlertStatus.Resolved ? insight.Time("EndTime") : null,
            Labels = NonEmpty.Labels(("resource", name)),
            Facts = NonEmpty.Facts(("Group", group), ("Root cause", root),
                ("Kind", string.Join(", ", insight.Texts("Categories").Concat(insight.Texts("Category")).Distinct())),
                ("Faults", Faults(insight))),
            Links = NonEmpty.Links(
                ("Insight", awsEvent.Console("cloudwatch", $"#xray:insights/{Uri.EscapeDataString(id)}"))),
        }];
    }

    private static string? Faults(EventJson insight)
    {
        var impact = insight.Child("ClientRequestImpactStatistics");
        return impact.Text("FaultCount") is { } faults && impact.Text("TotalCount") is { } total
            ? $"{faults} of {total} requests" : null;
    }
}
