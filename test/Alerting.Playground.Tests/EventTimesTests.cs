using System.Text;
using Alerting.Playground.Events;
using Alerting.Sources;

namespace Alerting.Playground.Tests;

public sealed class EventTimesTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void All_times_shift_by_the_same_span()
    {
        const string body =
            """{"time":"2026-11-14T02:40:26Z","since":"2026-11-14T02:38:26.500+00:00","reason":"[41.0 (14/11/26 02:39:26)]","expires":"2027-01-01T00:00:00Z"}""";

        var moved = Encoding.UTF8.GetString(EventTimes.AsOf(Encoding.UTF8.GetBytes(body), Now).Span);

        moved.ShouldBe(
            """{"time":"2027-03-01T09:30:00Z","since":"2027-03-01T09:28:00.500+00:00","reason":"[41.0 (01/03/27 09:29:00)]","expires":"2027-04-18T06:49:34Z"}""");
    }

    [Fact]
    public void An_empty_end_stays_empty()
    {
        const string body = """{"startsAt":"2026-11-14T02:38:26.000Z","endsAt":"0001-01-01T00:00:00Z"}""";

        Encoding.UTF8.GetString(EventTimes.AsOf(Encoding.UTF8.GetBytes(body), Now).Span)
            .ShouldBe("""{"startsAt":"2027-03-01T09:30:00.000Z","endsAt":"0001-01-01T00:00:00Z"}""");
    }

    [Fact]
    public void Times_that_mean_never_stay()
    {
        const string body = """{"time":"2026-11-14T00:00:00Z","until":"9999-12-31T23:59:59Z"}""";

        Encoding.UTF8.GetString(EventTimes.AsOf(Encoding.UTF8.GetBytes(body), Now).Span)
            .ShouldBe("""{"time":"2027-03-01T09:30:00Z","until":"9999-12-31T23:59:59Z"}""");
    }

    [Fact]
    public void Log_lines_shift_too_and_get_new_ids()
    {
        var batch = EventLibrary.Read("logs/errors.json")!.Value;
        var intake = new EventIntake(new Configuration.LogOptions(Alerts.Severity.Warning, []));

        var before = intake.Read(batch);
        var after = intake.Read(EventTimes.AsOf(batch, Now));

        after.Count.ShouldBe(before.Count);
        after.Max(signal => signal.OccurredAt)!.Value.ShouldBe(Now, TimeSpan.FromMinutes(10));
        after.Select(signal => signal.EventKey).ShouldNotContain(key => before.Any(signal => signal.EventKey == key));
    }

    [Fact]
    public void Every_library_event_reads_the_same_after_its_times_shift()
    {
        foreach (var view in new EventLibrary().All.Where(view => view.Family != "logs"))
        {
            var body = EventLibrary.Read(view.Path)!.Value;
            var before = EventReader.Read(body);
            var after = EventReader.Read(EventTimes.AsOf(body, Now));

            after.Select(signal => (signal.Source, signal.Name, signal.Status))
                .ShouldBe(before.Select(signal => (signal.Source, signal.Name, signal.Status)), view.Path);
        }
    }

    [Fact]
    public void Firing_an_event_again_makes_a_new_event()
    {
        foreach (var view in new EventLibrary().All.Where(view => view.Alerts > 0 && view.Family != "logs"))
        {
            var first = Keys(view.Path, Now);
            Keys(view.Path, Now.AddMinutes(1)).ShouldNotContain(key => first.Contains(key), view.Path);
        }

        static string[] Keys(string path, DateTimeOffset now) => [.. EventTimes
            .AsNew(EventReader.Read(EventTimes.AsOf(EventLibrary.Read(path)!.Value, now)), now)
            .Select(signal => signal.EventKey)];
    }

    [Theory]
    [InlineData("datadog/triggered.json")]
    [InlineData("uptimerobot/down.json")]
    [InlineData("github/workflow-run-failed.json")]
    public void A_service_event_happens_now(string path) =>
        EventReader.Read(EventTimes.AsOf(EventLibrary.Read(path)!.Value, Now)).ShouldHaveSingleItem()
            .OccurredAt.ShouldNotBeNull().ShouldBe(Now, TimeSpan.FromMinutes(10));

    [Theory]
    [InlineData("cloudwatch-alarm/alarm.json")]
    [InlineData("cloudwatch-alarm/metric-eventbridge.json")]
    [InlineData("cloudwatch-alarm/metric-action.json")]
    [InlineData("alertmanager/firing.json")]
    [InlineData("grafana/firing.json")]
    public void A_resolving_event_is_derived_from_the_firing_one(string path)
    {
        var body = EventLibrary.Read(path)!.Value;
        var firing = EventReader.Read(EventTimes.AsOf(body, Now)).ShouldHaveSingleItem();

        var end = ResolvingEvent.Of(EventTimes.AsOf(body, Now), Now.AddHours(1))!.Value;
        var resolved = EventReader.Read(end).ShouldHaveSingleItem();

        resolved.Identity.ShouldBe(firing.Identity);
        resolved.Status.ShouldBe(Alerts.AlertStatus.Resolved);
        (resolved.EndsAt ?? resolved.OccurredAt)!.Value.ShouldBe(Now.AddHours(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_log_event_cannot_be_resolved() =>
        ResolvingEvent.CanResolve(EventLibrary.Read("logs/errors.json")!.Value).ShouldBeFalse();
}
