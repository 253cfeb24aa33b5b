using Alerting.Configuration.Values;

namespace Alerting.Configuration;

/// <summary>Every error and note about times and time intervals.</summary>
internal static class TimeErrors
{
    public static Finding NoWindow(string interval) => new(nameof(NoWindow),
        $"Time interval {interval} has no times. Write {{ days: mon-fri, from: \"08:00\", to: \"18:00\" }}.");

    public static Finding EmptyWindow(string time) => new(nameof(EmptyWindow),
        $"This interval begins and ends at {time}. Leave out both for whole days, or write to: \"24:00\" for the end " +
        "of the day.");

    public static Finding EmptyDates(string key) => new(nameof(EmptyDates),
        $"{key} is empty, so the interval never begins. Remove {key}, or write when it does.");

    public static Finding ExceptCycle(IEnumerable<string> intervals) => new(nameof(ExceptCycle),
        $"These time intervals leave each other out: {string.Join(" → ", intervals)}. Remove one except.");

    public static Finding NoDays => new(nameof(NoDays),
        "days is empty, so this interval covers every day. Write mon-fri or [sat, sun], or remove days.");

    /// <summary>A zone that exists and is probably not meant.</summary>
    public static Finding DoubtfulTimeZone(string text) => new(nameof(DoubtfulTimeZone), text);

    public static Finding UnknownTimeZone(string name) => new(nameof(UnknownTimeZone), TimeZones.Unknown(name));
}
