using Alerting.Alerts;
using Alerting.Silencing;

namespace Alerting.Grouping.Rules;

/// <summary>When something may be told, and why then.</summary>
/// <param name="At">Null when there is nothing to tell.</param>
/// <param name="IsHeld">Whether it waits, or waited, for hours to begin.</param>
/// <param name="Mute">What keeps it from being told; <paramref name="At"/> then is when to look again.</param>
internal readonly record struct Plan(DateTimeOffset? At, string Reason, bool IsHeld = false, Mute? Mute = null)
{
    public static readonly Plan Nothing = new(null, "nothing new");

    public bool IsDue(DateTimeOffset now) => Mute is null && At <= now;
}

/// <summary>
/// Decides when the news of an incident is told: pages at once, others after a wait, further ones of the group in batches,
/// reminders after a while; not while it is muted, nor outside the hours of the route.
/// </summary>
internal static class Timing
{
    private const string First = "first firing of the group";

    public static Plan Of(AlertEntry entry, GroupDraft group)
    {
        if (group.Policy is null || (entry.Pending == PendingNotification.None && !Reminding.Concerns(entry)))
            return Plan.Nothing;
        if (entry.Pending is not (PendingNotification.Resolved or PendingNotification.Recovered) && group.MuteOf(entry.Alert) is { } mute)
            return new Plan(mute.LookAgainAt, mute.By, Mute: mute);
        var plan = entry.Pending switch
        {
            PendingNotification.Firing => Firing(entry, group),
            PendingNotification.Flapping => FlappingNotice(entry, group),
            PendingNotification.Resolved => Resolved(entry, group),
            PendingNotification.Recovered => new Plan(group.Now, "healed by itself"),
            _ => Reminding.Of(entry, group),
        };
        return entry.Pending == PendingNotification.None ? plan : WithoutWaiting(Holding.Apply(plan, entry, group), group);
    }

    private static Plan Firing(AlertEntry entry, GroupDraft group)
    {
        var plan = group.State.NotifiedSeverity is { } notified ? Further(entry, notified, group) : FirstOf(entry, group);
        var reason = entry.MutedBy is { } mute ? $"{mute} is over, and it still fires" : entry.ReasonOverride;
        return reason is null ? plan : plan with { Reason = reason };
    }

    /// <summary>Nobody was told of the group yet.</summary>
    private static Plan FirstOf(AlertEntry entry, GroupDraft group)
    {
        var (state, route) = (group.State, group.Policy!.Route);
        var wait = route.WaitFor(entry.Severity);
        if (wait > TimeSpan.Zero)
            return new Plan(Later(state.OpenedAt + wait, group.Now), group.Policy.FirstAfterWait);
        var next = state.NotifiedAt + route.Interval;
        return next > group.Now && IncidentLifecycle.IsTooOften(group) && entry.Severity <= state.WorstNotified
            ? new Plan(next, $"the group opened {state.RecentOpenings.Length} times within {group.Rules.FlappingTime}, so this is told with the next batch")
            : new Plan(group.Now, First);
    }

    private static Plan Further(AlertEntry entry, Severity notified, GroupDraft group)
    {
        if (entry.Severity > notified)
        {
            return new Plan(group.Now, entry.NotifiedSeverity is { } before
                ? $"rose from {before.Name()} to {entry.Severity.Name()}"
                : $"worse than what was told of the group: {entry.Severity.Name()}");
        }
        var next = group.State.NotifiedAt + group.Policy!.Route.Interval;
        return next > group.Now ? new Plan(next, group.Policy.NextBatch) : new Plan(group.Now, "new in the group");
    }

    private static Plan FlappingNotice(AlertEntry entry, GroupDraft group) => new(
        Later(group.State.FlappingNotifiedAt + group.Policy!.Route.Interval, group.Now),
        $"changed {entry.Changes.Length} times within {group.Rules.FlappingTime}; nothing more is told of it until it is stable");

    private static Plan Resolved(AlertEntry entry, GroupDraft group)
    {
        var reason = entry.ReasonOverride ?? "resolved";
        // What moved is told at once, so that it comes before what the other group tells.
        return group.HasNothingOpen || entry.HasMoved
            ? new Plan(group.Now, reason)
            : new Plan(NextBatch(entry.ChangedAt, group), reason + ", others of the group still fire");
    }

    /// <summary>Batches come every interval, counted from the last time something new was told.</summary>
    private static DateTimeOffset NextBatch(DateTimeOffset from, GroupDraft group)
    {
        var interval = group.Policy!.Route.Interval;
        if (interval == TimeSpan.Zero || group.State.NotifiedAt is not { } notified)
            return group.Now;
        var passed = Math.Max(0, (from - notified).Ticks);
        return notified + interval * (passed / interval.Ticks + 1);
    }

    private static Plan WithoutWaiting(Plan plan, GroupDraft group) => group.Rules.CannotWait && plan.At > group.Now
        ? plan with { At = group.Now, Reason = $"{plan.Reason}; told at once, since nothing can wait here without a queue" }
        : plan;

    private static DateTimeOffset Later(DateTimeOffset? time, DateTimeOffset now) => time > now ? time.Value : now;
}

/// <summary>What still fires, and nobody was told for a while.</summary>
internal static class Reminding
{
    public static bool Concerns(AlertEntry entry) =>
        entry is { IsFiring: true, IsFlapping: false, Pending: PendingNotification.None, NotifiedReceivers.IsEmpty: false };

    public static Plan Of(AlertEntry entry, GroupDraft group)
    {
        if (group.Policy!.Reminders[(int)entry.Severity] is not var (repeat, reason) || entry.NotifiedAt is not { } notified)
            return Plan.Nothing;
        var due = notified + repeat;
        if (group.Hold is not { } hours || entry.Severity.IsPage() || hours.Contains(due) || hours.NextOpening(due) is not { } opening)
            return new Plan(due, reason);
        return new Plan(opening, reason, IsHeld: true);
    }
}

/// <summary>Routes that hold: outside their hours only pages are told.</summary>
internal static class Holding
{
    public static Plan Apply(Plan plan, AlertEntry entry, GroupDraft group)
    {
        if (group.Hold is not { } hours || plan.At is not { } due || IsPage(entry))
            return plan;
        var isOpen = hours.Contains(group.Now);
        if (entry.IsHeld && isOpen)
            return new Plan(group.Now, group.Policy!.InDigest, IsHeld: true);
        if (hours.Contains(due) && !entry.IsHeld)
            return plan;
        // Hours that end while it waits for company are no reason to let it wait for the next ones.
        if (isOpen)
            return new Plan(group.Now, $"{plan.Reason}; at once, since {hours.Name} ends before that");
        return hours.NextOpening(due) is { } opening ? new Plan(opening, group.Policy!.Outside, IsHeld: true) : plan;
    }

    /// <summary>Who was woken up for it is told its end at any hour, too.</summary>
    private static bool IsPage(AlertEntry entry) =>
        (entry.Pending == PendingNotification.Resolved ? entry.NotifiedSeverity ?? entry.Severity : entry.Severity).IsPage();
}
