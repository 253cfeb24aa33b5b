using System.Buffers;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Tests.Channels;

/// <summary>No channel takes silence, a deletion or a lower severity for recovery, or hides missing data.</summary>
public sealed class EndingTests
{
    private static readonly Ending Silence = new(ReasonCode.NoFurtherOccurrence, "No further occurrence for 15 min");
    private static readonly Ending Deletion = new(ReasonCode.Deleted, "Alarm deleted, not recovered");
    private static readonly Ending Fall = new(ReasonCode.SeverityChanged, "Now a warning");

    private static readonly string[] SaysRecovered = ["RESOLVED", "recovered while held", "\uD83D\uDFE2", "white_check_mark"];

    public static TheoryData<string> Channels => [.. ChannelCatalog.Keys];

    [Theory, MemberData(nameof(Channels))]
    public void What_ends_by_silence_is_not_called_recovered(string channel)
    {
        var text = Sent(channel, Ended(Silence));
        text.ShouldContain("no further occurrence for 15 min", Case.Insensitive);
        SaysRecovered.Where(text.Contains).ShouldBeEmpty(text);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_deleted_alarm_is_not_called_recovered(string channel)
    {
        var text = Sent(channel, Ended(Deletion));
        text.ShouldContain("alarm deleted, not recovered", Case.Insensitive);
        SaysRecovered.Where(text.Contains).ShouldBeEmpty(text);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_fall_in_severity_says_what_it_is_now(string channel)
    {
        var text = Sent(channel, Ended(Fall));
        text.ShouldContain("now a warning", Case.Insensitive);
        SaysRecovered.Where(text.Contains).ShouldBeEmpty(text);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_digest_tells_an_end_from_a_recovery(string channel)
    {
        var digest = Ended(Silence) with { Kind = NotificationKind.Digest };
        var text = Sent(channel, digest);
        text.ShouldContain("no further occurrence for 15 min", Case.Insensitive);
        SaysRecovered.Where(text.Contains).ShouldBeEmpty(text);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_reminder_says_since_when_data_is_missing(string channel)
    {
        var firing = SampleNotifications.Firing();
        var alert = firing.Alerts[0];
        var lost = alert with { Signal = alert.Signal with { NoDataSince = Some.Time.AddMinutes(-10) } };
        var text = Sent(channel, firing with { Kind = NotificationKind.Reminder, Alerts = [lost] });
        text.ShouldContain("no data since", Case.Insensitive);
        SaysRecovered.Where(text.Contains).ShouldBeEmpty(text);
    }

    [Fact]
    public void Alerts_that_ended_in_different_ways_are_told_apart()
    {
        var resolved = SampleNotifications.Resolved();
        var message = SampleNotifications.Message(resolved with
            { Alerts = [resolved.Alerts[0], Ended(Silence).Alerts[0]] });

        message.Word.ShouldBe("ENDED");
        message.Items.Select(item => item.Word).ShouldBe(["RESOLVED", "ENDED"]);
        message.HasRecovered.ShouldBeFalse();
        SampleNotifications.Message(resolved).Word.ShouldBe("RESOLVED after 25 min");
    }

    [Fact]
    public void An_alert_that_fires_on_less_severely_says_so_in_its_first_words()
    {
        var firing = SampleNotifications.Firing();
        var alert = firing.Alerts[0] with { Severity = Severity.Warning };
        var fallen = firing with { Code = ReasonCode.SeverityChanged, Alerts = [alert] };
        SampleNotifications.Message(fallen).Word.ShouldBe("NOW A WARNING");
        SampleNotifications.Message(fallen with { Alerts = [alert, alert] }).Word.ShouldBe("WARNING");
        SampleNotifications.Message(fallen with { Code = ReasonCode.NewAlert }).Word.ShouldBe("WARNING");
    }

    private static Notification Ended(Ending ending)
    {
        var resolved = SampleNotifications.Resolved();
        var alert = resolved.Alerts[0];
        return resolved with
        {
            Reason = ending.Reason.Text,
            Alerts = [alert with { Signal = alert.Signal with { Ending = ending, Summary = null, State = null } }],
        };
    }

    /// <summary>All texts of the payload, unescaped.</summary>
    private static string Sent(string channel, Notification notification)
    {
        var payload = Wire.Channel(channel).Format.Write(SampleNotifications.Message(notification));
        if (payload is EmailPayload mail)
            return $"{mail.Subject}\n{mail.Text}\n{mail.Html}";
        if (payload is TextPayload text)
            return text.Text;
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, JsonText.Relaxed))
            payload.WriteTo(writer);
        return string.Join('\n', Strings(JsonDocument.Parse(json.WrittenMemory).RootElement));
    }

    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(each => Strings(each.Value)),
        _ => [],
    };
}
