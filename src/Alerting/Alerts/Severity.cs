using System.Text.Json.Serialization;

namespace Alerting.Alerts;

/// <summary>Ordered by urgency, so severities compare with &lt; and &gt;.</summary>
public enum Severity
{
    /// <summary>Nothing to do.</summary>
    [JsonStringEnumMemberName("Info")]
    Info,

    /// <summary>Can wait until the next morning.</summary>
    [JsonStringEnumMemberName("Warning")]
    Warning,

    /// <summary>Wakes the person on call.</summary>
    [JsonStringEnumMemberName("Error")]
    Error,

    /// <summary>The service is unusable for everyone.</summary>
    [JsonStringEnumMemberName("Critical")]
    Critical,
}

/// <summary>The spelling of <see cref="Severity"/> in labels, configuration and JSON: lower case.</summary>
public static class SeverityNames
{
    public static string Name(this Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    /// <summary>For an alert that became less severe.</summary>
    public static string NowA(this Severity severity) => severity switch
    {
        Severity.Critical => "Now critical",
        Severity.Error => "Now an error",
        Severity.Warning => "Now a warning",
        _ => "Now only info",
    };

    /// <summary>Why those who know another severity are notified.</summary>
    internal static Reason ChangeReason(this Severity severity) =>
        new(ReasonCode.SeverityChanged, $"Severity is now {severity.Name()}.");

    /// <summary>Whether it wakes the person on call: <c>error</c> and above.</summary>
    public static bool IsPage(this Severity severity) => severity >= Severity.Error;
}
