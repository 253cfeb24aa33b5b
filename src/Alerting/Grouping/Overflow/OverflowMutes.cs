using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;
using Alerting.Silencing;

namespace Alerting.Grouping.Overflow;

/// <summary>Mutes of overflow alerts. One example is checked for all alerts with the same mute.</summary>
internal static class OverflowMutes
{
    /// <summary>How many different mutes are tracked; alerts of further ones join the last.</summary>
    private const int MaxKinds = 8;

    public static void Add(Alert alert, Mute mute, GroupDraft group)
    {
        var overflow = group.State.Overflow.Without(alert).Remember(alert);
        if (overflow.Firing < OverflowAlerts.Capacity)
            overflow = With(overflow, alert, mute, [SeenEvents.Hash(alert.Fingerprint)]);
        var resolveAt = group.Policy?.ResolveAt(alert, group.Now) ?? overflow.ResolveAt;
        group.Change(group.State with { Overflow = overflow with { ResolveAt = resolveAt } });
        group.WakeBy(mute.ReviewAt);
    }

    /// <summary>Makes alerts pending again if their mute ended, and mutes pending ones that are muted by now.</summary>
    public static void Review(GroupDraft group)
    {
        var overflow = group.State.Overflow;
        if (overflow.Muted.IsEmpty && overflow.Pending.IsEmpty)
            return;
        var reviewed = overflow with { Muted = [] };
        foreach (var muted in overflow.Muted)
        {
            reviewed = group.MuteOf(muted.Example) is { } mute
                ? With(reviewed, muted.Example, mute, [.. muted.Fingerprints])
                : InGrace(muted, group) is { } waiting ? reviewed with { Muted = reviewed.Muted.Add(waiting) }
                : Released(muted, reviewed);
        }
        group.Change(group.State with { Overflow = Mute(reviewed, group) });
    }

    /// <summary>The example may have resolved: then it is not counted, but no other name is known.</summary>
    private static OverflowAlerts Released(MutedOverflow muted, OverflowAlerts overflow)
    {
        overflow = overflow with { Pending = overflow.Pending.Union(muted.Fingerprints) };
        return muted.Fingerprints.Contains(SeenEvents.Hash(muted.Example.Fingerprint))
            ? OverflowCounting.WithPending(overflow, muted.Example)
            : overflow with { Examples = [.. overflow.Examples.Append(muted.Example).Take(3)] };
    }

    public static DateTimeOffset? ReviewAt(GroupDraft group) =>
        group.State.Overflow.Muted is { IsEmpty: false } muted ? muted.Min(each => each.ReviewAt) : null;

    /// <summary>After an inhibition they wait, as they may end as well.</summary>
    private static MutedOverflow? InGrace(MutedOverflow muted, GroupDraft group)
    {
        var until = muted.GraceUntil ?? group.Now + (muted.Grace
            ?? (muted.Mute.IsInhibition ? InhibitRule.DefaultGrace : TimeSpan.Zero));
        return until > group.Now && !group.Rules.CannotWait
            ? muted with { ReviewAt = until, GraceUntil = until } : null;
    }

    /// <summary>Once all examples are muted, the others are taken to be muted as well.</summary>
    private static OverflowAlerts Mute(OverflowAlerts overflow, GroupDraft group)
    {
        var pending = overflow.Examples.Where(overflow.IsPending).ToArray();
        foreach (var example in pending)
        {
            if (group.MuteOf(example) is not { } mute)
                continue;
            var isLast = !overflow.Without(example).Examples.Any(overflow.IsPending);
            ulong[] hashes = isLast ? [.. overflow.Pending] : [SeenEvents.Hash(example.Fingerprint)];
            overflow = With(overflow.Without(example) with { Pending = overflow.Pending.Except(hashes) }, example, mute,
                hashes);
        }
        return overflow;
    }

    private static OverflowAlerts With(OverflowAlerts overflow, Alert example, Mute mute, ulong[] hashes)
    {
        var muted = overflow.Muted;
        var at = 0;
        while (at < muted.Length && muted[at].By != mute.Reason.Text)
            at++;
        if (at == muted.Length && at < MaxKinds)
        {
            var first = new MutedOverflow(mute.Reason.Text, example, mute.ReviewAt)
            {
                ByCode = mute.Reason.Code, ByName = mute.Name, Fingerprints = [.. hashes], Grace = mute.Grace,
            };
            return overflow with { Muted = muted.Add(first) };
        }
        var same = muted[Math.Min(at, MaxKinds - 1)];
        return overflow with
        {
            Muted = muted.Replace(same,
                same with
                {
                    ReviewAt = mute.ReviewAt, GraceUntil = null, Fingerprints = same.Fingerprints.Union(hashes),
                }),
        };
    }
}

/// <summary>
/// When the alerts are notified that a group only counts: all of them with the most severe one known by name.
/// </summary>
internal static class OverflowPlan
{
    public static readonly Reason Counted =
        new(ReasonCode.Counted, "Too many alerts in the group to list each; the rest are counted.");

    public static Plan Of(GroupDraft group)
    {
        if (group.State.Overflow.PendingCount == 0 || group.Policy is not { } policy)
            return Plan.Nothing;
        if (NamedPending(group) is [var mostSevere, ..])
            return Timing.Of(mostSevere, group);
        var next = group.State.NotifiedSeverity is null
            ? group.State.OpenedAt + policy.Route.WaitFor(Severity.Warning)
            : group.State.NotifiedAt + policy.Route.Interval;
        var due = next > group.Now && !group.Rules.CannotWait ? next.Value : group.Now;
        return group.Hold is { } hours && !hours.Contains(due)
            ? new Plan(hours.NextOpening(due), Counted, IsHeld: true)
            : new Plan(due, Counted);
    }

    /// <summary>The pending examples, as entries.</summary>
    public static IReadOnlyList<AlertEntry> NamedPending(GroupDraft group)
    {
        var overflow = group.State.Overflow;
        return [.. overflow.Examples.Where(overflow.IsPending).Select(example => EntryOf(example, group))];
    }

    /// <summary>The entry it would have if there were room.</summary>
    public static AlertEntry EntryOf(Alert firing, GroupDraft group) => new()
    {
        Alert = firing,
        IsFiring = true,
        Pending = PendingNotification.Firing,
        Since = firing.StartsAt ?? group.Now,
        Count = Math.Max(1, firing.Signal.Count),
    };
}
