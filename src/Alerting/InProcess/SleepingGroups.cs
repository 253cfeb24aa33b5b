using Alerting.Grouping;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;
using Alerting.Silencing;

namespace Alerting.InProcess;

/// <summary>
/// Groups that would wake each minute only to see that their alerts are still inhibited. In one process the end of an
/// inhibition is known, so they sleep until it. What they decide is the same, and at the same times.
/// </summary>
internal sealed class SleepingGroups(InMemoryGroupStore store)
{
    private readonly Dictionary<string, InhibitedWait> _sleeping = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Group, string Fingerprint), HashSet<string>> _byInhibitor = [];
    // Groups with other open alerts, which whatever begins to fire may inhibit.
    private readonly HashSet<string> _partly = new(StringComparer.Ordinal);

    /// <summary>Lets the group sleep if its next wake-up would only look whether it is still inhibited.</summary>
    public void Sleep(GroupStep step, DateTimeOffset now)
    {
        var state = step.State;
        // A silence may begin or end at any time.
        if (step.Inhibited is not { } wait || store.Silences.Any(silence => silence.EndsAt > now)
            || state.WakeUp is not { } wake
            || wait.OtherWakeUp <= wake
            || !state.Outbox.IsEmpty
            || state.Entries.Any(entry => entry.Phase == AlertPhase.Resolved))
        {
            return;
        }
        _sleeping[state.Key] = wait;
        store.Delay(state.Key, wait.OtherWakeUp);
        if (state.Entries.Any(entry => !wait.By.ContainsKey(entry.Fingerprint)))
            _partly.Add(state.Key);
        foreach (var inhibitor in wait.By.Values.Select(mute => mute.Inhibitor!))
        {
            if (!_byInhibitor.TryGetValue((inhibitor.GroupKey, inhibitor.Fingerprint), out var groups))
                _byInhibitor[(inhibitor.GroupKey, inhibitor.Fingerprint)] = groups = new(StringComparer.Ordinal);
            groups.Add(state.Key);
        }
    }

    /// <summary>Wakes the groups that a change may concern, at the time at which they would have woken.</summary>
    /// <param name="before">The alerts that fired before the change.</param>
    /// <param name="hasLooked">Whether the group would have looked at this moment already.</param>
    /// <returns>Those it woke.</returns>
    public IReadOnlyList<string> Rouse(
        IReadOnlyList<FiringChange> changes, FiringAlertSet before, bool hasOneRule, DateTimeOffset now,
        Func<string, bool> hasLooked)
    {
        List<string> roused = [];
        foreach (var change in changes)
        {
            var key = (change.GroupKey, change.Fingerprint);
            // Another rule, or an alert that fires longer, may inhibit them from now on.
            var mayConcernAll = change.Alert is not null && (!hasOneRule || before.Contains(key));
            string[] concerned = mayConcernAll ? [.. _sleeping.Keys]
                : change.Alert is not null ? [.. _partly]
                : _byInhibitor.TryGetValue(key, out var groups) ? [.. groups] : [];
            foreach (var group in concerned)
                Rouse(group, now, hasLooked(group));
            roused.AddRange(concerned);
        }
        return roused;
    }

    public void RouseAll(DateTimeOffset now)
    {
        foreach (var group in _sleeping.Keys.ToArray())
            Rouse(group, now, hasLooked: false);
    }

    /// <summary>As if the group had woken each minute until now.</summary>
    public void Rouse(string group, DateTimeOffset now, bool hasLooked)
    {
        if (!_sleeping.Remove(group, out var wait))
            return;
        _partly.Remove(group);
        foreach (var inhibitor in wait.By.Values.Select(mute => mute.Inhibitor!))
        {
            var key = (inhibitor.GroupKey, inhibitor.Fingerprint);
            if (_byInhibitor.TryGetValue(key, out var groups) && groups.Remove(group) && groups.Count == 0)
                _byInhibitor.Remove(key);
        }
        store.Change(group, state => Awake(state, wait, now, hasLooked));
    }

    /// <summary>The state as it would be without the sleep.</summary>
    public GroupState Awake(GroupState state, DateTimeOffset now) =>
        _sleeping.TryGetValue(state.Key, out var wait) ? Awake(state, wait, now, hasLooked: false) : state;

    private static GroupState Awake(GroupState state, InhibitedWait wait, DateTimeOffset now, bool hasLooked)
    {
        var slept = state.WakeUp!.Value;
        var review = hasLooked ? Muting.NextReview(now) : Muting.ReviewFrom(now);
        if (review < slept)
            review = slept;
        return state with
        {
            WakeUp = review < wait.OtherWakeUp ? review : wait.OtherWakeUp,
            // Each look moves the grace of a reminder, if what inhibits it has one.
            Entries = [.. state.Entries.Select(entry =>
                entry is { Phase: AlertPhase.Notified, GraceUntil: { } grace }
                && wait.By.TryGetValue(entry.Fingerprint, out var mute) && mute.Grace > TimeSpan.Zero
                    ? entry with { GraceUntil = grace + (review - slept) } : entry)],
        };
    }
}
