using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Routing;
using Alerting.Text;
using NodaTime;

namespace Alerting.Answers;

/// <summary>An incident as it stands, and where answers to it go.</summary>
/// <param name="Seen">What its group has taken.</param>
internal sealed record FoundIncident(IncidentView View, GroupAddress Group, SeenEvents Seen);

/// <summary>Reads an incident from its group's state and its timeline.</summary>
internal sealed class IncidentReader(AlertingConfig config, IIncidentTimelines timelines, IGroupStore groups)
{
    /// <summary>Links are for whoever was notified, who may look a day later how it ended.</summary>
    public static readonly TimeSpan LinksOutlive = TimeSpan.FromHours(24);

    private const int MaxAlerts = 20;

    /// <summary>Null when it is not stored.</summary>
    public async Task<FoundIncident?> FindAsync(AnswerToken token, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await timelines.FindAsync(token.IncidentId, cancellation) is not { } place)
            return null;
        var loading = groups.LoadAsync(place.GroupKey, cancellation).AsTask();
        var timeline = await timelines.ReadAsync(token.IncidentId, cancellation);
        var state = (await loading)?.State;
        var incident = IncidentOf(token.IncidentId, state, timeline, now);
        var person = token.IsPerson ? config.People.GetValueOrDefault(token.Name) : null;
        var route = RouteOf(config.Routes, place.RouteId);
        var view = new IncidentView
        {
            Incident = incident,
            Message = incident.IsOver || state is null ? null : MessageOf(state, person, now),
            Timeline = timeline,
            Zone = person?.Zone ?? config.TimeZone,
            Now = now,
            Person = person,
            People = [.. config.People.Values],
            CanEscalate = route?.Escalate is not null,
            Asked = Asked(incident, person?.Zone ?? config.TimeZone, now),
        };
        return new FoundIncident(view, new GroupAddress(place.GroupKey, place.RouteId), state?.Seen ?? SeenEvents.None);
    }

    /// <summary>Of an earlier incident only the timeline is left.</summary>
    private static Incident IncidentOf(
        string id, GroupState? state, IReadOnlyList<TimelineEntry> timeline, DateTimeOffset now)
    {
        if (state?.Incident is { } known && known.Id == id)
            return known;
        var opened = timeline.Count > 0 ? timeline[0].At : now;
        return state?.IncidentId == id
            ? new Incident(id, state.OpenedAt ?? opened)
            : new Incident(id, opened).Resolved(timeline.Count > 0 ? timeline[^1].At : now);
    }

    private string? Asked(Incident incident, DateTimeZone zone, DateTimeOffset now)
    {
        if (incident.Escalation is not { Asked: [.., var last] } escalation)
            return null;
        var names = Listing.Of(last.To.Select(NameOf));
        var asked = $"Asked: {names} ({AlertTimes.Clock(last.At, zone, now)}).";
        return escalation.NextAt is { } next && next > now
            ? $"{asked} The next step is at {AlertTimes.Clock(next, zone, now)}." : asked;
    }

    private string NameOf(string recipient) => RecipientName.Parse(recipient) is { Person: { } person }
        ? config.People.GetValueOrDefault(person)?.Name ?? person : recipient;

    /// <summary>As a reminder of it would look now.</summary>
    private Message? MessageOf(GroupState state, Person? person, DateTimeOffset now)
    {
        Alert[] open = [.. state.Entries.Where(entry => entry.IsOpen)
            .OrderByDescending(entry => entry.Alert.Severity).Select(entry => entry.Alert)];
        var writer = new MessageWriter(person is null ? config : config with { TimeZone = person.Zone });
        return open.Length == 0 ? null : writer.Write(new Notification
        {
            Id = "", Receiver = "", Route = "", GroupKey = state.Key, Kind = NotificationKind.Reminder, Reason = "",
            At = now, Alerts = [.. open.Take(MaxAlerts)],
            More = Math.Max(0, open.Length - MaxAlerts) + state.OverflowFiring,
        });
    }

    private static Route? RouteOf(IReadOnlyList<Route> routes, string id)
    {
        foreach (var route in routes)
        {
            if (route.Id == id)
                return route;
            if (RouteOf(route.Routes, id) is { } child)
                return child;
        }
        return null;
    }
}
