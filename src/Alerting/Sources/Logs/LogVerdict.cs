using Alerting.Alerts;
using Alerting.Sources.Logs.Lines;
using Fingerprint = Alerting.Sources.Logs.Templates.Fingerprint;

namespace Alerting.Sources.Logs;

/// <summary>The verdict on one event, in spans: nothing is allocated for a line that is only counted.</summary>
internal readonly ref struct LogVerdict
{
    public LogLine Line { get; init; }

    public Severity Severity { get; init; }

    public LogReason Reason { get; init; }

    public Fingerprint Fingerprint { get; init; }

    public ReadOnlySpan<byte> Template { get; init; }
}
