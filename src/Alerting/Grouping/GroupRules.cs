using System.Collections.Concurrent;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.OnCall.Contacts;
using Alerting.Redaction;
using Alerting.Routing;
using Alerting.Silencing;
using Alerting.Text;
using NodaTime;

namespace Alerting.Grouping;

/// <summary>A configuration prepared for the group rules.</summary>
public sealed class GroupRules
{
    private readonly Dictionary<string, RoutePolicy> _routes = new(StringComparer.Ordinal);
    private readonly AlertingConfig _config;

    /// <summary>Channels of people, as far as they were asked for.</summary>
    private readonly ConcurrentDictionary<string, Receiver?> _people = new(StringComparer.Ordinal);

    public GroupRules(AlertingConfig config)
    {
        _config = config;
        Router = new Router(config.Routes, new AlertRedaction(new Redactor(config.Redact)));
        Addressing = new GroupAddressing(Router, config.Inhibit);
        Recipients = new RecipientExpansion(config);
        Add(config.Routes);
        Add([CanaryRoute.Route]);
    }

    public Router Router { get; }

    internal GroupAddressing Addressing { get; }

    /// <summary>Who the receivers of a route or a step stand for.</summary>
    public RecipientExpansion Recipients { get; }

    public FlappingOptions Flapping => _config.Flapping;

    internal DateTimeZone TimeZone => _config.TimeZone;

    public IReadOnlyList<InhibitRule> Inhibit => _config.Inhibit;

    /// <summary>
    /// For a process without a queue that may be frozen after it responds: notify at once instead of waiting, since a
    /// later wake-up may never happen.
    /// </summary>
    public bool CannotWait { get; init; }

    /// <summary>
    /// For a process with no stored state: notify of a resolution even without a known firing, since an earlier process
    /// may have notified of it.
    /// </summary>
    public bool AssumesNotified { get; init; }

    /// <summary>For a step that cannot be saved: pages wait for nothing, since no later wake-up would know of them.</summary>
    public bool CannotSave { get; init; }

    /// <summary>
    /// How long a digest waits for the parts of all groups: zero if wake-ups are exact, and just over a minute if they
    /// come each minute.
    /// </summary>
    public TimeSpan DigestGrace { get; init; }

    /// <summary>
    /// How long what many groups send at once by one cause is gathered: zero if wake-ups are exact. A page released from a
    /// silence waits this long, so it is seconds.
    /// </summary>
    public TimeSpan GatherTime { get; init; }

    /// <summary>Whether overrides and calendars are needed.</summary>
    public bool HasSchedules => _config.Schedules.Count > 0;

    /// <summary>With the silences that the configuration's maintenance windows are now.</summary>
    internal MuteContext WithMaintenance(MuteContext context, DateTimeOffset now) =>
        MaintenanceSilences.Add(context, _config.Maintenance, now);

    /// <summary>Null if the route was removed from the configuration.</summary>
    public RoutePolicy? Route(string id) => _routes.GetValueOrDefault(id);

    /// <summary>False if the receiver was removed from the configuration.</summary>
    public bool HasReceiver(string receiver) =>
        receiver == Canary.Receiver || Receiver(receiver) is not null;

    /// <summary>The canary's end is no news: its group closes, which the tick wakes it for.</summary>
    /// <param name="severity">The one that was notified.</param>
    public bool SendsResolved(string receiver, Severity severity) => receiver != Canary.Receiver
        && Receiver(receiver)?.Resolved.Wants(severity) != false;

    /// <summary>Whether the receiver has a channel that keeps incidents open by group key.</summary>
    public bool HasPager(string receiver) =>
        Receiver(receiver)?.Targets.Any(target => ChannelCatalog.IsPager(target.Channel)) == true;

    /// <summary>Whether the receiver has a channel that gets digests: any but a pager.</summary>
    public bool TakesDigest(string receiver) =>
        Receiver(receiver)?.Targets.Any(target => !ChannelCatalog.IsPager(target.Channel)) != false;

    /// <summary>The policy that pages of the route start; null if it has none.</summary>
    internal EscalationPolicy? PolicyOf(Route? route) =>
        route?.Escalate is { } name ? _config.Escalations.GetValueOrDefault(name) : null;

    /// <summary>Whether the policy goes on after the step that was taken.</summary>
    internal bool HasNextStep(Route? route, Incident incident) =>
        PolicyOf(route) is { } policy && incident.Escalation is { } escalation
            && (escalation.NextStep < policy.Steps.Count || escalation.Round < policy.Repeat);

    /// <summary>What people call a person of the configuration.</summary>
    internal string NameOf(string person) => _config.People.GetValueOrDefault(person)?.Name ?? person;

    /// <summary>The person, or the receiver.</summary>
    internal string NameOfRecipient(string name) =>
        RecipientName.Parse(name) is { Person: { } person } ? NameOf(person) : name;

    /// <summary>Whether the alert may inhibit others while it fires.</summary>
    public bool Inhibits(Alert alert) => Muting.MayInhibit(alert, Inhibit);

    private Receiver? Receiver(string name) => _config.Receivers.TryGetValue(name, out var configured)
        ? configured : _people.GetOrAdd(name, _config.FindReceiver);

    private void Add(IReadOnlyList<Route> routes)
    {
        foreach (var route in routes)
        {
            _routes[route.Id] =
                new RoutePolicy(route, route.Hold is { } name ? _config.TimeIntervals.GetValueOrDefault(name) : null)
                {
                    TimeMutes = TimeMutes.Of(Intervals(route.Mute), Intervals(route.Active)),
                };
            Add(route.Routes);
        }
    }

    private TimeInterval[] Intervals(IReadOnlyList<string> names) =>
        [.. names.Select(name => _config.TimeIntervals.GetValueOrDefault(name)).OfType<TimeInterval>()];
}

/// <summary>A route with its hold and with the reasons that are the same for each of its alerts.</summary>
public sealed class RoutePolicy(Route route, TimeInterval? hold)
{
    public Route Route => route;

    /// <summary>The interval outside which the route holds notifications; null if it holds none.</summary>
    public TimeInterval? Hold => hold;

    /// <summary>When the route notifies nobody; null if it always does.</summary>
    internal TimeMutes? TimeMutes { get; init; }

    internal Reason FirstAfterWait { get; } = AfterWait(route.WaitFor(Severity.Warning));

    internal Reason FirstPageAfterWait { get; } = AfterWait(route.WaitOfPages);

    private static Reason AfterWait(TimeSpan wait) => new(ReasonCode.FirstAlert,
        $"First alert of a new incident, after waiting {DurationText.Of(wait)} for others to join.");

    internal Reason Batched { get; } = new(ReasonCode.Batched,
        $"Batched: less than {DurationText.Of(route.Interval)} after the last notification.");

    internal Reason StillFlapping { get; } = new(ReasonCode.Flapping,
        $"Suppressed: flapping; notified if it fires for {DurationText.Of(route.Interval)}.");

    internal Reason Held { get; } = new(ReasonCode.Held, $"Held: outside {hold?.Name}.");

    internal Reason HoldReleased { get; } = new(ReasonCode.HoldReleased, $"Held until {hold?.Name} began.");

    internal Ending NoFurtherOccurrence { get; } = new(ReasonCode.NoFurtherOccurrence,
        $"No further occurrence for {DurationText.Of(route.ResolveAfter)}");

    /// <summary>
    /// When an alert that fires now resolves without a further occurrence; null if its source sends resolved events.
    /// </summary>
    internal DateTimeOffset? ResolveAt(Alert alert, DateTimeOffset now) =>
        alert.Signal.Recovers ? null : now + route.ResolveAfter;

    /// <summary>After this time of firing, reminders come once a day.</summary>
    internal static TimeSpan Day { get; } = TimeSpan.FromDays(1);

    /// <summary>By severity: the time between reminders, and their reason.</summary>
    internal (TimeSpan After, Reason Reason)?[] Reminders { get; } =
        [.. Enum.GetValues<Severity>().Select(severity => ReminderAfter(route.RepeatFor(severity)))];

    /// <summary>The same for an alert that has been firing for a day.</summary>
    internal (TimeSpan After, Reason Reason)?[] LaterReminders { get; } =
        [.. Enum.GetValues<Severity>().Select(severity => ReminderAfter(
            route.RepeatFor(severity) is { } repeat && route.Repeat is null && repeat < Day
                ? Day
                : route.RepeatFor(severity)))];

    private static (TimeSpan, Reason)? ReminderAfter(TimeSpan? repeat) => repeat is { } time
        ? (time, StillFiring(time)) : null;

    internal static Reason StillFiring(TimeSpan after) => new(ReasonCode.Reminder,
        $"Reminder: still firing {DurationText.Of(after)} after the last notification.");
}
