using Alerting.Alerts;

namespace Alerting.InProcess;

/// <summary>
/// Keeps of an alert only what says which one it is, and each text once: events repeat, and a replay may have many.
/// </summary>
internal sealed class ShortTraces
{
    private static readonly Dictionary<string, string> NoLabels = [];

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, Severity, AlertStatus, string, string, bool, Ending?), Alert> _alerts = [];

    /// <param name="withEvents">Whether it matters which event of the alert it was.</param>
    public void Shorten(TracedAlert traced, bool withEvents) =>
        traced.Shorten(alert => Shorten(alert, withEvents ? alert.Signal.EventKey : ""), Once);

    private Alert Shorten(Alert alert, string eventKey)
    {
        var signal = alert.Signal;
        var key = (alert.Fingerprint, alert.Severity, alert.Status, alert.Title, eventKey, signal.HasNoData,
            signal.Ending);
        if (_alerts.TryGetValue(key, out var known) && alert.OtherFingerprints is null)
            return known;
        return _alerts[key] = alert with
        {
            Labels = NoLabels,
            Signal = new Signal
            {
                Source = signal.Source,
                Name = signal.Name,
                Title = signal.Title,
                Identity = "",
                EventKey = eventKey,
                Status = signal.Status,
                HasNoData = signal.HasNoData,
                Ending = signal.Ending,
            },
        };
    }

    private string Once(string text)
    {
        if (_texts.TryGetValue(text, out var known))
            return known;
        return _texts[text] = text;
    }
}
