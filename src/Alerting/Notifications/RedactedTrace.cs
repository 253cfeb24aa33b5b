using Alerting.Alerts;
using Alerting.Redaction;
using Alerting.Sources.Logs;

namespace Alerting.Notifications;

/// <summary>
/// An alert without secrets. Alerts are redacted only when a message is written, so routing and grouping see the
/// original.
/// </summary>
internal static class RedactedAlert
{
    public static Alert Of(Alert alert, Redactor redactor)
    {
        // An e-mail address in a log line is accidental; an event such as a bounced mail is useless without it.
        var keepAddresses = alert.Signal.Source != LogSignals.SourceName;
        string Redact(string text) => redactor.Apply(text, keepAddresses);
        string RedactUrl(string url) => Redact(url).Replace(Redactor.Mark, "redacted", StringComparison.Ordinal);

        // A value like "hunter2" is only recognised as a secret beside its name.
        string RedactFact(Fact fact) => Redact($"{fact.Name}={fact.Value}") is var pair
            && pair.StartsWith(fact.Name + "=", StringComparison.Ordinal)
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

/// <summary>
/// A trace without secrets, for the log and the function's result, which people and services without access to secrets
/// read.
/// </summary>
public static class RedactedTrace
{
    /// <summary>Notifications are not changed here: the message writer redacts them.</summary>
    public static Trace Of(Trace trace, Redactor redactor)
    {
        var redacted = new Trace();
        foreach (var traced in trace.Alerts)
        {
            var alert = redacted.Add(RedactedAlert.Of(traced.Alert, redactor));
            foreach (var decision in traced.Decisions)
            {
                alert.Add(decision with
                {
                    GroupKey = redactor.Apply(decision.GroupKey),
                    Reason = decision.Reason with { Text = redactor.Apply(decision.Reason.Text) },
                });
            }
        }
        foreach (var notification in trace.Notifications)
            redacted.Add(notification);
        return redacted;
    }
}
