using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;
using Alerting.Text;

namespace Alerting.Grouping.Schedule;

/// <summary>When to notify, and why.</summary>
/// <param name="At">Null if nothing is pending.</param>
/// <param name="IsHeld">True if it is or was held until an interval begins.</param>
/// <param name="Mute">What suppresses it; <paramref name="At"/> is then when to check again.</param>
/// <param name="IsGrace">True if it waits for an inhibition, so others of its group do not take it along.</param>
internal readonly record struct Plan(
    DateTimeOffset? At, Reason Reason, bool IsHeld = false, Mute? Mute = null, bool IsGrace = false)
{
    public static readonly Plan Nothing = new(null, new Reason(ReasonCode.Other, "Nothing pending."));

    public bool IsDue(DateTimeOffset now) => Mute is null && At <= now;
}

/// <summary>An alert with the plan of its next notification.</summary>
internal readonly record struct PlannedAlert(AlertEntry Entry, Plan Plan)
{
    /// <param name="known">Plans made of the same state; those of alerts that have not changed still hold.</param>
    public static PlannedAlert[] All(GroupDraft group, List<PlannedAlert> known)
    {
        PlannedAlert Planned(AlertEntry entry)
        {
            foreach (var planned in known)
            {
                if (ReferenceEquals(planned.Entry, entry))
                    return planned;
            }
            return new PlannedAlert(entry, Timing.Of(entry, group));
        }
        return Array.ConvertAll(group.Entries.ToArray(), Planned);
    }
}

/// <summary>
/// Decides when to notify: pages at once unless the route asks for a wait, others after a wait, further alerts of the
/// incident in batches, reminders periodically; never while muted, and only pages outside the route's interval.
/// </summary>
internal static class Timing
{
    public static readonly Reason AllResolved = new(ReasonCode.Resolved, "Resolved.");
    private static readonly Reason OneResolved = new(ReasonCode.Resolved, "Resolved; others in the group still fire.");
    private static readonly Reason Recovered = new(ReasonCode.Recovered, "Recovered while held.");
    private static readonly Reason First = new(ReasonCode.FirstAlert, "First alert of a new incident.");
    private static readonly Reason NewInIncident = new(ReasonCode.NewAlert, "New alert in an open incident.");
    private static readonly Reason NoQueue = new(ReasonCode.NoQueue, "Sent at once: there is no queue to wait in.");

    public static Plan Of(AlertEntry entry, GroupDraft group)
    {
        if (group.Policy is null || (entry.Pending == PendingNotification.None && !Reminding.AppliesTo(entry)))
            return Plan.Nothing;
        var phase = entry.Phase;
        if (phase is not (AlertPhase.ResolvedWaiting or AlertPhase.Recovered) && group.MuteOf(entry.Alert) is { } mute)
            return new Plan(mute.ReviewAt, mute.Reason, Mute: mute);
        if (phase is AlertPhase.Notified or AlertPhase.Flapping)
            return Reminding.Of(entry, group);
        if (!group.Rules.CannotSave && MayBeInhibited(entry, group) && Grace.Of(entry, group) is { } grace)
            return WithoutWaiting(grace, group);
        var plan = Unheld(entry, group);
        return WithoutWaiting(group.Hold is null ? plan : Holding.Apply(plan, entry, group, group.Now), group);
    }

    /// <summary>Whether a rule of the configuration may inhibit it, or one did.</summary>
    private static bool MayBeInhibited(AlertEntry entry, GroupDraft group) =>
        group.Rules.Inhibit.Count > 0 || entry.MutedBy is not null || entry.GraceUntil is not null;

    /// <summary>A wait or a hold may go on after the grace: only then is the alert notified.</summary>
    public static Plan AfterGrace(AlertEntry entry, Plan grace, GroupDraft group)
    {
        if (grace.At is not { } end || end <= group.Now)
            return grace;
        var plan = Unheld(entry, group);
        return Holding.Apply(plan.At > end ? plan : grace, entry, group, end);
    }

    private static Plan Unheld(AlertEntry entry, GroupDraft group) => entry.Phase switch
    {
        AlertPhase.ResolvedWaiting => Resolved(entry, group),
        AlertPhase.Recovered => new Plan(group.Now, entry.Because ?? Recovered),
        AlertPhase.FlappingWaiting => FlappingTiming.Notice(entry, group),
        AlertPhase.FlappingFiring when !FlappingTiming.IsRaised(entry) => FlappingTiming.StillDown(entry, group),
        _ => Firing(entry, group),
    };

    /// <summary>Why an alert that was muted, or changed while it waited, is notified now; null for no reason of its own.</summary>
    public static Reason? KnownReason(AlertEntry entry, GroupDraft group) =>
        entry.Mute is { } mute ? MuteReasons.Ended(mute, group.Silences, group.Now) : entry.Because;

    /// <summary>Whether it is or was held until an interval begins.</summary>
    public static bool IsHeld(AlertEntry entry, GroupDraft group) => Of(entry, group).IsHeld;

    private static Plan Firing(AlertEntry entry, GroupDraft group)
    {
        var plan = group.State.NotifiedSeverity is { } notified
            ? InOpenIncident(entry, notified, group)
            : InNewIncident(entry, group);
        if (plan.At > group.Now && RetriedPages.Contains(entry, group))
            plan = new Plan(group.Now, RetriedPages.NotBatched);
        if (entry.IsLessSevere && plan.At <= group.Now)
            plan = plan with { Reason = entry.Severity.ChangeReason() };
        return KnownReason(entry, group) is { } known ? plan with { Reason = known } : plan;
    }

    private static Plan InNewIncident(AlertEntry entry, GroupDraft group)
    {
        var (state, route) = (group.State, group.Policy!.Route);
        var wait = route.WaitFor(entry.Severity);
        if (wait > TimeSpan.Zero && !entry.Severity.IsPage())
            return new Plan(Later(state.OpenedAt + wait, group.Now), group.Policy.FirstAfterWait);
        // Counted from the page's own arrival: a warning before it does not use up its wait.
        var first = Later(entry.ChangedAt + wait, group.Now);
        var next = state.NotifiedAt + route.Interval;
        if (next > first && OpensTooOften(group) && entry.Severity <= state.WorstNotified)
        {
            return new Plan(next, new Reason(
                ReasonCode.Batched,
                $"Batched: {state.RecentOpenings.Length} incidents of this group in " +
                $"{DurationText.Of(group.Flapping.Within)}."));
        }
        return new Plan(first, wait > TimeSpan.Zero ? group.Policy.FirstPageAfterWait : First);
    }

    /// <summary>Whether incidents opened so often that even pages wait for the next batch.</summary>
    private static bool OpensTooOften(GroupDraft group) =>
        group.State.RecentOpenings.Length >= group.Flapping.Changes
        && group.State.RecentOpenings[0] > group.Now - group.Flapping.Within;

    private static Plan InOpenIncident(AlertEntry entry, Severity notified, GroupDraft group)
    {
        if (entry.Severity > notified)
        {
            return new Plan(group.Now, new Reason(ReasonCode.SeverityRaised, entry.NotifiedSeverity is { } before
                ? $"Severity raised from {before.Name()} to {entry.Severity.Name()}."
                : $"More severe than the incident so far: {entry.Severity.Name()}."));
        }
        var next = group.State.NotifiedAt + group.Policy!.Route.Interval;
        return next > group.Now ? new Plan(next, group.Policy.Batched) : new Plan(group.Now, NewInIncident);
    }

    private static Plan Resolved(AlertEntry entry, GroupDraft group)
    {
        // A moved alert does not wait, so this precedes the other group's notification.
        if (group.HasNothingOpen || entry.HasMoved)
            return new Plan(group.Now, entry.Because ?? AllResolved);
        return new Plan(NextBatch(entry.ChangedAt, group),
            entry.Because is { } reason
                ? reason with { Text = $"{reason.Text.TrimEnd('.')}; others in the group still fire." } : OneResolved);
    }

    /// <summary>Batches come every interval, counted from the last notification of a firing alert.</summary>
    private static DateTimeOffset NextBatch(DateTimeOffset from, GroupDraft group)
    {
        var interval = group.Policy!.Route.Interval;
        if (interval == TimeSpan.Zero || group.State.NotifiedAt is not { } notified)
            return group.Now;
        var passed = Math.Max(0, (from - notified).Ticks);
        return notified + interval * (passed / interval.Ticks + 1);
    }

    private static Plan WithoutWaiting(Plan plan, GroupDraft group) => group.Rules.CannotWait && plan.At > group.Now
        ? plan with { At = group.Now, Reason = NoQueue }
        : plan;

    private static DateTimeOffset Later(DateTimeOffset? time, DateTimeOffset now) => time > now ? time.Value : now;
}
