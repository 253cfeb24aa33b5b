using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.InProcess;
using Alerting.Notifications;

namespace Alerting.Scenarios;

/// <summary>A channel fails while somebody answers.</summary>
public sealed class LatePages
{
    private static readonly DateTimeOffset Two = new(2026, 11, 14, 2, 0, 0, TimeSpan.Zero);

    private const string Yaml = """
        people:
          ann: { name: Ann, email: ann@example.com }
          bob: { name: Bob, sms: "+442079460002" }
        smtp: { host: localhost, user: a, password: b, from: alerts@example.com }
        receivers:
          chat: { slack: "https://hooks.slack.com/services/T/B/x" }
        escalations:
          production:
            - notify: [ann]
            - { after: 5m, notify: [bob] }
            - { after: 5m, repeat: 0 }
        routes: [ { name: pages, to: [chat], escalate: production } ]
        """;

    [Theory]
    [InlineData("02:04", 0)]
    [InlineData("02:06", 0)]
    [InlineData("02:30", 1)]
    public async Task A_step_that_its_channel_failed_to_send_is_not_sent_after_an_answer(string answer, int pages)
    {
        var config = ConfigFile.Load(Yaml, "alerting.yaml", _ => null).Config!;
        var replay = new Replay(config);
        await replay.RunAsync(
        [
            Line(Two, Alarm()),
            new ReplayLine(Two, null, null, Outage: new ChannelOutage("sms", Two, Two.AddMinutes(12))),
            new ReplayLine(new DateTimeOffset(DateOnly.FromDateTime(Two.Date), TimeOnly.Parse(answer, null), default),
                null, null, Answer: new ReplayAnswer("ack", "db-1", "ann")),
        ], Two.AddHours(1), TestContext.Current.CancellationToken);

        replay.Entries.Count(entry => entry is { Channel: "sms", Notification.Kind: NotificationKind.Escalation })
            .ShouldBe(pages);
        replay.Entries.Count(entry => entry.Undelivered is { Channel: "sms", Reason.Code: ReasonCode.Acknowledged })
            .ShouldBe(answer == "02:06" ? 1 : 0);
    }

    private static ReplayLine Line(DateTimeOffset at, string json) =>
        new(at, System.Text.Encoding.UTF8.GetBytes(json), null);

    private static string Alarm() => """
        {"AlarmName":"db-1","AlarmDescription":"[critical]","AWSAccountId":"123456789012","NewStateValue":"ALARM",
        "NewStateReason":"Threshold Crossed","StateChangeTime":"2026-11-14T02:00:00.000+0000","Region":"EU (Ireland)",
        "AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:db-1","OldStateValue":"OK"}
        """;
}
