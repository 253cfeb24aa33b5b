using System.Text.Json.Serialization;

namespace Alerting.Alerts;

/// <summary>
/// What an alert asks of the person on call. The order is the order of urgency, so severities compare with &lt; and &gt;.
/// </summary>
public enum Severity
{
    /// <summary>A normal change of state: nothing to do.</summary>
    [JsonStringEnumMemberName("Info")]
    Info,

    /// <summary>Can be left until the next morning.</summary>
    [JsonStringEnumMemberName("Warning")]
    Warning,

    /// <summary>Somebody is woken up for it.</summary>
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

    /// <summary>Whether somebody is woken up: <c>error</c> and above.</summary>
    public static bool IsPage(this Severity severity) => severity >= Severity.Error;
}
