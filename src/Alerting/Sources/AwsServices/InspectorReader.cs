using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Inspector findings, scans and coverage, and assessment runs of Inspector Classic through SNS.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html and
/// https://docs.aws.amazon.com/inspector/v1/userguide/inspector_assessments.html
/// </remarks>
internal sealed class InspectorReader : ISourceReader
{
    public string Source => "inspector";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.inspector2") is { } awsEvent)
        {
            return awsEvent.Detail.Has("findingArn") ? [Finding(awsEvent)]
                : awsEvent.DetailType == "Inspector2 Scan" ? [Scan(awsEvent)]
                : awsEvent.DetailType == "Inspector2 Coverage" ? [Coverage(awsEvent)]
                : null;
        }
        var json = message.Json;
        return json.Text("template")?.Contains(":inspector:", StringComparison.Ordinal) == true
            && json.Text("event") is { } what
            ? [Assessment(message, what)]
            : null;
    }

    private Signal Finding(AwsEvent awsEvent)
    {
        var finding = awsEvent.Detail;
        var resource =
            finding.Items("resources").Select(item => item.Text("id")).FirstOrDefault(id => id is not null);
        var vulnerability = finding.Child("packageVulnerabilityDetails").Text("vulnerabilityId");
        var title = finding.Text("title") ?? "Inspector has a finding without a title";
        var outcome = Classify(awsEvent);
        return awsEvent.Signal(Source, vulnerability ?? finding.Text("type") ?? title, title,
            finding.Text("findingArn")!, outcome) with
        {
            EventKey = $"{finding.Text("findingArn")}|{finding.Text("updatedAt") ?? awsEvent.Id}|{outcome.State}",
            Account = finding.Text("awsAccountId") ?? awsEvent.Account,
            Summary = finding.Text("description"),
            StartsAt = finding.Time("firstObservedAt"),
            Labels = NonEmpty.Labels(("resource", resource), ("type", finding.Text("type"))),
            Facts = NonEmpty.Facts(("Vulnerability", vulnerability), ("Score", finding.Text("inspectorScore")),
                ("Resource", resource), ("Fix available", finding.Text("fixAvailable")),
                ("Remedy", finding.Child("remediation").Child("recommendation").Text("text"))),
            Links = NonEmpty.Links(("Findings", awsEvent.Console("inspector/v2", "#/findings/all")),
                ("Vulnerability", finding.Child("packageVulnerabilityDetails").Text("sourceUrl"))),
        };
    }

    private static EventOutcome Classify(AwsEvent awsEvent)
    {
        var state = awsEvent.Detail.Text("status") ?? "ACTIVE";
        var word = awsEvent.Detail.Text("severity");
        var outcome = SeverityWords.Parse(word) is { } severity
            ? EventOutcome.Stated(state, severity, $"Inspector severity {word}")
            : EventOutcome.Warning(state, "findings without a severity") with
            {
                Problem = word is "UNTRIAGED" or null ? null : $"Unknown severity \"{word}\".",
            };
        return state is "CLOSED" or "SUPPRESSED" ? outcome.AsResolved() : outcome;
    }

    private Signal Scan(AwsEvent awsEvent)
    {
        var state = awsEvent.Detail.Text("scan-status") ?? "unknown";
        var resource = awsEvent.Resource is { } arn ? Wording.LastPart(arn) : "a resource";
        var counts = awsEvent.Detail.Child("finding-severity-counts");
        return awsEvent.Signal(Source, resource, $"Inspector scanned {resource}: {Wording.Words(state)}",
            awsEvent.Resource ?? resource,
            EventOutcome.Informational(state, "routine scan event")) with
        {
            Facts = NonEmpty.Facts(("Critical", counts.Text("CRITICAL")), ("High", counts.Text("HIGH")),
                ("Medium", counts.Text("MEDIUM")), ("Total", counts.Text("TOTAL"))),
            Links = NonEmpty.Links(("Findings", awsEvent.Console("inspector/v2", "#/findings/all"))),
        };
    }

    private Signal Coverage(AwsEvent awsEvent)
    {
        var status = awsEvent.Detail.Child("scanStatus");
        var state = status.Text("statusCodeValue", "statusCode");
        var resource = awsEvent.Resource is { } arn ? Wording.LastPart(arn) : "a resource";
        var reason = status.Text("reason");
        var (title, outcome) = state switch
        {
            "ACTIVE" => ($"Inspector is scanning {resource}", EventOutcome.Recovery(state, "the resource is scanned")),
            "INACTIVE" =>
                (Wording.WithReason($"Inspector is not scanning {resource}",
                    reason is null ? null : Wording.Words(reason)),
                EventOutcome.Warning(state, "unscanned resources")),
            _ => ($"Inspector coverage of {resource} changed", EventOutcome.Unknown(state)),
        };
        return awsEvent.Signal(Source, resource, title, $"{awsEvent.Resource ?? resource}|coverage", outcome) with
        {
            Facts = NonEmpty.Facts(("Reason", reason), ("Scan", awsEvent.Detail.Text("scanType"))),
            Links = NonEmpty.Links(("Coverage", awsEvent.Console("inspector/v2", "#/coverage"))),
        };
    }

    private Signal Assessment(EventMessage message, string what)
    {
        var json = message.Json;
        var template = json.Text("template")!;
        var plain = AwsEvent.Plain(message, template);
        var awsEvent = plain with { Time = json.Time("time") ?? plain.Time };
        var name = Wording.LastPart(template);
        var outcome = what is "FINDING_REPORTED"
            ? EventOutcome.Warning(what, "reported findings", recovers: false)
            : EventOutcome.Informational(what, "routine assessment event");
        return awsEvent.Signal(Source, name, $"Inspector assessment: {Wording.Words(what)}",
            $"{template}|{json.Text("finding")}", outcome) with
        {
            Facts = NonEmpty.Facts(("Target", json.Text("target")), ("Run", json.Text("run")),
                ("Finding", json.Text("finding")), ("Findings", json.Text("findingsCount"))),
            Links = NonEmpty.Links(("Inspector", awsEvent.Console("inspector"))),
        };
    }
}
