using Alerting.Configuration;

namespace Alerting.Cli;

/// <summary>Calendars by URL, which only a deployment fetches: on this machine they have no events.</summary>
internal static class CalendarNotes
{
    /// <summary>It is about this machine, not about the configuration, so a strict check passes all the same.</summary>
    public const string Code = "CalendarNotRead";

    /// <param name="file">The first source.</param>
    public static IEnumerable<ConfigMessage> Of(AlertingConfig config, string file) =>
        config.Calendars.Where(calendar => calendar is { IsUrl: true, Events: null }).Select(calendar =>
            new ConfigMessage(calendar.Source ?? file, calendar.Line, calendar.Column, Sentence(calendar))
            {
                Code = Code,
            });

    private static string Sentence(IntervalCalendar calendar)
    {
        var url = calendar.Address.ToString();
        return $"Time interval {calendar.Interval} has no holidays here, because only a deployment fetches {url}. To " +
            $"try it with a file, write ical: \"${{HOLIDAYS:-{url}}}\" and set HOLIDAYS to the file.";
    }
}
