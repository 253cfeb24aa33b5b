using Alerting.Alerts;
using Alerting.Grouping.Emission;
using Alerting.Grouping.Overflow;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;
using Alerting.Grouping.Transitions;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>
/// Applies a message to a group: a pure function of the state, the message, the time and the mute context. First the alerts
/// change, then their notifications are planned, then what is due is sent, then the group sleeps until its next
/// wake-up.
/// </summary>
public sealed class GroupReducer(GroupRules rules)
{
    public GroupStep Reduce(GroupState state, GroupMessage message, DateTimeOffset now, MuteContext muteContext)
    {
        var address = new GroupAddress(state.Key, state.RouteId);
        muteContext = rules.WithMaintenance(muteContext, now);
        if (address.IsDigest)
            return DigestReducer.Reduce(state, message, now, rules, muteContext);
        if (address.IsUnrouted)
            return UnroutedEnd.Reduce(state, message, now);

        if (HasOtherFingerprints(message))
            message = KnownFingerprint.Apply(message, state);
        var group = new GroupDraft(state, rules, now, muteContext)
        {
            IsWakeUp = message is Wake,
            IsRetried = message.IsRetried,
            QueuedAt = message.QueuedAt ?? now,
            ConcernsOthers = message is Wake or SilencesChanged or AlertArrived { MutedBy: not null },
        };
        if (group.IsOver(state.WakeUp))
            TimeTransitions.Advance(group);
        AnswerExpiry.Apply(group);
        foreach (var ended in message.Parts.OfType<AlertArrived>().Where(arrived => !arrived.Alert.IsFiring))
            EndForwarding.Apply(ended, group);
        if (group.HasNoReceivers && RemovedRoute.Applies(message, group))
        {
            RemovedRoute.Close(message, group);
            return group.Finish();
        }
        Change(message, group);
        if (group.HasNoReceivers)
            NullRoute.Apply(group);
        Notify(group);
        AnswerExpiry.Ask(group);
        group.WakeBy(AnswerExpiry.QuestionAt(group));
        new Escalating(group).Continue();
        return group.Finish();
    }

    /// <summary>What the next message of the same group finds.</summary>
    internal MuteContext After(GroupStep step, MuteContext muteContext) =>
        step.FiringChanges.Count == 0 ? muteContext : muteContext.With(step.FiringChanges, rules.Inhibit);

    /// <summary>Whether an earlier release may have opened the alert under another fingerprint.</summary>
    private static bool HasOtherFingerprints(GroupMessage message) => message switch
    {
        AlertArrived arrived => arrived.Alert.OtherFingerprints is not null,
        AlertMoved moved => moved.Alert.OtherFingerprints is not null,
        AlertBatch batch => batch.Messages.Any(HasOtherFingerprints),
        _ => false,
    };

    private static void Change(GroupMessage message, GroupDraft group)
    {
        switch (message)
        {
            case AlertArrived arrived:
                AlertArrival.Apply(arrived, group);
                break;
            case AlertMoved moved:
                SeverityReroute.Apply(moved, group);
                break;
            case AlertBatch batch:
                foreach (var part in batch.Messages)
                    Change(part, group);
                break;
            case PersonAnswer answer:
                AnswerArrival.Apply(answer, group);
                break;
            case HandedOver handover:
                IncidentHandover.Apply(handover, group);
                break;
            case Wake or SilencesChanged when group.Before.OpenCount > 0 || !group.Before.Entries.IsEmpty:
                group.RequestReview();
                break;
        }
    }

    /// <summary>
    /// Plans all alerts if several may be concerned or one is due, otherwise only those that the message is about.
    /// </summary>
    private static void Notify(GroupDraft group)
    {
        if (group.NeedsReview)
        {
            NotifyAll(group, []);
            return;
        }
        var plans = new List<PlannedAlert>(group.Subjects.Count);
        foreach (var fingerprint in group.Subjects)
        {
            if (group.Find(fingerprint) is not { } subject)
                continue;
            var plan = Timing.Of(subject, group);
            plans.Add(new PlannedAlert(subject, plan));
            if (plan.IsDue(group.Now) && !group.LeavesToWakeUp(subject))
            {
                NotifyAll(group, plans);
                return;
            }
        }
        foreach (var (subject, plan) in plans)
            WakeUps.Keep(subject, plan, group);
    }

    /// <summary>Whether any receiver was notified of an alert: only then can one be gone.</summary>
    private static bool AnyoneKnows(GroupDraft group)
    {
        foreach (var entry in group.Entries)
        {
            if (!entry.NotifiedReceivers.IsEmpty)
                return true;
        }
        return false;
    }

    /// <summary>Sending moves the group's batches and reminders, so only then is what remains planned again.</summary>
    /// <param name="planned">What this step planned already.</param>
    private static void NotifyAll(GroupDraft group, List<PlannedAlert> planned)
    {
        var before = group.State;
        if (group.State.HasOverflow)
            OverflowMutes.Review(group);
        if (AnyoneKnows(group))
            RemovedReceivers.Forget(group);
        if (group.IsRetried)
            NotifyRetried(group);
        var plans = PlannedAlert.All(group, ReferenceEquals(group.State, before) ? planned : []);
        var due = DueNotifications.Of(plans, group.State.HasOverflow ? OverflowPlan.Of(group) : Plan.Nothing, group);
        if (due.Any)
        {
            new NotificationEmitter(group).Emit(due);
            plans = PlannedAlert.All(group, []);
        }
        WakeUps.Renew(plans, group);
    }
    /// <summary>A retried page takes no other alerts along: its copy that was sent without state could not, either.</summary>
    private static void NotifyRetried(GroupDraft group)
    {
        PlannedAlert[] own = [.. PlannedAlert.All(group, []).Where(each => group.IsSubject(each.Entry.Fingerprint))];
        var due = DueNotifications.Of(own, Plan.Nothing, group);
        if (due.Firing.Entries.Exists(entry => entry.Severity.IsPage()))
            new NotificationEmitter(group).Emit(due);
    }
}
