using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Fakes;

namespace Alerting.Reliability.Channels;

/// <summary>What one message tells people about one alarm.</summary>
/// <param name="Event">The token of the event it is about, where the channel shows it.</param>
/// <param name="Message">Messages with the same text are the same message.</param>
internal sealed partial record Statement(
    string Target, string Alarm, bool IsFiring, string? Event, TimeSpan At, Arrival Message)
{
    /// <summary>Reads a message as a person does: by its words.</summary>
    public static IEnumerable<Statement> Of(Arrival arrival) => arrival.Target == "webhook"
        ? OfWebhook(arrival)
        : OfText(arrival, arrival.Target == "pagerduty" ? Summary(arrival.Body) : arrival.Body);

    /// <summary>All events that a message about several alarms is about.</summary>
    public static IEnumerable<string> EventsIn(string body) => EventToken().Matches(body).Select(match => match.Value);

    private static List<Statement> OfWebhook(Arrival arrival)
    {
        using var json = JsonDocument.Parse(arrival.Body);
        return
        [
            .. json.RootElement.Items("alerts").Select(alert => new Statement(arrival.Target,
                AlarmToken().Match(alert.Text("name")).Value, alert.Text("status") == "firing",
                NullIfEmpty(EventToken().Match(alert.GetRawText()).Value), arrival.At, arrival)),
        ];
    }

    /// <summary>The heading names the state, and the first alarm that follows.</summary>
    private static IEnumerable<Statement> OfText(Arrival arrival, string text)
    {
        var alarm = AlarmToken().Match(text).Value;
        var heading = text[..Math.Max(0, text.IndexOf(alarm, StringComparison.Ordinal))];
        yield return new Statement(arrival.Target, alarm, !heading.Contains("RESOLVED", StringComparison.Ordinal),
            NullIfEmpty(EventToken().Match(arrival.Body).Value), arrival.At, arrival);
    }

    private static string Summary(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.Child("payload").Text("summary");
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"a\d{5}")]
    private static partial Regex AlarmToken();

    [GeneratedRegex(@"e\d{6}z")]
    private static partial Regex EventToken();
}
