using Alerting.Configuration;
using Alerting.OnCall;
using NodaTime;

namespace Alerting.Tests.OnCall;

/// <summary>
/// A slow walk of the wall clock says who is on call: a handover happens when a clock in the zone first shows its time
/// or a later one.
/// </summary>
public class WallClockTests
{
    private static readonly string[] People = ["a", "b", "c"];
    private static readonly Duration Step = Duration.FromMinutes(15);
    private static readonly Duration Around = Duration.FromHours(30);
    private static readonly Instant First = Instant.FromUtc(2009, 1, 1, 0, 0);
    private static readonly Instant Last = Instant.FromUtc(2030, 1, 1, 0, 0);

    public static TheoryData<string> Letters =>
        [.. DateTimeZoneProviders.Tzdb.Ids.Select(id => $"{id[0]}").Distinct()];

    [Theory, MemberData(nameof(Letters))]
    public void Is_right_in_every_zone_around_its_clock_changes(string letter)
    {
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids.Where(id => id.StartsWith(letter, StringComparison.Ordinal)))
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            Instant[] changes = [.. zone.GetZoneIntervals(First, Last).Skip(1).Select(each => each.Start)];
            foreach (var change in changes.Take(1).Concat(changes.TakeLast(2)).Distinct())
            {
                Check(zone, change, new RotationPeriod(1, 0), before: -30);
                Check(zone, change, new RotationPeriod(1, 0), before: 0);
                Check(zone, change, new RotationPeriod(0, 1), before: 0);
            }
        }
    }

    [Theory]
    [InlineData("Australia/Lord_Howe", 2026, 4, 4)]
    [InlineData("Australia/Lord_Howe", 2026, 10, 3)]
    [InlineData("Africa/Cairo", 2026, 4, 23)]
    [InlineData("Asia/Beirut", 2026, 3, 28)]
    [InlineData("America/Santiago", 2026, 9, 5)]
    [InlineData("America/Havana", 2026, 3, 8)]
    [InlineData("Pacific/Apia", 2011, 12, 29)]
    [InlineData("US/Pacific", 2026, 11, 1)]
    [InlineData("Africa/Casablanca", 2026, 2, 14)]
    public void Is_right_in_notable_places(string id, int year, int month, int day)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var noon = new LocalDateTime(year, month, day, 12, 0).InZoneLeniently(zone).ToInstant();
        foreach (var minutes in Enumerable.Range(0, 48).Select(each => each * 30))
        {
            Check(zone, noon, new RotationPeriod(1, 0), at: LocalTime.Midnight.PlusMinutes(minutes));
            Check(zone, noon, new RotationPeriod(7, 0), at: LocalTime.Midnight.PlusMinutes(minutes));
            Check(zone, noon, new RotationPeriod(0, 8), at: LocalTime.Midnight.PlusMinutes(minutes));
        }
    }

    /// <summary>With handovers some minutes before the time at which the clock changes.</summary>
    private static void Check(DateTimeZone zone, Instant change, RotationPeriod every, int before) => Check(
        zone, change, every, (change - Duration.Epsilon).InZone(zone).LocalDateTime.PlusMinutes(before + 1)
            .With(TimeAdjusters.TruncateToMinute).TimeOfDay);

    /// <summary>From the day before to the day after, with a rotation that began some turns earlier.</summary>
    private static void Check(DateTimeZone zone, Instant around, RotationPeriod every, LocalTime at)
    {
        var start = around - Around;
        var from = every.Add(start.InZone(zone).Date.PlusDays(-1) + at, -4);
        var rotation = new Rotation(People, from)
        {
            Every = every, HandoverTime = at, HandoverDay = every.IsWeeks ? from.DayOfWeek : null,
        };
        var timeline = new OnCallTimeline(
            new Schedule("s", zone) { Layers = [rotation] }, new Dictionary<string, Person>(), OnCallRecords.Empty);
        var shown = start.InZone(zone).LocalDateTime;
        var turn = 0;
        for (var time = start; time < around + Around; time += Step)
        {
            shown = LocalDateTime.Max(shown, time.InZone(zone).LocalDateTime);
            while (every.Add(from, turn + 1) <= shown)
                turn++;
            timeline.At(time).People.ShouldBe([People[turn % 3]],
                $"{zone.Id} {time} every {every.Days} d {every.Hours} h at {at}");
        }
    }
}
