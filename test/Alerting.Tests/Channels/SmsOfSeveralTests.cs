using Alerting.Alerts;
using Alerting.Channels.Sms;
using Alerting.Notifications;

namespace Alerting.Tests.Channels;

/// <summary>A text message about several alerts says when, where, how bad each is, and where to click.</summary>
public sealed class SmsOfSeveralTests
{
    [Theory]
    [InlineData("eu-west-1", "ERROR 3 alerts: a, b, c (warning) - since 02:31 UTC, eu-west-1 https://example.com/b")]
    [InlineData("us-east-1", "ERROR 3 alerts: a, b, c (warning) - since 02:31 UTC https://example.com/b")]
    public void It_has_the_first_start_the_region_of_all_and_a_link(string region, string text) =>
        Text(Some.Notification(Alert("a", 5), Alert("b", 10, "https://example.com/b"),
            Alert("c", 1) with { Severity = Severity.Warning, Signal = Alert("c", 1).Signal with { Region = region } }))
            .ShouldBe(text);

    [Theory]
    [InlineData(NotificationKind.Digest, 0)]
    [InlineData(NotificationKind.Storm, 7)]
    public void It_has_no_time_where_that_would_be_of_only_some(NotificationKind kind, int more) =>
        Text(Some.Notification(Alert("a", 5), Alert("b", 10)) with { Kind = kind, More = more })
            .ShouldNotContain("since");

    [Theory]
    [InlineData("RDS orders: Cluster failover failed", "ERROR RDS orders: Cluster failover failed - since 02:36 UTC")]
    [InlineData("orders errors", "ERROR orders errors: since 02:36 UTC")]
    public void Our_colon_does_not_follow_one_of_the_title(string title, string text) =>
        Text(Some.Notification(Alert(title, 5))).ShouldStartWith(text);

    private static string Text(Notification notification) =>
        SmsFormat.Text(new MessageWriter(Some.Config(
            "{ receivers: { phone: { sms: \"+442079460000\" } }, routes: [{ to: phone }] }")).Write(notification));

    private static Alert Alert(string title, int minutes, string? link = null) => Some.Alert(new Signal
    {
        Source = "test", Name = title, Title = title, Identity = title, EventKey = title, Region = "eu-west-1",
        Fallback = new(Severity.Error, "test"), StartsAt = Some.Time.AddMinutes(-minutes),
        Links = link is null ? [] : [new("Runbook", link)],
    }, Severity.Error);
}
