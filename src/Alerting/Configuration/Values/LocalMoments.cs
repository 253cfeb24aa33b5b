using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Alerting.Configuration.Values;

/// <summary>Dates, <c>2026-11-02</c>, and wall-clock times, <c>2026-11-02 09:00</c>.</summary>
internal static class LocalMoments
{
    private static readonly LocalDatePattern Date = LocalDatePattern.Iso;

    private static readonly LocalDateTimePattern Time =
        LocalDateTimePattern.Create("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <param name="timeOfDate">The time of a date without one.</param>
    public static bool TryParse(string text, LocalTime timeOfDate, out LocalDateTime moment)
    {
        if (Date.Parse(text) is { Success: true } date)
        {
            moment = date.Value + timeOfDate;
            return true;
        }
        var time = Time.Parse(text.Replace('T', ' '));
        moment = time.Success ? time.Value : default;
        return time.Success;
    }
}
