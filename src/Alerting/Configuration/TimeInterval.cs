using NodaTime;

namespace Alerting.Configuration;

/// <summary>A named part of the week: the union of its windows.</summary>
public sealed class TimeInterval(string name, IReadOnlyList<TimeWindow> windows)
{
    public string Name { get; } = name;

    public IReadOnlyList<TimeWindow> Windows { get; } = windows;
}

/// <summary>Hours on some days of the week, in a time zone.</summary>
public sealed record TimeWindow(IReadOnlySet<IsoDayOfWeek> Days, LocalTime From, LocalTime To, DateTimeZone Zone);
