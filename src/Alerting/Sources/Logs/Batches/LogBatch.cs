using Alerting.Alerts;
using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs;

/// <summary>One delivery of a CloudWatch Logs subscription, grouped: what happened, how often, and an example of each.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample</remarks>
public sealed record LogBatch
{
    /// <summary>Set for the probe by which CloudWatch Logs asks whether the destination can be reached: nothing to do.</summary>
    public bool IsControl { get; init; }

    /// <summary>The account the log group is in.</summary>
    public required string Owner { get; init; }

    public required string LogGroup { get; init; }

    public required string LogStream { get; init; }

    public IReadOnlyList<string> SubscriptionFilters { get; init; } = [];

    /// <summary>The most severe first, then in order of appearance.</summary>
    public IReadOnlyList<LogOccurrence> Occurrences { get; init; } = [];

    /// <summary>Lines that are in no occurrence: too many kinds, or below the severity that was asked for.</summary>
    public SeverityCounts Rest { get; init; }

    /// <summary>How many events the batch had, before lines of one stack trace were joined.</summary>
    public int Events { get; init; }
}

/// <summary>All lines of one batch that share a fingerprint and a severity.</summary>
public sealed record LogOccurrence
{
    public required LogFingerprint Fingerprint { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Why it has this severity: <c>log level ERROR</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The text with <c>&lt;*&gt;</c> for what varies.</summary>
    public required string Template { get; init; }

    public required int Count { get; init; }

    public required DateTimeOffset First { get; init; }

    public required DateTimeOffset Last { get; init; }

    /// <summary>The id of the first event: with log group and stream it names the occurrence for good.</summary>
    public required string FirstEventId { get; init; }

    /// <summary>Up to three, different where the lines differ.</summary>
    public required IReadOnlyList<LogSample> Samples { get; init; }

    public string? Exception { get; init; }

    /// <summary>The stack trace of the first line that had one, the program's own frames first.</summary>
    public string? Stack { get; init; }

    public string? Logger { get; init; }
}

/// <summary>One line as it came, cut where it was very long.</summary>
/// <param name="Time">CloudWatch's time of the event.</param>
/// <param name="EventId">CloudWatch's id of the event.</param>
/// <param name="Text">The whole event.</param>
/// <param name="Message">The message inside it: without header, or the message field of JSON.</param>
/// <param name="RequestId">The request or trace it belongs to, where the line says so.</param>
public sealed record LogSample(DateTimeOffset Time, string EventId, string Text, string Message, string? RequestId);

/// <summary>How many lines of each severity.</summary>
public readonly record struct SeverityCounts(int Critical, int Error, int Warning, int Info)
{
    public int Total => Critical + Error + Warning + Info;

    public int Of(Severity severity) => severity switch
    {
        Severity.Critical => Critical,
        Severity.Error => Error,
        Severity.Warning => Warning,
        _ => Info,
    };

    public SeverityCounts With(Severity severity, int count) => severity switch
    {
        Severity.Critical => this with { Critical = Critical + count },
        Severity.Error => this with { Error = Error + count },
        Severity.Warning => this with { Warning = Warning + count },
        _ => this with { Info = Info + count },
    };
}
