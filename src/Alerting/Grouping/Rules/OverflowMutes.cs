using Alerting.Alerts;
using Alerting.Silencing;

namespace Alerting.Grouping.Rules;

/// <summary>Silences and inhibitions of what is only counted: one of them is asked for all that the same mutes.</summary>
internal static class OverflowMutes
{
    /// <summary>So many silences and rules are told apart; what more of them keep quiet goes by the last of these.</summary>
    private const int MaxKinds = 8;

    public static void Add(Alert alert, Mute mute, GroupDraft group)
    {
        var overflow = group.State.Overflow.Without(alert);
        if (overflow.Firing < OverflowAlerts.Capacity)
            overflow = With(overflow, alert, mute, [SeenEvents.Hash(alert.Fingerprint)]);
        group.Change(group.State with { Overflow = overflow with { ResolveAt = AutoResolve.After(alert, group) ?? overflow.ResolveAt } });
        group.WakeBy(mute.LookAgainAt);
    }

    /// <summary>Those whose silence or inhibitor is over are to be told, and those that are muted by now are not.</summary>
    public static void Review(GroupDraft group)
    {
        var overflow = group.State.Overflow;
        if (overflow.Muted.IsEmpty && overflow.Pending.IsEmpty)
            return;
        var reviewed = overflow with { Muted = [] };
        foreach (var muted in overflow.Muted)
            reviewed = group.MuteOf(muted.Example) is { } mute
                ? With(reviewed, muted.Example, mute, [.. muted.Fingerprints])
                : OverflowCounting.WithPending(reviewed with { Pending = reviewed.Pending.Union(muted.Fingerprints) }, muted.Example);
        group.Change(group.State with { Overflow = Mute(reviewed, group) });
    }

    public static DateTimeOffset? LookAgainAt(GroupDraft group) =>
        group.State.Overflow.Muted is { IsEmpty: false } muted ? muted.Min(each => each.LookAgainAt) : null;

    /// <summary>When all whose names are known are muted, so are the others.</summary>
    private static OverflowAlerts Mute(OverflowAlerts overflow, GroupDraft group)
    {
        var untold = overflow.Examples.Where(overflow.IsPending).ToArray();
        foreach (var example in untold)
        {
            if (group.MuteOf(example) is not { } mute)
                continue;
            var isLast = !overflow.Without(example).Examples.Any(overflow.IsPending);
            ulong[] hashes = isLast ? [.. overflow.Pending] : [SeenEvents.Hash(example.Fingerprint)];
            overflow = With(overflow.Without(example) with { Pending = overflow.Pending.Except(hashes) }, example, mute, hashes);
        }
        return overflow;
    }

    private static OverflowAlerts With(OverflowAlerts overflow, Alert example, Mute mute, ulong[] hashes)
    {
        var muted = overflow.Muted;
        var at = 0;
        while (at < muted.Length && muted[at].By != mute.By)
            at++;
        if (at == muted.Length && at < MaxKinds)
            return overflow with { Muted = muted.Add(new MutedOverflow(mute.By, example, mute.LookAgainAt) { Fingerprints = [.. hashes] }) };
        var same = muted[Math.Min(at, MaxKinds - 1)];
        return overflow with
        {
            Muted = muted.Replace(same, same with { LookAgainAt = mute.LookAgainAt, Fingerprints = same.Fingerprints.Union(hashes) }),
        };
    }
}
