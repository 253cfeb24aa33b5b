//HB

namespace Alerting.Configuration;

/// <summary>Every error and note about heartbeats and checks.</summary>
internal static class CheckErrors
{
    public static Finding NotHeartbeatName(string name) => new(nameof(NotHeartbeatName),
        ConfigErrors.IsNot(name, "the name of a heartbeat",
        $"It stands in a URL: write up to {HeartbeatNames.Longest} letters, digits, \"-\", \"_\" and \".\"."));

    public static Finding UrlWithLogin => new(nameof(UrlWithLogin),
        "A URL of a check cannot contain a login. Write headers: { Authorization: \"${ssm:/name}\" }.");

    public static Finding NotStatus(string text) => new(nameof(NotStatus),
        ConfigErrors.IsNot(text, "an HTTP status", "Write 200, 2xx or 200-204."));

    public static Finding CheckNotInMinutes(string text) => new(nameof(CheckNotInMinutes),
        $"\"{text}\" cannot be the interval of a check. Write whole minutes up to a day, such as 1m or 5m.");

    public static Finding CheckTimeoutTooLong(string text) => new(nameof(CheckTimeoutTooLong),
        $"\"{text}\" is too long for the timeout of a check. Write at most 20s.");

    public static Finding HeartbeatBelowMinute(string name) => new(nameof(HeartbeatBelowMinute),
        $"Heartbeat {name} may be missing for less than a minute, but heartbeats are looked at once a minute. Write " +
        "every: 1m.");
}
