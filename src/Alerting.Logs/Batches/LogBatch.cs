namespace Alerting.Logs.Batches;

/// <summary>One batch of a CloudWatch Logs subscription, grouped by kind of line with count and samples.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample</remarks>
public sealed record LogBatch
{
    /// <summary>Further kinds of lines in one batch are only counted.</summary>
    public const int MaxKinds = 50;

    /// <summary>Whether this is a health check of CloudWatch Logs, which contains no log lines.</summary>
    public bool IsControl { get; init; }

    public required string Owner { get; init; }

    public required string LogGroup { get; init; }

    public required string LogStream { get; init; }

    public IReadOnlyList<string> SubscriptionFilters { get; init; } = [];

    /// <summary>The most severe first, then in order of appearance.</summary>
    public IReadOnlyList<LogOccurrence> Occurrences { get; init; } = [];

    /// <summary>Lines below the requested level, or of more kinds than a batch keeps.</summary>
    public LevelCounts Rest { get; init; }

    /// <summary>The number of events before lines of one stack trace were joined.</summary>
    public int Events { get; init; }
}

/// <summary>All lines of one batch that share a fingerprint and a level.</summary>
public sealed record LogOccurrence
{
    public required LogFingerprint Fingerprint { get; init; }

    public required LogLevel Level { get; init; }

    /// <summary>Why it has this level: <c>log level ERROR</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The text with <c>&lt;*&gt;</c> for its variable parts.</summary>
    public required string Template { get; init; }

    public required int Count { get; init; }

    public required DateTimeOffset First { get; init; }

    public required DateTimeOffset Last { get; init; }

    /// <summary>With log group and stream the id of the first event identifies the occurrence.</summary>
    public required string FirstEventId { get; init; }

    /// <summary>Up to three lines with different messages.</summary>
    public required IReadOnlyList<LogSample> Samples { get; init; }

    public string? Exception { get; init; }

    /// <summary>The stack trace of the first line that had one, the program's own frames first.</summary>
    public string? Stack { get; init; }

    /// <summary>Where it failed in the program's own code, by that stack trace: <c>PaymentClient.ChargeAsync</c>.</summary>
    public string? Place { get; init; }

    public string? Logger { get; init; }

    /// <summary>The report of Lambda about the invocation that failed.</summary>
    public LambdaReport? Report { get; init; }

    /// <summary>The event, if no line says it.</summary>
    public string? Headline { get; init; }
}

/// <summary>Lambda's figures about one invocation, as written: <c>128 MB</c>, <c>3000.00 ms</c>.</summary>
public sealed record LambdaReport(string? Duration, string? MemorySize, string? MaxMemoryUsed);

/// <summary>One line as it came, truncated if very long.</summary>
/// <param name="Time">The event's time in CloudWatch.</param>
/// <param name="EventId">The event's id in CloudWatch.</param>
/// <param name="Text">The whole event.</param>
/// <param name="Message">The message without the header, or the message field of JSON.</param>
/// <param name="RequestId">The request or trace id in the line.</param>
public sealed record LogSample(DateTimeOffset Time, string EventId, string Text, string Message, string? RequestId)
{
    /// <summary>The message, the exception and its detail on one line.</summary>
    public required string Headline { get; init; }
}

public readonly record struct LevelCounts(int Critical, int Error, int Warning, int Info)
{
    public int Total => Critical + Error + Warning + Info;

    public int Of(LogLevel level) => level switch
    {
        LogLevel.Critical => Critical,
        LogLevel.Error => Error,
        LogLevel.Warning => Warning,
        _ => Info,
    };

    public LevelCounts With(LogLevel level, int count) => level switch
    {
        LogLevel.Critical => this with { Critical = Critical + count },
        LogLevel.Error => this with { Error = Error + count },
        LogLevel.Warning => this with { Warning = Warning + count },
        _ => this with { Info = Info + count },
    };
}
