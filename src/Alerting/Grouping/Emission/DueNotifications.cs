using Alerting.Alerts;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Emission;

/// <summary>The notifications due now, by kind.</summary>
internal sealed class DueNotifications
{
    public Bucket Firing { get; } = new();

    public Bucket Flapping { get; } = new();

    public Bucket StillDown { get; } = new();

    public Bucket Resolved { get; } = new();

    public Bucket Reminders { get; } = new();

    public Bucket Digest { get; } = new();

    public bool OverflowIsDue { get; private set; }

    public bool Any => Firing.Any || Flapping.Any || StillDown.Any || Resolved.Any || Reminders.Any || Digest.Any
        || OverflowIsDue;

    public static DueNotifications Of(IReadOnlyList<PlannedAlert> plans, Plan overflow, GroupDraft group)
    {
        var now = group.Now;
        var due = new DueNotifications
        {
            OverflowIsDue = overflow.IsDue(now)
                && !(group.IsTie && ReferenceEquals(group.State.Overflow, group.Before.Overflow)),
        };
        foreach (var (entry, plan) in plans)
        {
            if (plan.IsDue(now) && !group.LeavesToWakeUp(entry))
                due.BucketOf(entry, plan).Add(entry, plan);
        }
        // Include the group's other pending alerts.
        foreach (var (entry, plan) in plans)
        {
            if (!plan.IsDue(now) && plan is { At: not null, Mute: null, IsHeld: false, IsGrace: false }
                && due.JoinsOthers(entry, plan))
            {
                due.BucketOf(entry, plan).Join(entry, plan);
            }
        }
        return due;
    }

    private bool JoinsOthers(AlertEntry entry, Plan plan) => entry.Phase switch
    {
        // Firing again for a moment is not worth a word while it flaps.
        AlertPhase.FlappingFiring when plan.Reason.Code == ReasonCode.StillDown => false,
        AlertPhase.Waiting or AlertPhase.FlappingFiring => Firing.Any || OverflowIsDue,
        AlertPhase.ResolvedWaiting => Firing.Any || Resolved.Any || OverflowIsDue,
        AlertPhase.Notified or AlertPhase.Flapping => Reminders.Any,
        _ => false,
    };

    private Bucket BucketOf(AlertEntry entry, Plan plan) => (plan.IsHeld, entry.Phase) switch
    {
        (true, _) => Digest,
        (_, AlertPhase.FlappingWaiting) => Flapping,
        (_, AlertPhase.FlappingFiring) when plan.Reason.Code == ReasonCode.StillDown => StillDown,
        (_, AlertPhase.ResolvedWaiting or AlertPhase.Recovered) => Resolved,
        (_, AlertPhase.Notified or AlertPhase.Flapping) => Reminders,
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

    /// <summary>Whether all that are due were silenced or inhibited until now.</summary>
    public bool WasMuted { get; private set; } = true;

    public void Add(AlertEntry entry, Plan plan)
    {
        Entries.Add(entry);
        WasMuted &= plan.Reason.Code is ReasonCode.SilenceEnded or ReasonCode.InhibitionEnded
            or ReasonCode.TimeMuteEnded;
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
