using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Grouping.Emission;

/// <summary>Notifies everybody who was notified of an incident that a person is on it.</summary>
internal static class AnswerNotice
{
    /// <summary>A phone rings for it only if it rang for the incident lately: whoever sleeps again need not know.</summary>
    private static readonly TimeSpan StillAwake = TimeSpan.FromMinutes(30);

    /// <param name="receivers">Null for everybody.</param>
    public static void Emit(
        NotificationKind kind, Reason reason, GroupDraft group, Predicate<string>? receivers = null)
    {
        List<AlertEntry> open = [.. group.Entries.ToArray()
            .Where(entry => entry is { IsOpen: true, NotifiedReceivers.IsEmpty: false })];
        if (open.Count == 0)
            return;
        var lately = open.Max(entry => entry.NotifiedAt) ?? group.State.NotifiedAt;
        var isQuiet = receivers is null && !(lately + StillAwake >= group.Now);
        new NotificationFactory(group) { Note = reason.Text, IsQuiet = isQuiet }.Write(
            kind, open, entry => [.. entry.NotifiedReceivers.Where(name => receivers?.Invoke(name) != false)], reason,
            group.State.Overflow.Notified.Count);
        var wasHanded = group.Incident.HandedAt + StillAwake >= group.Now;
        new NotificationFactory(group) { Note = reason.Text, IsQuiet = receivers is null && !wasHanded }.Write(
            kind, open, entry => [.. RecipientSelector.OfHandover(entry, group)
                .Where(name => receivers?.Invoke(name) != false)], reason);
    }

    public static Reason ReasonOf(Incident incident, GroupDraft group)
    {
        var zone = group.Rules.TimeZone;
        var by = $"{incident.By!.Name} ({AlertTimes.Clock(incident.By.At, zone, group.Now)})";
        return incident.State == IncidentState.Snoozed
            ? new Reason(ReasonCode.Snoozed,
                $"Snoozed by {by} until {AlertTimes.Clock(incident.Until!.Value, zone, group.Now)}.")
            : new Reason(ReasonCode.Acknowledged, $"Acknowledged by {by}.");
    }
}
