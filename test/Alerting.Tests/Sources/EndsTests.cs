using System.Text;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Whether a source can end its alert, whether it has data, and how its alert ended.</summary>
public sealed class EndsTests
{
    private const string Alarm = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders";

    [Theory]
    [InlineData("""{"title":"Disk full","severity":"error"}""", false)]
    [InlineData("""{"title":"Disk full","severity":"error","id":"17"}""", false)]
    [InlineData("""{"title":"Disk full","dedup_key":"disk"}""", true)]
    [InlineData("""{"title":"Disk full","incident_id":"17"}""", true)]
    [InlineData("""{"action":"Create","alert":{"message":"Disk full","alias":"disk"}}""", true)]
    [InlineData("""{"title":"Disk full","status":"firing"}""", true)]
    [InlineData("""{"title":"Disk full","state":"ACTIVATED"}""", true)]
    [InlineData("""{"title":"Disk full","status":"Ausgelöst"}""", true)]
    [InlineData("[FIRING:1] Disk full", true)]
    [InlineData("PROBLEM: Disk full", true)]
    [InlineData("ALERT: Disk full", false)]
    [InlineData("CRITICAL: Disk full", false)]
    [InlineData("""{"source":"shop","detail-type":"Order stuck","detail":{"orderId":"1"}}""", false)]
    [InlineData("""{"source":"shop","detail-type":"Order stuck","detail":{"status":"STUCK"}}""", true)]
    [InlineData("""{"source":"shop","detail-type":"Order stuck","detail":{"dedupKey":"1","severity":"error"}}""", true)]
    public void A_key_or_a_state_is_waited_for(string body, bool hasEnd) => Read(body).Recovers.ShouldBe(hasEnd);

    [Fact]
    public void An_id_identifies_the_alert_of_an_unknown_state_too()
    {
        var firing = Read("""{"id":"c5fa","title":"Low storage","state":"ACTIVATED"}""");
        var closed = Read("""{"id":"c5fa","title":"Low storage is over","state":"CLOSED"}""");

        closed.Identity.ShouldBe(firing.Identity);
        closed.EventKey.ShouldNotBe(firing.EventKey);
        (firing.Status, closed.Status).ShouldBe((AlertStatus.Firing, AlertStatus.Resolved));
    }

    [Theory]
    [InlineData("NoData")]
    [InlineData("No Data")]
    [InlineData("no_data")]
    [InlineData("INSUFFICIENT_DATA")]
    [InlineData("Unknown")]
    public void A_state_without_data_is_neither_firing_nor_resolved(string state)
    {
        var signal = Read($$"""{"title":"Disk","status":"{{state}}"}""");

        (signal.HasNoData, signal.Recovers, signal.Status).ShouldBe((true, true, AlertStatus.Firing));
        Read("""{"title":"Disk","status":"firing"}""").HasNoData.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(InsufficientData))]
    public void INSUFFICIENT_DATA_is_missing_data_on_every_transport(string body)
    {
        var signal = Read(body);

        (signal.Source, signal.HasNoData, signal.Status).ShouldBe(("cloudwatch-alarm", true, AlertStatus.Firing));
        signal.Identity.ShouldBe(Alarm);
    }

    public static TheoryData<string> InsufficientData =>
    [
        $$"""{"AlarmName":"orders","AlarmArn":"{{Alarm}}","NewStateValue":"INSUFFICIENT_DATA","OldStateValue":"ALARM"}""",
        Sns($$"""{"AlarmName":"orders","AlarmArn":"{{Alarm}}","NewStateValue":"INSUFFICIENT_DATA"}""", "x"),
        Sns("{\"AlarmName\":", "INSUFFICIENT_DATA: \"orders\" in EU (Ireland)"),
        $$"""
        {"source":"aws.cloudwatch","alarmArn":"{{Alarm}}","accountId":"123456789012","region":"eu-west-1",
        "alarmData":{"alarmName":"orders","state":{"value":"INSUFFICIENT_DATA"},"previousState":{"value":"ALARM"} } }
        """,
        $$"""
        {"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm State Change","resources":["{{Alarm}}"],
        "detail":{"alarmName":"orders","state":{"value":"INSUFFICIENT_DATA"},"previousState":{"value":"ALARM"} } }
        """,
    ];

    [Theory]
    [InlineData("ALARM", "")]
    [InlineData("INSUFFICIENT_DATA", "")]
    [InlineData("ALARM", ""","alarmRule":"ALARM(a) OR ALARM(b)" """)]
    public void A_deleted_alarm_ends_without_recovery(string state, string rule)
    {
        var signal = Read($$"""
            {"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm Configuration Change","id":"1",
            "time":"2026-11-14T03:00:00Z","resources":["{{Alarm}}"],"detail":{"alarmName":"orders","operation":"delete",
            "state":{"value":"{{state}}"},"configuration":{"description":""{{rule}}} } }
            """);

        (signal.Status, signal.HasNoData, signal.Identity).ShouldBe((AlertStatus.Resolved, false, Alarm));
        signal.Ending!.Code.ShouldBe(ReasonCode.Deleted);
    }

    [Theory]
    [InlineData("resolved", "MissingSeries", ReasonCode.NoData)]
    [InlineData("resolved", "NoData", ReasonCode.NoData)]
    [InlineData("resolved", "RuleDeleted", ReasonCode.Deleted)]
    [InlineData("resolved", "", null)]
    [InlineData("firing", "NoData", null)]
    public void Grafana_says_why_an_alert_ended(string status, string reason, ReasonCode? code)
    {
        var signal = Read($$"""
            {"orgId":1,"alerts":[{"status":"{{status}}","labels":{"alertname":"Disk"},
            "startsAt":"2026-11-14T03:00:00Z","annotations":{"grafana_state_reason":"{{reason}}"} } ]}
            """);

        (signal.Ending?.Code).ShouldBe(code);
    }

    private static string Sns(string message, string subject) => $$"""
        {"Records":[{"EventSource":"aws:sns","Sns":{"Type":"Notification","MessageId":"1","Subject":{{Json(subject)}},
        "TopicArn":"arn:aws:sns:eu-west-1:123456789012:alarms","Message":{{Json(message)}}} } ]}
        """;

    private static string Json(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    private static Signal Read(string body) =>
        EventReader.Read(Encoding.UTF8.GetBytes(body)).ShouldHaveSingleItem();
}
