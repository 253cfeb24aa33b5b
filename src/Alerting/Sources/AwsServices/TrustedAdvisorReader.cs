using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Trusted Advisor checks.</summary>
/// <remarks>https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-events-ta.html</remarks>
internal sealed class TrustedAdvisorReader : ISourceReader
{
    public string Source => "trustedadvisor";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.trustedadvisor") is not { } awsEvent
            || awsEvent.Detail.Text("check-name") is not { } check)
        {
            return null;
        }
        var detail = awsEvent.Detail;
        var item = detail.Child("check-item-detail");
        var resource = detail.Text("resource_id") is { Length: > 0 } id
            ? id
            : item.Text("Resource", "Limit Name", "Region/AZ");
        var state = detail.Text("status");
        var title = $"Trusted Advisor: {check}{(resource is null ? "" : $" ({Short(resource)})")} {Verb(state)}";
        return [awsEvent.Signal(Source, check, title,
            $"{check}|{item.Text("Region")}|{resource ?? detail.Text("uuid")}", Classify(state)) with
        {
            Region = item.Region("Region") ?? awsEvent.Region,
            Labels = NonEmpty.Labels(("resource", resource)),
            Facts = [.. NonEmpty.Facts(("Resource", resource)), .. detail.Pairs("check-item-detail").Take(12)
                .Where(pair => pair.Value.Length > 0).Select(pair => new Fact(pair.Key, pair.Value))],
            Links = NonEmpty.Links(
                ("Trusted Advisor", (awsEvent with { Region = null }).Console("trustedadvisor", "#/dashboard"))),
        }];
    }

    private static string Short(string resource) => Arn.TryParse(resource, out var arn) ? arn.ResourceName : resource;

    private static string Verb(string? state) => state switch
    {
        "OK" => "is OK",
        "WARN" => "needs investigation",
        "ERROR" => "needs action",
        _ => "changed",
    };

    private static EventOutcome Classify(string? state) => state switch
    {
        "OK" => EventOutcome.Recovery(state, "the check is OK"),
        "WARN" => EventOutcome.Stated(state, Severity.Warning, "Trusted Advisor status WARN"),
        "ERROR" => EventOutcome.Stated(state, Severity.Error, "Trusted Advisor status ERROR"),
        "INFO" => EventOutcome.Informational(state, "Trusted Advisor status INFO"),
        _ => EventOutcome.Unknown(state),
    };
}
