using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Playground.Events;

/// <summary>
/// Derives from a firing event the one its source would send on recovery: CloudWatch's OK, Alertmanager's and Grafana's
/// resolved, and plain JSON with status resolved. Not possible for other sources.
/// </summary>
internal static partial class ResolvingEvent
{
    public static bool CanResolve(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        return State().IsMatch(text) || Status().IsMatch(text) || OfPlain(body) is not null;
    }

    public static ReadOnlyMemory<byte>? Of(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        if (State().IsMatch(text))
        {
            text = State().Replace(text, "$1OK");
            text = text.Replace("Threshold Crossed:", "Back to normal. Was:", StringComparison.Ordinal);
            return EventTimes.AsOf(Encoding.UTF8.GetBytes(text), now);
        }
        if (!Status().IsMatch(text))
            return OfPlain(body);
        // Only endsAt moves to now; startsAt stays.
        text = Status().Replace(text, "$1resolved");
        return Encoding.UTF8.GetBytes(End().Replace(text,
            match => match.Groups[1].Value + now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null)));
    }

    /// <summary>Null unless the result is read as the same alert, resolved.</summary>
    private static ReadOnlyMemory<byte>? OfPlain(ReadOnlyMemory<byte> body)
    {
        if (Only(body) is not { Source: "generic" } began || JsonNode.Parse(body.Span) is not JsonObject json)
            return null;
        json["status"] = "resolved";
        var end = Encoding.UTF8.GetBytes(json.ToJsonString());
        return Only(end) is { Status: AlertStatus.Resolved } ended && ended.Identity == began.Identity ? end : null;
    }

    private static Signal? Only(ReadOnlyMemory<byte> body) =>
        EventReader.ReadEach(body, "") is [{ Signals: [var signal] }] && signal.Problems.Count == 0 ? signal : null;

    [GeneratedRegex(
        """(NewStateValue\\*"\s*:\s*\\*"|"state"\s*:\s*\{[^{}]*"value"\s*:\s*")(?:ALARM|INSUFFICIENT_DATA)""")]
    private static partial Regex State();

    [GeneratedRegex("""("status\\*"\s*:\s*\\*")firing""")]
    private static partial Regex Status();

    [GeneratedRegex("""(endsAt\\*"\s*:\s*\\*")[^"\\]*""")]
    private static partial Regex End();
}
