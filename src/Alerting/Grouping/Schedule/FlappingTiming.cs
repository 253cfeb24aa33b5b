using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Text;

namespace Alerting.Grouping.Schedule;

/// <summary>When to notify of an alert that flaps.</summary>
internal static class FlappingTiming
{
    /// <summary>Several alerts of a group that start to flap are notified together.</summary>
    public static Plan Notice(AlertEntry entry, GroupDraft group)
    {
        var interval = group.Policy!.Route.Interval;
        return new Plan(
            Later(group.State.FlappingNotifiedAt + interval, group.Now),
            new Reason(ReasonCode.Flapping,
                $"Flapping: {entry.Changes.Length} changes in {DurationText.Of(group.Flapping.Within)}. " +
                $"Next notification if it fires for {DurationText.Of(interval)}, or when it is stable."));
    }

    /// <summary>When it fires for longer than the interval, or as soon as it fires if a reminder is overdue.</summary>
    public static Plan StillDown(AlertEntry entry, GroupDraft group)
    {
        if (group.State.Incident is { IsAnswered: true } answered)
            return Reminding.Answered(answered, group.Now);
        if (Timing.KnownReason(entry, group) is { } ended)
            return new Plan(group.Now, ended);
        var (interval, resolveAfter) = (group.Policy!.Route.Interval, group.Policy.Route.ResolveAfter);
        // Without a further occurrence nobody knows that it is still down.
        if (entry.ResolveAt - resolveAfter <= entry.NotifiedAt)
            return Plan.Nothing;
        var reminder = Reminding.Of(entry, group).At;
        // A silence may have kept the notice that it flaps until long after it went down.
        var due = (entry.NotifiedAt > entry.ChangedAt ? entry.NotifiedAt.Value : entry.ChangedAt) + interval;
        return reminder < due
            ? new Plan(Later(reminder, group.Now), new Reason(ReasonCode.StillDown, "Down again: still flapping."))
            : new Plan(Later(due, group.Now), new Reason(ReasonCode.StillDown,
                $"Still down: flapping, and firing for {DurationText.Of(due - entry.ChangedAt)}."));
    }

    /// <summary>Whether it is more severe than notified. A page is more severe than nothing.</summary>
    public static bool IsRaised(AlertEntry entry) =>
        entry.NotifiedSeverity is { } notified ? entry.Severity > notified : entry.Severity.IsPage();

    private static DateTimeOffset Later(DateTimeOffset? time, DateTimeOffset now) => time > now ? time.Value : now;
}
