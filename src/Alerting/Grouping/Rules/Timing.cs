using Alerting.Alerts;
using Alerting.Notifications;
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

    public static Plan Of(Incident incident, GroupDraft group)
    {
        if (group.Policy is null || (incident.News == News.None && !Reminding.Concerns(incident)))
            return Plan.Nothing;
        if (incident.News is not (News.Resolved or News.Healed) && group.MuteOf(incident.Alert) is { } mute)
            return new Plan(mute.LookAgainAt, mute.By, Mute: mute);
        var plan = incident.News switch
        {
            News.Firing => Firing(incident, group),
            News.Flapping => FlappingNotice(incident, group),
            News.Resolved => Resolved(incident, group),
            News.Healed => new Plan(group.Now, "healed by itself"),
            _ => Reminding.Of(incident, group),
        };
        return incident.News == News.None ? plan : WithoutWaiting(Holding.Apply(plan, incident, group), group);
    }

    private static Plan Firing(Incident incident, GroupDraft group)
    {
        var plan = group.State.ToldSeverity is { } told ? Further(incident, told, group) : FirstOf(incident, group);
        var because = incident.MutedBy is { } mute ? $"{mute} is over, and it still fires" : incident.Because;
        return because is null ? plan : plan with { Reason = because };
    }

    /// <summary>Nobody was told of the group yet.</summary>
    private static Plan FirstOf(Incident incident, GroupDraft group)
    {
        var (state, route) = (group.State, group.Policy!.Route);
        var wait = route.WaitFor(incident.Severity);
        if (wait > TimeSpan.Zero)
            return new Plan(Later(state.OpenedAt + wait, group.Now), group.Policy.FirstAfterWait);
        var next = state.ToldAt + route.Interval;
        return next > group.Now && Opening.IsTooOften(group) && incident.Severity <= state.WorstTold
            ? new Plan(next, $"the group opened {state.Openings.Length} times within {group.Rules.FlappingTime}, so this is told with the next batch")
            : new Plan(group.Now, First);
    }

    private static Plan Further(Incident incident, Severity told, GroupDraft group)
    {
        if (incident.Severity > told)
        {
            return new Plan(group.Now, incident.ToldSeverity is { } before
                ? $"rose from {before.Name()} to {incident.Severity.Name()}"
                : $"worse than what was told of the group: {incident.Severity.Name()}");
        }
        var next = group.State.ToldAt + group.Policy!.Route.Interval;
        return next > group.Now ? new Plan(next, group.Policy.NextBatch) : new Plan(group.Now, "new in the group");
    }

    private static Plan FlappingNotice(Incident incident, GroupDraft group) => new(
        Later(group.State.FlappingToldAt + group.Policy!.Route.Interval, group.Now),
        $"changed {incident.Changes.Length} times within {group.Rules.FlappingTime}; nothing more is told of it until it is stable");

    private static Plan Resolved(Incident incident, GroupDraft group)
    {
        var reason = incident.Because ?? "resolved";
        // What moved is told at once, so that it comes before what the other group tells.
        return group.IsQuiet || incident.HasMoved
            ? new Plan(group.Now, reason)
            : new Plan(NextBatch(incident.ChangedAt, group), reason + ", others of the group still fire");
    }

    /// <summary>Batches come every interval, counted from the last time something new was told.</summary>
    private static DateTimeOffset NextBatch(DateTimeOffset from, GroupDraft group)
    {
        var interval = group.Policy!.Route.Interval;
        if (interval == TimeSpan.Zero || group.State.ToldAt is not { } told)
            return group.Now;
        var passed = Math.Max(0, (from - told).Ticks);
        return told + interval * (passed / interval.Ticks + 1);
    }

    private static Plan WithoutWaiting(Plan plan, GroupDraft group) => group.Rules.CannotWait && plan.At > group.Now
        ? plan with { At = group.Now, Reason = $"{plan.Reason}; told at once, since nothing can wait here without a queue" }
        : plan;

    private static DateTimeOffset Later(DateTimeOffset? time, DateTimeOffset now) => time > now ? time.Value : now;
}

/// <summary>What still fires, and nobody was told for a while.</summary>
internal static class Reminding
{
    public static bool Concerns(Incident incident) =>
        incident is { IsFiring: true, IsFlapping: false, News: News.None, Told.IsEmpty: false };

    public static Plan Of(Incident incident, GroupDraft group)
    {
        if (group.Policy!.Route.RepeatFor(incident.Severity) is not { } repeat || incident.ToldAt is not { } told)
            return Plan.Nothing;
        var due = told + repeat;
        var reason = $"still fires, and nobody was told for {DurationText.Of(repeat)}";
        if (group.Hold is not { } hours || incident.Severity.IsPage() || hours.Contains(due) || hours.NextOpening(due) is not { } opening)
            return new Plan(due, reason);
        return new Plan(opening, reason, IsHeld: true);
    }
}

/// <summary>Routes that hold: outside their hours only pages are told.</summary>
internal static class Holding
{
    public static Plan Apply(Plan plan, Incident incident, GroupDraft group)
    {
        if (group.Hold is not { } hours || plan.At is not { } due || IsPage(incident))
            return plan;
        var isOpen = hours.Contains(group.Now);
        if (incident.IsHeld && isOpen)
            return new Plan(group.Now, group.Policy!.InDigest, IsHeld: true);
        if (hours.Contains(due) && !incident.IsHeld)
            return plan;
        // Hours that end while it waits for company are no reason to let it wait for the next ones.
        if (isOpen)
            return new Plan(group.Now, $"{plan.Reason}; at once, since {hours.Name} ends before that");
        return hours.NextOpening(due) is { } opening ? new Plan(opening, group.Policy!.Outside, IsHeld: true) : plan;
    }

    /// <summary>Who was woken up for it is told its end at any hour, too.</summary>
    private static bool IsPage(Incident incident) =>
        (incident.News == News.Resolved ? incident.ToldSeverity ?? incident.Severity : incident.Severity).IsPage();
}
