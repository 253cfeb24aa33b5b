using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;

namespace Alerting.Aws.Tests;

/// <summary>The calendar of a time interval, fetched by the tick and read by the group function.</summary>
public sealed class HolidayTests(MotoServer moto)
{
    private const string Calendar = """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        UID:1
        DTSTART;VALUE=DATE:20200101
        DTEND;VALUE=DATE:21000101
        SUMMARY:Shutdown
        END:VEVENT
        END:VCALENDAR
        """;

    [Fact]
    public async Task A_route_is_muted_on_the_days_of_a_calendar()
    {
        await using var feed = new RecordingHttpServer();
        feed.Reply(HttpReply.Text(200, Calendar, "text/calendar"));
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, $$"""
            time_intervals: { holidays: { ical: "http://localhost:{{feed.Uri.Port}}/holidays.ics" } }
            routes: [{ to: chat, mute: [holidays] }]
            """);

        await stack.TickAsync();
        await stack.PublishAsync(DeployedStack.Alarm("orders"));
        await stack.RunAsync();

        feed.Requests.ShouldNotBeEmpty(stack.Logs);
        stack.Chat.Requests.ShouldBeEmpty(stack.Logs);
    }
}
