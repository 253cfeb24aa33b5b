using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>The query, log groups and log lines of a log alarm.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutLogAlarm.html</remarks>
internal static class LogAlarm
{
    private const int MaxLines = 5;
    private const int MaxQuery = 500;

    public static readonly string[] QueryFields = ["QueryString", "LogGroups", "LogGroupIdentifiers"];

    /// <summary>Seen in real messages; the documentation names none.</summary>
    public static readonly string[] LineFields = ["LogLines", "LogEvents", "ActionLogLines", "QueryResults"];

    /// <summary>The query has been seen both in the alarm and in its trigger.</summary>
    public static IReadOnlyList<Fact> Query(params ReadOnlySpan<EventJson> places)
    {
        var facts = new List<Fact>();
        foreach (var place in places)
        {
            if (facts.Count > 0)
                break;
            if (place.Text("QueryString") is { } query)
                facts.Add(new Fact("Query", query.Length <= MaxQuery ? query : query[..MaxQuery] + "…"));
            var groups = place.Texts("LogGroups") is { Count: > 0 } names
                ? names
                : place.Texts("LogGroupIdentifiers");
            if (groups.Count > 0)
                facts.Add(new Fact("Log groups", string.Join(", ", groups)));
        }
        return facts;
    }

    public static IReadOnlyList<string> Lines(EventJson alarm)
    {
        foreach (var field in LineFields)
        {
            if (alarm.Embedded(field) is { ValueKind: JsonValueKind.Array } lines)
                return [.. lines.EnumerateArray().Take(MaxLines).Select(Line)];
        }
        return [];
    }

    private static string Line(EventJson line) =>
        line.Scalar() ?? line.Text("message", "@message") ?? line.GetRawText();
}
