using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping;

/// <summary>
/// The end of an alert that matches no route: an actor of its own sends it to the groups in which the alert fires.
/// </summary>
internal static class UnroutedEnd
{
    public static GroupAddress AddressOf(Alert alert) => GroupAddress.OfUnrouted(alert.Fingerprint);

    public static GroupStep Reduce(GroupState state, GroupMessage message, DateTimeOffset now)
    {
        var step = new GroupStep(state) { HasChanged = false };
        foreach (var part in message.Parts)
        {
            var next = Send(step.State, part, now);
            if (next.HasChanged)
                step = next with { Messages = [.. step.Messages, .. next.Messages] };
        }
        return step;
    }

    private static GroupStep Send(GroupState state, GroupMessage message, DateTimeOffset now)
    {
        if (message is not AlertArrived { Alert: { IsFiring: false } alert, FiringIn: { Count: > 0 } groups }
            || state.Seen.Contains(alert.Signal.EventKey))
        {
            return new GroupStep(state) { HasChanged = false };
        }
        GroupEnvelope[] sent =
            [.. groups.Select(group => new GroupEnvelope(group, new AlertMoved(alert, [AddressOf(alert)])))];
        return new GroupStep(state with
        {
            Seen = state.Seen.With(alert.Signal.EventKey),
            Outbox = state.Outbox with { Messages = [.. state.Outbox.Messages, .. sent] },
            ForgetAt = now.AddDays(1),
        }) { Messages = sent };
    }
}
