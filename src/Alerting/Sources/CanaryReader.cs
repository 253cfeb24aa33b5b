using Alerting.Alerts;

namespace Alerting.Sources;

/// <summary>
/// The message that the template's schedule publishes to the alarm topic:
/// <c>{"alerting":"canary","id":"…","time":"…"}</c>. Each is an alert of its own, which ends by itself. Web requests are not
/// read, so what posts there cannot pretend that the pipeline works.
/// </summary>
internal static class CanaryReader
{
    public static EventReading? Read(EventMessage message)
    {
        if (message.Transport is not (EventTransport.Sns or EventTransport.Bare)
            || message.Json.Text("alerting") != "canary" || message.Json.Text("id") is not { } id)
        {
            return null;
        }
        return new EventReading(Canary.Source, [SignalLimits.Within(new Signal
        {
            Source = Canary.Source,
            Name = "canary",
            Title = "Canary: a test of the pipeline, nobody is notified",
            Identity = $"{Canary.Source}|{id}",
            EventKey = message.MessageId ?? $"{Canary.Source}|{id}",
            // The schedule may be a minute late, which says nothing about the pipeline.
            OccurredAt = message.SentAt ?? message.Json.Time("time"),
            Claims = [Canary.Claim],
            IsOfOneSeverity = true,
        })]);
    }
}
