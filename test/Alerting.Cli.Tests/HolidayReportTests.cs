using System.Text.Json.Nodes;
using Alerting.Cli.OnCall;
using Alerting.Configuration;
using Alerting.OnCall;

namespace Alerting.Cli.Tests;

/// <summary>The copies of the calendars of holidays that a deployment has.</summary>
public class HolidayReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 14, 2, 40, 0, TimeSpan.Zero);

    private static readonly CalendarShift Christmas =
        new(new(2026, 12, 25, 0, 0, 0, TimeSpan.Zero), new(2026, 12, 26, 0, 0, 0, TimeSpan.Zero), "Christmas")
        {
            IsAllDay = true,
        };

    [Theory]
    [InlineData(0.1, null, true, "6 min ago", null)]
    [InlineData(25, null, true, "1 d 1 h ago", "The calendar of days is 1 d 1 h old.")]
    [InlineData(49, "It answered 404.", true, "2 d 1 h ago", "The calendar of days is 2 d 1 h old: It answered 404.")]
    [InlineData(0, "It answered 404.", false, "never",
        "The calendar of days was not fetched yet, so it has no holidays. It answered 404.")]
    public void Shows_the_age_and_the_failure_of_each(
        double hours, string? failure, bool hasEvents, string age, string? finding)
    {
        var records = OnCallRecords.Empty with
        {
            Holidays =
            [
                new CalendarCopy("days", Now.AddHours(-hours), hasEvents ? [Christmas] : []) { Failure = failure },
            ],
        };

        var (text, json) = Report(records);

        text.ShouldContain(age);
        text.Contains("Fri 25 Dec", StringComparison.Ordinal).ShouldBe(hasEvents);
        $"{json!["holidays"]}".ShouldBe("days");
        (json["fetchedAt"] is null).ShouldBe(!hasEvents);
        if (finding is null)
            json["findings"].ShouldBeNull();
        else
            json["findings"]!.AsArray().Select(each => $"{each}").ShouldBe([finding]);
        text.ReplaceLineEndings(" ").Contains(finding ?? "The calendar", StringComparison.Ordinal)
            .ShouldBe(finding is not null);
    }

    [Fact]
    public void A_calendar_that_no_function_has_fetched_is_a_finding() =>
        Report(OnCallRecords.Empty).Text.ShouldContain("The calendar of days was not fetched yet");

    [Fact]
    public void Without_a_deployment_nothing_is_known_of_them()
    {
        var (text, json) = Report(null);

        (text, json).ShouldBe(("", null));
    }

    private static (string Text, JsonNode? Json) Report(OnCallRecords? records)
    {
        var config = ConfigFile.Load("""
            time_intervals: { days: { ical: "https://example.com/days.ics" } }
            receivers: { chat: { ntfy: "https://ntfy.sh/alerts" } }
            routes: [{ to: chat }]
            """, "alerting.yaml", _ => null).Config.ShouldNotBeNull();
        using var text = new StringWriter();
        using var json = new StringWriter();
        new HolidayReport(new Terminal(text, TextWriter.Null), config, records, Now).Print();
        new HolidayReport(new Terminal(json, TextWriter.Null), config, records, Now).Write();
        return ($"{text}", json.ToString() is { Length: > 0 } line ? JsonNode.Parse(line) : null);
    }
}
