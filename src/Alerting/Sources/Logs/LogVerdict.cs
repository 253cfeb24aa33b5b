using Alerting.Alerts;
using Alerting.Sources.Logs.Lines;
using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs;

/// <summary>The result for one event. It holds spans, so that lines which are only counted allocate nothing.</summary>
internal ref struct LogVerdict
{
    public LogLine Line;

    public Severity Severity { get; internal set; }

    public LogReason Reason { get; internal set; }

    public LogFingerprint Fingerprint { get; internal set; }

    public ReadOnlySpan<byte> Template { get; internal set; }
}
