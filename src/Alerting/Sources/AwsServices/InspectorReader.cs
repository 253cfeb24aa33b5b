using Alerting.Alerts;
using Alerting.Classification;

namespace Alerting.Sources.AwsServices;

/// <summary>Inspector findings and scans, and the assessment runs of the first Inspector by SNS.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html and
/// https://docs.aws.amazon.com/inspector/v1/userguide/inspector_assessments.html
/// </remarks>
internal sealed class InspectorReader : ISourceReader
{
    public string Source => "inspector";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.inspector2") is { } told)
            return told.Detail.Has("findingArn") ? [Finding(told)]
                : told.DetailType == "Inspector2 Scan" ? [Scan(told)]
                : told.DetailType == "Inspector2 Coverage" ? [Coverage(told)]
                : null;
        var json = message.Json;
        return json.Text("template")?.Contains(":inspector:", StringComparison.Ordinal) == true
            && json.Text("event") is { } what
            ? [Assessment(message, what)]
            : null;
    }

    private Signal Finding(AwsEvent told)
    {
        var finding = told.Detail;
        var resource =
            finding.Items("resources").Select(item => item.Text("id")).FirstOrDefault(id => id is not null);
        var vulnerability = finding.Child("packageVulnerabilityDetails").Text("vulnerabilityId");
        var title = finding.Text("title") ?? "Inspector has a finding without a title";
        var meaning = Judge(told);
        return told.Signal(Source, vulnerability ?? finding.Text("type") ?? title, title, finding.Text("findingArn")!,
            meaning) with
        {
            EventKey = $"{finding.Text("findingArn")}|{finding.Text("updatedAt") ?? told.Id}|{meaning.State}",
            Account = finding.Text("awsAccountId") ?? told.Account,
            Summary = finding.Text("description"),
            StartsAt = finding.Time("firstObservedAt"),
            Labels = Shown.Labels(("resource", resource), ("type", finding.Text("type"))),
            Facts = Shown.Facts(("Vulnerability", vulnerability), ("Score", finding.Text("inspectorScore")),
                ("Resource", resource), ("Fix available", finding.Text("fixAvailable")),
                ("Remedy", finding.Child("remediation").Child("recommendation").Text("text"))),
            Links = Shown.Links(("Findings", told.Console("inspector/v2", "#/findings/all")),
                ("Vulnerability", finding.Child("packageVulnerabilityDetails").Text("sourceUrl"))),
        };
    }

    private static Meaning Judge(AwsEvent told)
    {
        var state = told.Detail.Text("status") ?? "ACTIVE";
        var word = told.Detail.Text("severity");
        var meaning = SeverityWords.Parse(word) is { } severity
            ? Meaning.Says(state, severity, $"Inspector severity {word}")
            : Meaning.Worry(state, "findings without a severity") with
            {
                Problem = word is "UNTRIAGED" or null ? null : $"The finding's severity \"{word}\" is not known.",
            };
        return state is "CLOSED" or "SUPPRESSED" ? meaning.Ended() : meaning;
    }

    private Signal Scan(AwsEvent told)
    {
        var state = told.Detail.Text("scan-status") ?? "unknown";
        var resource = told.Resource is { } arn ? Wording.LastPart(arn) : "a resource";
        var counts = told.Detail.Child("finding-severity-counts");
        return told.Signal(Source, resource, $"Inspector scanned {resource}: {Wording.Words(state)}",
            told.Resource ?? resource,
            Meaning.News(state, "a scan's normal course")) with
        {
            Facts = Shown.Facts(("Critical", counts.Text("CRITICAL")), ("High", counts.Text("HIGH")),
                ("Medium", counts.Text("MEDIUM")), ("Total", counts.Text("TOTAL"))),
            Links = Shown.Links(("Findings", told.Console("inspector/v2", "#/findings/all"))),
        };
    }

    /// <summary>Whether a resource is scanned at all.</summary>
    private Signal Coverage(AwsEvent told)
    {
        var status = told.Detail.Child("scanStatus");
        var state = status.Text("statusCodeValue", "statusCode");
        var resource = told.Resource is { } arn ? Wording.LastPart(arn) : "a resource";
        var reason = status.Text("reason");
        var (title, meaning) = state switch
        {
            "ACTIVE" => ($"Inspector scans {resource}", Meaning.Recovery(state, "the resource is scanned")),
            "INACTIVE" => (Wording.With($"Inspector does not scan {resource}", reason is null ? null : Wording.Words(reason)),
                Meaning.Worry(state, "resources that are not scanned")),
            _ => ($"Inspector coverage of {resource} changed", Meaning.Unknown(state)),
        };
        return told.Signal(Source, resource, title, $"{told.Resource ?? resource}|coverage", meaning) with
        {
            Facts = Shown.Facts(("Reason", reason), ("Scan", told.Detail.Text("scanType"))),
            Links = Shown.Links(("Coverage", told.Console("inspector/v2", "#/coverage"))),
        };
    }

    private Signal Assessment(EventMessage message, string what)
    {
        var json = message.Json;
        var template = json.Text("template")!;
        var plain = AwsEvent.Plain(message, template);
        var told = plain with { Time = json.Time("time") ?? plain.Time };
        var name = Wording.LastPart(template);
        var meaning = what is "FINDING_REPORTED"
            ? Meaning.Worry(what, "reported findings", recovers: false)
            : Meaning.News(what, "an assessment's normal course");
        return told.Signal(Source, name, $"Inspector assessment: {Wording.Words(what)}",
            $"{template}|{json.Text("finding")}", meaning) with
        {
            Facts = Shown.Facts(("Target", json.Text("target")), ("Run", json.Text("run")),
                ("Finding", json.Text("finding")), ("Findings", json.Text("findingsCount"))),
            Links = Shown.Links(("Inspector", told.Console("inspector"))),
        };
    }
}
