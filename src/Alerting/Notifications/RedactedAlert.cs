using Alerting.Alerts;
using Alerting.Sources.Logs;

namespace Alerting.Notifications;

/// <summary>
/// An alert as it may leave the account. It is made when a message is written and not before, so that routes and groups see
/// the alert as it is.
/// </summary>
internal static class RedactedAlert
{
    public static Alert Of(Alert alert, Redaction redaction)
    {
        // A log line holds an address by accident; an event such as a bounced mail is about it.
        var keepAddresses = alert.Signal.Source != LogSignals.SourceName;
        string Mask(string text) => redaction.Apply(text, keepAddresses);
        string MaskUrl(string url) => Mask(url).Replace(Redaction.Mark, "redacted", StringComparison.Ordinal);

        // Only beside its name does a value show that it is a secret: "password", "hunter2".
        string MaskFact(Fact fact) => Mask($"{fact.Name}={fact.Value}") is var pair && pair.StartsWith(fact.Name + "=", StringComparison.Ordinal)
            ? pair[(fact.Name.Length + 1)..]
            : Mask(fact.Value);
        string? MaskAny(string? text) => text is null ? null : Mask(text);

        var signal = alert.Signal;
        return alert with
        {
            Labels = new SortedDictionary<string, string>(
                alert.Labels.ToDictionary(label => label.Key, label => Mask(label.Value)), StringComparer.Ordinal),
            SeverityReason = Mask(alert.SeverityReason),
            Signal = signal with
            {
                State = MaskAny(signal.State),
                PreviousState = MaskAny(signal.PreviousState),
                Service = MaskAny(signal.Service),
                Name = Mask(signal.Name),
                Title = Mask(signal.Title),
                Summary = MaskAny(signal.Summary),
                Description = MaskAny(signal.Description),
                Facts = [.. signal.Facts.Select(fact => fact with { Value = MaskFact(fact) })],
                Links = [.. signal.Links.Select(link => new Link(Mask(link.Text), MaskUrl(link.Url)))],
                Samples = [.. signal.Samples.Select(Mask)],
                Problems = [.. signal.Problems.Select(Mask)],
            },
        };
    }
}
