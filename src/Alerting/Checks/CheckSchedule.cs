using Alerting.Alerts;
using Alerting.Configuration;

namespace Alerting.Checks;

/// <summary>
/// Which checks run in a minute. It follows from the clock alone, so nothing is stored; those with the same interval are
/// spread over it.
/// </summary>
public static class CheckSchedule
{
    public static bool IsDue(Check check, DateTimeOffset now)
    {
        var minutes = Math.Max(1, (long)check.Every.TotalMinutes);
        var offset = Convert.ToInt64(Fingerprint.Of(check.Name)[..8], 16) % minutes;
        return (now.ToUnixTimeSeconds() / 60 + offset) % minutes == 0;
    }
}
