using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>
/// The scale of a tool, recognized by another field of the message. Without one, 1 is the worst of 1 to 5, as in
/// ITIL, ServiceNow, OpenSearch, and the priorities of Datadog, Opsgenie, PagerDuty and Jira.
/// </summary>
/// <param name="Markers">Names that only messages of the tool have, together.</param>
/// <param name="Critical">From here on, or down to here if less is worse.</param>
/// <param name="IsDown">Whether less is worse.</param>
internal sealed record SeverityTool(
    string[] Markers, double Critical, double Error, double Warning, bool IsDown = false)
{
    private static readonly SeverityTool[] All =
    [
        // RFC 5424: 0 is an emergency, 3 an error, 7 debug.
        new(["facility"], 2, 3, 4, IsDown: true),
        // PRTG's priority in stars: https://www.paessler.com/manuals/prtg/list_of_placeholders_for_notifications
        new(["sensorid"], 5, 4, 3),
        new(["sensor", "probe"], 5, 4, 3),
        // https://docs.ntfy.sh/publish/#message-priority: 5 is max, 3 the default.
        new(["topic", "expires"], 5, 4, 3),
        // Splunk ITSI: 6 is critical, 5 high, 4 medium.
        new(["itsigroupid"], 6, 5, 4),
        // System Center Operations Manager: 2 is critical, 1 a warning.
        new(["monitoringobjectid"], 3, 2, 1),
        // Zabbix: 5 is a disaster, 4 high.
        new(["triggerid", "hostid"], 5, 4, 2),
        // Graylog's priority: 3 is high, 2 normal, 1 low.
        new(["eventdefinitionid"], 4, 3, 2),
    ];

    /// <summary>Null if no field names a tool.</summary>
    public static SeverityTool? Of(FieldList fields) => Array.Find(All, tool =>
        Array.TrueForAll(tool.Markers, name => fields.HasAny(name)));

    public Severity? Of(double number) => number < 0 ? null
        : Reaches(number, Critical) ? Severity.Critical
        : Reaches(number, Error) ? Severity.Error
        : Reaches(number, Warning) ? Severity.Warning
        : Severity.Info;

    private bool Reaches(double number, double limit) => IsDown ? number <= limit : number >= limit;
}
