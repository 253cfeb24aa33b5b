using Alerting.Alerts;

namespace Alerting.Deliveries;

/// <summary>
/// What must follow a message that was sent without the record, because otherwise the last message about an alert would
/// be false.
/// </summary>
internal abstract record Correction
{
    /// <summary>Of two messages this close, either may have arrived first: the record knows when the channel answered.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    /// <summary>A later one that says the opposite had been sent before, so it must come again.</summary>
    /// <param name="Alerts">Those it is about.</param>
    /// <param name="StillFiring">How many others of the group fire, as far as is known.</param>
    public sealed record Opposite(SentAlerts Later, FingerprintSet Alerts, int StillFiring) : Correction;

    /// <summary>An older one that says the opposite was or may have been sent after it, so it must come again itself.</summary>
    public sealed record Again : Correction;

    /// <summary>Null when the last message is true.</summary>
    public static Correction? Of(SentRecord record, SentAlerts sent, DateTimeOffset began, DateTimeOffset ended)
    {
        var latest = (ended + Margin).ToUnixTimeMilliseconds();
        var later = record.Sent
            .Where(each => each.IsAfter(sent) && (each.SentAt ?? 0) <= latest).ToArray();
        if (later is [.., { Closes: true } close] && !sent.Closes && close == record.Sent[^1])
            return new Opposite(close, sent.All, StillFiring: 0);
        var opposite = later.Aggregate(default(FingerprintSet), (all, each) => all.With(each.OppositeOf(sent)));
        if (opposite.Count > 0)
            return new Opposite(later.Last(each => each.OppositeOf(sent).Count > 0), opposite, StillFiringOf(record));
        return IsFollowedByOlder(record, sent, began.ToUnixTimeMilliseconds()) ? new Again() : null;
    }

    public static bool IsFollowedByOlder(SentRecord record, SentAlerts sent, long began)
    {
        var later = record.Sent.Where(each => each.IsAfter(sent))
            .Aggregate(default(FingerprintSet), (all, each) => all.With(each.All));
        var latest = sent.Without(later);
        return Perhaps(record).Any(each => sent.IsAfter(each) && each.SentAt >= began
            && each.OppositeOf(latest).Count > 0);
    }

    /// <summary>What was sent, and what may have been: the channel did not answer, or the process died.</summary>
    private static IEnumerable<SentAlerts> Perhaps(SentRecord record) => record.Sent
        .Concat((record.Retrying ?? []).Select(each => each.Alerts))
        .Concat(record.Sending.Select(each =>
            each.Alerts with { SentAt = each.Until.ToUnixTimeMilliseconds() }));

    private static int StillFiringOf(SentRecord record) =>
        record.Sent.MaxBy(each => each.Sequence)?.StillFiring ?? 0;
}
