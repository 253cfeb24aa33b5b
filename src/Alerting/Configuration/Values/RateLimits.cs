using System.Globalization;

namespace Alerting.Configuration.Values;

/// <summary>Rate limits: <c>20/h</c> is twenty messages an hour, <c>5/10m</c> five in ten minutes.</summary>
internal static class RateLimits
{
    public const string Instead = "Write messages per time, such as 20/h or 5/10m.";

    public static RateLimit? Parse(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0)
            return null;
        var time = text[(slash + 1)..].Trim();
        if (!int.TryParse(text[..slash].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var messages))
            return null;
        if (messages == 0 || !Durations.TryUnit(time, out var within) && !Durations.TryParse(time, out within)
            || within <= TimeSpan.Zero)
        {
            return null;
        }
        return new RateLimit(messages, within);
    }
}
