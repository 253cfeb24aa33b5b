using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>The notifications due now, by kind.</summary>
internal sealed class DueNotifications
{
    public Bucket Firing { get; } = new();

    public Bucket Flapping { get; } = new();

    public Bucket Resolved { get; } = new();

    public Bucket Reminders { get; } = new();

    public Bucket Digest { get; } = new();

    public bool OverflowIsDue { get; private set; }

    public static DueNotifications Of(GroupDraft group)
    {
        var due = new DueNotifications { OverflowIsDue = OverflowCounting.PlanOf(group).IsDue(group.Now) };
        var plans = new List<(AlertEntry Entry, Plan Plan)>();
        foreach (var entry in group.Entries)
        {
            var plan = Timing.Of(entry, group);
            if (plan.IsDue(group.Now))
                due.BucketOf(entry, plan).Add(entry, plan);
            else if (plan is { At: not null, Mute: null, IsHeld: false })
                plans.Add((entry, plan));
        }
        // Include the group's other pending alerts.
        foreach (var (entry, plan) in plans)
            if (due.JoinsOthers(entry))
                due.BucketOf(entry, plan).Join(entry, plan);
        return due;
    }

    private bool JoinsOthers(AlertEntry entry) => entry.Pending switch
    {
        PendingNotification.Firing => Firing.Any || OverflowIsDue,
        PendingNotification.Resolved => Firing.Any || Resolved.Any || OverflowIsDue,
        PendingNotification.None => Reminders.Any,
        _ => false,
    };

    private Bucket BucketOf(AlertEntry entry, Plan plan) => (plan.IsHeld, entry.Pending) switch
    {
        (true, _) => Digest,
        (_, PendingNotification.Flapping) => Flapping,
        (_, PendingNotification.Resolved or PendingNotification.Recovered) => Resolved,
        (_, PendingNotification.None) => Reminders,
        _ => Firing,
    };
}

/// <summary>Alerts notified together, with the reason of the most severe.</summary>
internal sealed class Bucket
{
    private Severity? _mostSevere;

    public List<AlertEntry> Entries { get; } = [];

    public Reason Reason { get; private set; }

    public bool Any => Entries.Count > 0;

    public void Add(AlertEntry entry, Plan plan)
    {
        Entries.Add(entry);
        if (entry.Severity <= _mostSevere)
            return;
        _mostSevere = entry.Severity;
        Reason = plan.Reason;
    }

    /// <summary>Adds an alert that is not due yet; its reason is used only without another.</summary>
    public void Join(AlertEntry entry, Plan plan)
    {
        Entries.Add(entry);
        if (_mostSevere is null)
            Reason = plan.Reason;
    }
}
