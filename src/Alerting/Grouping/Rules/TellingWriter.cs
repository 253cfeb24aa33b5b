using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Grouping.Rules;

/// <summary>Writes tellings: receivers that are to hear of the same incidents share one.</summary>
internal sealed class TellingWriter(GroupDraft group)
{
    /// <summary>More than a message has room for on any channel; the others are counted.</summary>
    public const int MaxAlerts = 25;

    /// <summary>Whether the channels that are no pagers have it in a digest.</summary>
    public bool IsForPagers { get; init; }

    public void Write(
        NotificationKind kind, IReadOnlyList<Incident> incidents, Func<Incident, IReadOnlyList<string>> audience, string reason, int more = 0)
    {
        var told = new List<(string Receiver, List<Incident> Incidents)>();
        foreach (var incident in incidents)
            foreach (var receiver in audience(incident))
                Of(receiver, told).Add(incident);
        foreach (var same in told.GroupBy(each => each.Incidents, SameIncidents.Instance))
            Write(kind, same.Key, [.. same.Select(each => each.Receiver)], reason, more);
    }

    /// <summary>The alert as people are told of it: since when it fires in all, and how often it occurred.</summary>
    public static Alert Shown(Incident incident) => incident.Alert with
    {
        Signal = incident.Alert.Signal with { StartsAt = incident.IsSinceUnknown ? null : incident.Since, Count = incident.Count },
    };

    private void Write(NotificationKind kind, List<Incident> incidents, List<string> receivers, string reason, int more)
    {
        var shown = incidents.OrderByDescending(incident => incident.Severity).ThenBy(incident => incident.Alert.Name, StringComparer.Ordinal)
            .Take(MaxAlerts).Select(Shown).ToArray();
        group.Change(group.State with { Sequence = group.State.Sequence + 1 });
        var id = $"{group.State.Key}|{kind.Name()}|{group.State.Sequence}|{string.Join('|', shown.Select(alert => alert.Signal.EventKey))}";
        var content = new Notification
        {
            Id = "",
            Receiver = "",
            Route = group.Policy?.Route.Display ?? group.State.RouteId,
            GroupKey = group.State.Key,
            Kind = kind,
            Reason = reason,
            At = group.Now,
            Alerts = shown,
            More = incidents.Count - shown.Length + more,
            Thread = group.State.Thread ?? group.State.Key,
            IsForPagers = IsForPagers,
            StillFiring = group.State.Open + group.State.Counted.Firing,
        };
        group.Output.Tell(new Telling(content,
            [.. receivers.Select(receiver => new Addressee(receiver, Fingerprint.Of($"{receiver}|{id}")))]));
    }

    private static List<Incident> Of(string receiver, List<(string Receiver, List<Incident> Incidents)> told)
    {
        foreach (var each in told)
            if (each.Receiver == receiver)
                return each.Incidents;
        told.Add((receiver, []));
        return told[^1].Incidents;
    }

    private sealed class SameIncidents : IEqualityComparer<List<Incident>>
    {
        public static SameIncidents Instance { get; } = new();

        public bool Equals(List<Incident>? x, List<Incident>? y) =>
            x!.Count == y!.Count && x.Zip(y).All(pair => ReferenceEquals(pair.First, pair.Second));

        public int GetHashCode(List<Incident> obj) => obj.Count;
    }
}
