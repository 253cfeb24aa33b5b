using Alerting.Alerts;
using Alerting.Sources.Logs.Lines;
using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs;

/// <summary>The verdict on one event, in spans. Nothing is allocated for a line that is only counted.</summary>
internal ref struct LogVerdict
{
    public LogLine Line;

    public Severity Severity { get; internal set; }

    public LogReason Reason { get; internal set; }

    public LogFingerprint Fingerprint { get; internal set; }

    public ReadOnlySpan<byte> Template { get; internal set; }
}
