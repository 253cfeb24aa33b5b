using Alerting.Alerts;
using Alerting.Grouping.Overflow;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// Names an alert as its group knows it. An upgrade may change the fingerprint of an alert that is open: it goes on and
/// ends under the one it was opened with, so it is neither a second incident nor open for ever.
/// </summary>
internal static class KnownFingerprint
{
    public static GroupMessage Apply(GroupMessage message, GroupState state) => message switch
    {
        AlertArrived arrived => arrived with { Alert = Of(arrived.Alert, state) },
        AlertMoved moved => moved with { Alert = Of(moved.Alert, state) },
        AlertBatch batch => batch with { Messages = [.. batch.Messages.Select(part => Apply(part, state))] },
        _ => message,
    };

    /// <summary>The alert under the fingerprint that is open here; otherwise under one that is remembered.</summary>
    public static Alert Of(Alert alert, GroupState state)
    {
        if (alert.OtherFingerprints is not { Count: > 0 } others)
            return alert;
        string[] all = [alert.Fingerprint, .. others];
        var known = Array.Find(all, fingerprint => IsOpen(alert, fingerprint, state))
            ?? Array.Find(all, fingerprint => state.Entries.Find(fingerprint) is not null);
        return known is null || known == alert.Fingerprint ? alert
            : alert with { Fingerprint = known, OtherFingerprints = [.. all.Where(other => other != known)] };
    }

    private static bool IsOpen(Alert alert, string fingerprint, GroupState state) =>
        state.Entries.Find(fingerprint) is { } entry
            ? entry.IsOpen || entry.Pending != PendingNotification.None
            : OverflowCapacity.Counts(alert with { Fingerprint = fingerprint }, state);
}
