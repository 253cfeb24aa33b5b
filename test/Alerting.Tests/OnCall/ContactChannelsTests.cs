using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.OnCall.Contacts;
using Alerting.Tests.Configuration;

namespace Alerting.Tests.OnCall;

public class ContactChannelsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 13, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", Severity.Error, "sms email ntfy")]
    [InlineData("", Severity.Warning, "email ntfy")]
    [InlineData("critical: [voice, sms]", Severity.Critical, "sms")]
    [InlineData("critical: [voice]", Severity.Critical, "sms email ntfy")]
    [InlineData("error: [ntfy]", Severity.Error, "ntfy")]
    [InlineData("error: [ntfy]", Severity.Critical, "sms email ntfy")]
    [InlineData("other: [sms]", Severity.Info, "sms")]
    [InlineData("error: [{ channels: sms, during: nights }]", Severity.Error, "sms email ntfy")]
    [InlineData("error: [{ channels: sms, during: days }, email]", Severity.Error, "sms")]
    [InlineData("error: [{ channels: sms, during: nights }, email]", Severity.Error, "email")]
    [InlineData("other: [{ channels: sms, during: nights }]", Severity.Info, "email ntfy")]
    public void A_rule_names_channels_and_without_one_a_page_uses_all(string by, Severity severity, string channels) =>
        ContactChannels.Of(Config(by).People["ann"], null, severity, Noon).ShouldBe(channels.Split(' '));

    [Fact]
    public void A_receivers_by_replaces_that_of_its_people()
    {
        var config = Config("error: [sms]");
        var receiver = config.Receivers["mail"];

        ContactChannels.Of(config.People["ann"], receiver.By, Severity.Error, Noon).ShouldBe(["email"]);
    }

    [Theory]
    [InlineData("team@ann/sms", "", "team@ann/email")]
    [InlineData("team@ann/email", "team@ann/sms", "team@ann/ntfy")]
    [InlineData("team@ann/ntfy", "team@ann/sms team@ann/email", "mail")]
    [InlineData("alone@bob/sms", "", "team")]
    [InlineData("mail", "", null)]
    public void A_failure_goes_to_the_persons_next_channel_and_then_to_the_fallback(
        string receiver, string failed, string? next) =>
        ContactFallback.Of(Config("error: [sms]"), Notification(receiver, Severity.Error) with
        {
            Failed = failed.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        }).ShouldBe(next);

    [Fact]
    public void A_channel_that_is_notified_directly_is_not_the_next_one() =>
        ContactFallback.Of(Config("error: [sms, email]"), Notification("team@ann/sms", Severity.Error))
            .ShouldBe("team@ann/ntfy");

    [Fact]
    public void Only_a_page_goes_to_the_fallback_of_the_configuration() =>
        ContactFallback.Of(Config(""), Notification("alone@bob/sms", Severity.Warning)).ShouldBeNull();

    private static AlertingConfig Config(string by) => Load.Valid($$"""
        people:
          ann: { sms: "+447700900001", voice: "+447700900001", email: a@example.com, ntfy: { topic: ann }, by: { {{by}} } }
          bob: { sms: "+447700900002" }
        smtp: { host: localhost, from: a@example.com }
        time_intervals: { nights: { from: "22:00", to: "07:00" }, days: { from: "07:00", to: "22:00" } }
        receivers:
          team: { people: [ann, bob], fallback: mail }
          mail: { people: ann, by: { error: [email], other: [email] } }
          alone: { people: bob }
        fallback: team
        routes: [{ to: team }, { to: [mail, alone] }]
        """);

    private static Notification Notification(string receiver, Severity severity) => new()
    {
        Id = "n", Receiver = receiver, Route = "r", GroupKey = "g", Kind = NotificationKind.Firing, Reason = "r",
        At = Noon, Alerts = [Some.Alert() with { Severity = severity }],
    };
}
