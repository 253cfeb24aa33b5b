namespace Alerting.Reliability.Stories;

/// <summary>All events of a run: each alarm fires and recovers a few times, some of them within seconds.</summary>
internal static class Story
{
    private const int EventsPerAlarm = 4;
    private const int FirstOfWarmUp = 99_900;

    public static IReadOnlyList<AlarmEvent> Of(RunOptions options, Random random)
    {
        var drafts = new List<(Alarm Alarm, bool IsFiring, TimeSpan At)>();
        for (var number = 0; drafts.Count < options.Events; number++)
        {
            var kinds = AlarmKind.All;
            // Ten alarms of one kind after the other, so that those of a group have the same kind.
            var alarm = new Alarm(number, kinds[number / 10 % kinds.Count]);
            drafts.AddRange(OfAlarm(alarm, options, random));
        }
        return
        [
            .. drafts.Take(options.Events).OrderBy(draft => draft.At)
                .Select((draft, i) => new AlarmEvent(i, draft.Alarm, draft.IsFiring, draft.At)),
        ];
    }

    /// <summary>A few pages of alarms with numbers that no other alarm has.</summary>
    public static IEnumerable<AlarmEvent> WarmUp() => Enumerable.Range(0, 30).Select(number => new AlarmEvent(
        FirstOfWarmUp + number, new Alarm(FirstOfWarmUp + number, AlarmKind.All[number % 3]),
        IsFiring: true, TimeSpan.Zero));

    private static IEnumerable<(Alarm, bool, TimeSpan)> OfAlarm(Alarm alarm, RunOptions options, Random random)
    {
        var at = options.Duration * random.NextDouble() * 0.9;
        var isFiring = true;
        for (var left = 1 + random.Next(2 * EventsPerAlarm - 1); left > 0 && at < options.Duration; left--)
        {
            yield return (alarm, isFiring, at);
            // A source repeats itself now and then.
            isFiring = random.NextDouble() < 0.05 ? isFiring : !isFiring;
            at += TimeSpan.FromSeconds(random.Next(3) switch
            {
                0 => 0.2 + 3 * random.NextDouble(),
                1 => 2 + 8 * random.NextDouble(),
                _ => 5 + 30 * random.NextDouble(),
            });
        }
    }
}
