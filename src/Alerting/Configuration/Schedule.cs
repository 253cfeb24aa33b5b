using NodaTime;

namespace Alerting.Configuration;

/// <summary>Who is on call when: layers of rotations, or a calendar.</summary>
public sealed record Schedule(string Name, DateTimeZone Zone)
{
    /// <summary>A later layer covers the earlier ones where it applies. Empty with a calendar.</summary>
    public IReadOnlyList<Rotation> Layers { get; init; } = [];

    /// <summary>The URL of an iCalendar feed; null if the schedule has layers.</summary>
    public Setting? Calendar { get; init; }

    /// <summary>The source that has it; null where there is only one.</summary>
    public string? Source { get; init; }

    /// <summary>Where the file has it, from 1.</summary>
    public int Line { get; init; }

    public int Column { get; init; }

    /// <summary>Everybody in its layers, each once.</summary>
    public IEnumerable<string> People => Layers.SelectMany(layer => layer.People)
        .Where(person => person != Person.Nobody).Distinct();
}

/// <summary>People who take turns. All times are wall-clock times in the schedule's zone.</summary>
/// <param name="People">By key, in order; <see cref="Person.Nobody"/> is a gap that is meant.</param>
/// <param name="From">When the first turn begins; null if there is only one person, who is always on call.</param>
public sealed record Rotation(IReadOnlyList<string> People, LocalDateTime? From)
{
    public RotationPeriod Every { get; init; } = RotationPeriod.Week;

    /// <summary>The weekday of a handover; null for any day.</summary>
    public IsoDayOfWeek? HandoverDay { get; init; }

    public LocalTime HandoverTime { get; init; } = DefaultHandover;

    /// <summary>When the rotation ends; null if it goes on.</summary>
    public LocalDateTime? Until { get; init; }

    /// <summary>The layer applies only then. A turn goes on outside it. Null means always.</summary>
    public TimeInterval? During { get; init; }

    public static LocalTime DefaultHandover { get; } = new(9, 0);
}

/// <summary>The length of a turn: calendar days, or hours that divide a day.</summary>
public readonly record struct RotationPeriod(int Days, int Hours)
{
    public static RotationPeriod Week { get; } = new(7, 0);

    public bool IsWeeks => Days > 0 && Days % 7 == 0;

    /// <summary>The wall-clock time some turns later.</summary>
    public LocalDateTime Add(LocalDateTime time, long turns) =>
        Days > 0 ? time.PlusDays((int)(Days * turns)) : time.PlusHours(Hours * turns);
}
