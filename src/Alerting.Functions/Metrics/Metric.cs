namespace Alerting.Functions.Metrics;

/// <summary>A metric's name and unit in CloudWatch. Dashboards and alarms use the names, so they stay.</summary>
/// <param name="IsBasic">Whether <see cref="MetricsDetail.Basic"/> has it, too.</param>
public sealed record Metric(string Name, string Unit, bool IsBasic = true)
{
    private const string Count = "Count";
    private const string Milliseconds = "Milliseconds";

    /// <summary>Alerts that came in.</summary>
    public static readonly Metric Events = new("Events", Count);

    /// <summary>Deliveries that a channel accepted.</summary>
    public static readonly Metric Delivered = new("Delivered", Count);

    /// <summary>Deliveries that ended in failure: a fallback got them, or they are dead letters.</summary>
    public static readonly Metric Failed = new("Failed", Count);

    /// <summary>Attempts that failed and are repeated.</summary>
    public static readonly Metric Retried = new("Retried", Count, IsBasic: false);

    /// <summary>Decisions not to notify of an alert.</summary>
    public static readonly Metric Suppressed = new("Suppressed", Count);

    /// <summary>Notifications that a rate limit dropped; they count as suppressed, too.</summary>
    public static readonly Metric RateLimited = new("RateLimited", Count, IsBasic: false);

    /// <summary>From a page's event to its delivery.</summary>
    public static readonly Metric PageLatency = new("PageLatency", Milliseconds);

    /// <summary>Groups that wait for something: an end, a reminder, a digest.</summary>
    public static readonly Metric OpenGroups = new("OpenGroups", Count);

    /// <summary>From an incident's beginning to the first answer of a person who is on it.</summary>
    public static readonly Metric TimeToAcknowledge = new("TimeToAcknowledge", Milliseconds);

    /// <summary>Incidents for which the last step of an escalation policy is over, and nobody answered.</summary>
    public static readonly Metric Unanswered = new("Unanswered", Count, IsBasic: false);

    /// <summary>
    /// How long the oldest step of an escalation policy has been due and was not taken; written whatever the detail is,
    /// because an alarm of the stack needs it.
    /// </summary>
    public static readonly Metric OldestOverdueEscalation = new("OldestOverdueEscalation", "Seconds");

    /// <summary>From the canary's event to the end of the pipeline; written whatever the detail is.</summary>
    public static readonly Metric CanaryLatency = new("CanaryLatency", Milliseconds);

    /// <summary>100 for a check that passed and 0 for one that failed, so the average is the uptime.</summary>
    public static readonly Metric CheckUp = new("CheckUp", "Percent");

    /// <summary>How long a check's request took.</summary>
    public static readonly Metric CheckLatency = new("CheckLatency", Milliseconds, IsBasic: false);

    public static IReadOnlyList<Metric> All { get; } =
    [
        Events, Delivered, Failed, Retried, Suppressed, RateLimited, PageLatency, OpenGroups, TimeToAcknowledge,
        Unanswered, OldestOverdueEscalation, CanaryLatency, CheckUp, CheckLatency,
    ];
}

/// <summary>The label that divides a metric of <see cref="MetricsDetail.Full"/>.</summary>
public readonly record struct MetricDimension(string Name, string Value)
{
    /// <summary>Of the total.</summary>
    public static readonly MetricDimension None = new("", "");

    public static IReadOnlyList<string> Names { get; } = ["Source", "Severity", "Channel", "Reason", "Check"];

    public static MetricDimension Source(string source) => new("Source", source);

    public static MetricDimension Severity(string severity) => new("Severity", severity);

    public static MetricDimension Channel(string channel) => new("Channel", channel);

    public static MetricDimension Reason(string code) => new("Reason", code);

    public static MetricDimension Check(string name) => new("Check", name);
}
