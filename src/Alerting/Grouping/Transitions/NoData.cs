using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// An alert that fires and loses its data has not recovered: it stays open as it was, and its next message says since
/// when there is no data. A source that has no data from the start is an alert of its own.
/// </summary>
internal static class NoData
{
    private static readonly Reason StaysOpen =
        new(ReasonCode.NoData, "Suppressed: no data is not recovery, so the alert stays open.");

    /// <summary>True if the alert fires, here or in another group, and the event only says that data is missing.</summary>
    public static bool TryApply(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        var alert = message.Alert;
        if (!alert.Signal.HasNoData || known is { IsFiring: true, Alert.Signal.HasNoData: true })
            return false;
        if (known is { IsFiring: true })
        {
            Apply(alert, known, group);
            return true;
        }
        if (!EndForwarding.TrySend(message, group))
            return false;
        group.Suppress(alert, StaysOpen);
        return true;
    }

    /// <summary>
    /// The time of the latest event stays: an OK from before the data went missing still resolves the alert.
    /// </summary>
    public static void Apply(Alert alert, AlertEntry known, GroupDraft group)
    {
        if (known is not { IsFiring: true, Alert.Signal: { HasNoData: false } signal })
            return;
        var since = signal.NoDataSince ?? EventOrder.TimeOf(alert, group.Now);
        group.Put(known with { Alert = known.Alert with { Signal = signal with { NoDataSince = since } } });
        group.Suppress(alert, StaysOpen);
    }

    /// <summary>The alert with what is known about missing data: an event from before does not end it.</summary>
    public static Alert Keep(Alert alert, AlertEntry known, DateTimeOffset now)
    {
        var since = known.Alert.Signal.HasNoData ? known.EventAt : known.Alert.Signal.NoDataSince;
        return !alert.Signal.HasNoData && EventOrder.TimeOf(alert, now) < since
            ? alert with { Signal = alert.Signal with { NoDataSince = since } }
            : alert;
    }
}
