using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Support: cases that are opened and resolved, and answers to them.</summary>
/// <remarks>https://docs.aws.amazon.com/awssupport/latest/user/event-detail-support-case-update.html</remarks>
internal sealed class SupportReader : ISourceReader
{
    public string Source => "support";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.support") is not { } awsEvent || awsEvent.Detail.Text("case-id") is not { } id)
            return null;
        var detail = awsEvent.Detail;
        var name = detail.Text("display-id") ?? id;
        var (verb, outcome) = Classify(detail.Text("event-name"), detail.Text("origin"));
        // Each answer is an event to know of; the case ends only itself.
        var answer = detail.Text("communication-id") is { } communication && !outcome.IsInformational
            && detail.Text("event-name") == "AddCommunicationToCase" ? $"/{communication}" : "";
        return [awsEvent.Signal(Source, name, $"AWS Support case {name} {verb}", $"case/{id}{answer}", outcome) with
        {
            Facts = NonEmpty.Facts(("Case", id)),
            Links = NonEmpty.Links(
                ("Case", awsEvent.Console("support", $"#/case/?displayId={Uri.EscapeDataString(name)}"))),
        }];
    }

    private static (string Verb, EventOutcome Outcome) Classify(string? what, string? origin) => (what, origin) switch
    {
        ("CreateCase", _) => ("was opened", EventOutcome.Stated(what, Severity.Info, "somebody opened a case")),
        ("ReopenCase", _) => ("was reopened", EventOutcome.Stated(what, Severity.Info, "somebody reopened a case")),
        ("AddCommunicationToCase", "AWS") =>
            ("has an answer from AWS", EventOutcome.Warning(what, "answers from AWS Support", recovers: false)),
        ("AddCommunicationToCase", _) => ("was updated", EventOutcome.Informational(what, "routine case event")),
        ("ResolveCase", _) => ("was resolved", EventOutcome.Recovery(what, "the case is resolved")),
        _ => ("changed", EventOutcome.Unknown(what)),
    };
}
