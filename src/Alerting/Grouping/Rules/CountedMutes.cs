using Alerting.Alerts;
using Alerting.Silencing;

namespace Alerting.Grouping.Rules;

/// <summary>Silences and inhibitions of what is only counted: one of them is asked for all that the same mutes.</summary>
internal static class CountedMutes
{
    /// <summary>So many silences and rules are told apart; what more of them keep quiet goes by the last of these.</summary>
    private const int MaxKinds = 8;

    public static void Add(Alert alert, Mute mute, GroupDraft group)
    {
        var counted = group.State.Counted.Without(alert);
        if (counted.Firing < CountedIncidents.Capacity)
            counted = With(counted, alert, mute, [SeenEvents.Hash(alert.Fingerprint)]);
        group.Change(group.State with { Counted = counted with { ResolveAt = Expiry.After(alert, group) ?? counted.ResolveAt } });
        group.WakeBy(mute.LookAgainAt);
    }

    /// <summary>Those whose silence or inhibitor is over are to be told, and those that are muted by now are not.</summary>
    public static void Review(GroupDraft group)
    {
        var counted = group.State.Counted;
        if (counted.Muted.IsEmpty && counted.Untold.IsEmpty)
            return;
        var reviewed = counted with { Muted = [] };
        foreach (var muted in counted.Muted)
            reviewed = group.MuteOf(muted.Example) is { } mute
                ? With(reviewed, muted.Example, mute, [.. muted.Fingerprints])
                : Counting.WithUntold(reviewed with { Untold = reviewed.Untold.Union(muted.Fingerprints) }, muted.Example);
        group.Change(group.State with { Counted = Mute(reviewed, group) });
    }

    public static DateTimeOffset? LookAgainAt(GroupDraft group) =>
        group.State.Counted.Muted is { IsEmpty: false } muted ? muted.Min(each => each.LookAgainAt) : null;

    /// <summary>When all whose names are known are muted, so are the others.</summary>
    private static CountedIncidents Mute(CountedIncidents counted, GroupDraft group)
    {
        var untold = counted.Examples.Where(counted.IsUntold).ToArray();
        foreach (var example in untold)
        {
            if (group.MuteOf(example) is not { } mute)
                continue;
            var isLast = !counted.Without(example).Examples.Any(counted.IsUntold);
            ulong[] hashes = isLast ? [.. counted.Untold] : [SeenEvents.Hash(example.Fingerprint)];
            counted = With(counted.Without(example) with { Untold = counted.Untold.Except(hashes) }, example, mute, hashes);
        }
        return counted;
    }

    private static CountedIncidents With(CountedIncidents counted, Alert example, Mute mute, ulong[] hashes)
    {
        var muted = counted.Muted;
        var at = 0;
        while (at < muted.Length && muted[at].By != mute.By)
            at++;
        if (at == muted.Length && at < MaxKinds)
            return counted with { Muted = muted.Add(new MutedIncidents(mute.By, example, mute.LookAgainAt) { Fingerprints = [.. hashes] }) };
        var same = muted[Math.Min(at, MaxKinds - 1)];
        return counted with
        {
            Muted = muted.Replace(same, same with { LookAgainAt = mute.LookAgainAt, Fingerprints = same.Fingerprints.Union(hashes) }),
        };
    }
}
