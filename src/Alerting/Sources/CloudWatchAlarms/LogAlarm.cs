using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// What only an alarm on a log query has: the query, its log groups and the lines behind the number.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutLogAlarm.html</remarks>
internal static class LogAlarm
{
    private const int MaxLines = 5;
    private const int MaxQuery = 500;

    /// <summary>The names under which lines have been seen; the documentation shows none.</summary>
    private static readonly string[] LineFields = ["LogLines", "LogEvents", "ActionLogLines", "QueryResults"];

    /// <summary>Looks at the alarm and at what it watches: the query has been seen in both places.</summary>
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
