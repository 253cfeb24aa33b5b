using Alerting.Logs.Levels;

namespace Alerting.Logs;

/// <summary>The result for one event. It holds spans, so that lines which are only counted allocate nothing.</summary>
internal ref struct LogVerdict
{
    public LogLine Line;

    public LogLevel Level { get; set; }

    /// <summary>Decided by the status of an HTTP request alone.</summary>
    public bool IsRequest { get; set; }

    /// <summary>Whether the line shows an exception that nobody caught, or a crash.</summary>
    public bool IsCrash { get; set; }

    public LevelReason Reason { get; set; }

    public LogFingerprint Fingerprint { get; set; }

    public ReadOnlySpan<byte> Template { get; set; }
}
