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
        string Redact(string text) => redaction.Apply(text, keepAddresses);
        string RedactUrl(string url) => Redact(url).Replace(Redaction.Mark, "redacted", StringComparison.Ordinal);

        // Only beside its name does a value show that it is a secret: "password", "hunter2".
        string RedactFact(Fact fact) => Redact($"{fact.Name}={fact.Value}") is var pair && pair.StartsWith(fact.Name + "=", StringComparison.Ordinal)
            ? pair[(fact.Name.Length + 1)..]
            : Redact(fact.Value);
        string? RedactAny(string? text) => text is null ? null : Redact(text);

        var signal = alert.Signal;
        return alert with
        {
            Labels = new SortedDictionary<string, string>(
                alert.Labels.ToDictionary(label => label.Key, label => Redact(label.Value)), StringComparer.Ordinal),
            SeverityReason = Redact(alert.SeverityReason),
            Signal = signal with
            {
                State = RedactAny(signal.State),
                PreviousState = RedactAny(signal.PreviousState),
                Service = RedactAny(signal.Service),
                Name = Redact(signal.Name),
                Title = Redact(signal.Title),
                Summary = RedactAny(signal.Summary),
                Description = RedactAny(signal.Description),
                Facts = [.. signal.Facts.Select(fact => fact with { Value = RedactFact(fact) })],
                Links = [.. signal.Links.Select(link => new Link(Redact(link.Text), RedactUrl(link.Url)))],
                Samples = [.. signal.Samples.Select(Redact)],
                Problems = [.. signal.Problems.Select(Redact)],
            },
        };
    }
}
