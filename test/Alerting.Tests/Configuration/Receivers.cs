using Alerting.Alerts;
using Alerting.Configuration;

namespace Alerting.Tests.Configuration;

public class Receivers
{
    [Theory]
    [InlineData("""sms: "+442079460000" """, "sms +442079460000")]
    [InlineData("sms: +442079460000", "sms +442079460000")]
    [InlineData("sms: [\"+442079460000\", \"+15550100123\"]", "sms +442079460000; sms +15550100123")]
    [InlineData("sms: ${PHONES}", "sms +442079460000; sms +15550100123")]
    [InlineData("sms: { to: [+442079460000], sender_id: Alerting, max_price: 0.50 }", "sms +442079460000 max_price=0.50 sender_id=Alerting")]
    [InlineData("email: oncall@example.com", "email oncall@example.com")]
    [InlineData("email: { to: \"On call <oncall@example.com>\", from: a@example.com }", "email On call <oncall@example.com> from=a@example.com")]
    [InlineData("slack: https://hooks.slack.com/services/T/B/X", "slack https://hooks.slack.com/services/T/B/X")]
    [InlineData("slack: [\"${ssm:/a}\", \"${ssm:/b}\"]", "slack ${ssm:/a}; slack ${ssm:/b}")]
    [InlineData("slack: { url: http://localhost:8080/hook }", "slack http://localhost:8080/hook")]
    [InlineData("slack: { token: \"${ssm:/t}\", channel: \"#alerts\" }", "slack #alerts token=${ssm:/t}")]
    [InlineData("teams: ${ssm:/t}", "teams ${ssm:/t}")]
    [InlineData("discord: ${ssm:/t}", "discord ${ssm:/t}")]
    [InlineData("google_chat: ${ssm:/t}", "google_chat ${ssm:/t}")]
    [InlineData("mattermost: { url: \"${ssm:/t}\", channel: town-square }", "mattermost ${ssm:/t} channel=town-square")]
    [InlineData("telegram: { token: \"${ssm:/t}\", chat: -1001234567890 }", "telegram -1001234567890 token=${ssm:/t}")]
    [InlineData("pagerduty: { routing_key: \"${ssm:/t}\", region: eu }", "pagerduty ${ssm:/t} region=eu")]
    [InlineData("opsgenie: { key: \"${ssm:/t}\" }", "opsgenie ${ssm:/t}")]
    [InlineData("ntfy: https://ntfy.sh/my-alerts", "ntfy https://ntfy.sh/my-alerts")]
    [InlineData("ntfy: { topic: my-alerts, token: \"${ssm:/t}\" }", "ntfy my-alerts token=${ssm:/t}")]
    [InlineData("sns: arn:aws-cn:sns:cn-north-1:123456789012:oncall", "sns arn:aws-cn:sns:cn-north-1:123456789012:oncall")]
    [InlineData("webhook: { url: https://example.com, secret: \"${ssm:/s}\", headers: { X-Team: payments } }",
        "webhook https://example.com headers.X-Team=payments secret=${ssm:/s}")]
    [InlineData("{ sms: +442079460000, teams: \"${ssm:/t}\" }", "sms +442079460000; teams ${ssm:/t}")]
    public void Reach_people_on_every_channel(string channels, string targets)
    {
        var receiver = channels.StartsWith('{') ? channels : $"\n    {channels}";
        var config = Load.Valid(
            $"smtp: {{ host: localhost, from: alerts@example.com }}\nreceivers:\n  it: {receiver}\nroutes: [to: [it]]",
            ("PHONES", "+442079460000, +15550100123"));

        string.Join("; ", config.Receivers["it"].Targets.Select(Shown)).ShouldBe(targets);
    }

    [Fact]
    public void Say_how_much_they_bear_and_who_stands_in()
    {
        var receiver = Load.Receiver("""
            { slack: "${ssm:/chat}", budget: 5/10m, send_resolved: false, mention: { critical: "<!channel>", error: "<!here>" } }
            """);

        receiver.RateLimit.ShouldBe(new RateLimit(5, TimeSpan.FromMinutes(10)));
        receiver.SendResolved.ShouldBeFalse();
        receiver.MentionAt(Severity.Critical, Some.Time).ShouldBe("<!channel>");
        receiver.MentionAt(Severity.Info, Some.Time).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-11-13T12:00:00Z", "<@U0DAY>", "<!here>")]
    [InlineData("2026-11-13T20:00:00Z", "<@U0NIGHT>", null)]
    [InlineData("2026-11-14T12:00:00Z", "<@U0WEEKEND>", null)]
    public void Call_others_at_other_times(string at, string? critical, string? error)
    {
        var receiver = Load.Valid("""
            time_intervals: { business-hours: { days: mon-fri, from: "08:00", to: "18:00" }, weekend: { days: [sat, sun] } }
            receivers:
              chat:
                slack: "${ssm:/chat}"
                mention:
                  critical: [{ text: "<@U0DAY>", during: business-hours }, { text: "<@U0WEEKEND>", during: weekend }, "<@U0NIGHT>"]
                  error: { text: "<!here>", during: business-hours }
                  warning: [{ text: "", during: weekend }, "<@U0CALM>"]
            routes: [to: [chat]]
            """).Receivers["chat"];
        var time = DateTimeOffset.Parse(at, null);

        receiver.MentionAt(Severity.Critical, time).ShouldBe(critical);
        receiver.MentionAt(Severity.Error, time).ShouldBe(error);
        receiver.MentionAt(Severity.Warning, time).ShouldBe(critical == "<@U0WEEKEND>" ? null : "<@U0CALM>");
    }

    [Fact]
    public void A_secret_written_into_the_file_gets_a_note() =>
        Load.Text("""
            receivers:
              ops: { pagerduty: 0123456789abcdef0123456789abcdef, webhook: { url: https://example.com, secret: s3cret } }
            routes: [to: [ops]]
            """).Notes.Select(note => $"{note.Line}:{note.Column}: {note.Text}").ShouldBe(
            [
                "2:21: pagerduty routing_key is a secret and stands in the file: better put it in Parameter Store and write ${ssm:/name}.",
                "2:100: webhook secret is a secret and stands in the file: better put it in Parameter Store and write ${ssm:/name}.",
            ]);

    [Theory]
    [InlineData("slack: https://hooks.slack.com/services/T/B/X", "https://hooks.slack.com/…")]
    [InlineData("pagerduty: 0123456789abcdef", "…")]
    [InlineData("teams: ${ssm:/teams}", "${ssm:/teams}")]
    [InlineData("sms: +442079460000", "+442079460000")]
    public void Show_no_address_that_is_a_secret(string channel, string shown) =>
        Load.Receiver($"{Environment.NewLine}    {channel}").Targets[0].Display.ShouldBe(shown);

    [Fact]
    public void Without_one_of_their_channels_keep_the_others() =>
        Load.Text("""
            receivers:
              all: { sms: "${PHONE}", slack: "${ssm:/chat}" }
            routes: [to: [all]]
            """).Notes.ShouldHaveSingleItem().Text.ShouldBe("receiver all goes without sms: PHONE is not set.");

    [Fact]
    public void A_mail_server_that_is_not_set_leaves_mail_out() =>
        Load.Text("""
            smtp: { host: "${SMTP_HOST}", from: alerts@example.com }
            receivers: { inbox: { email: oncall@example.com } }
            routes: [to: [inbox]]
            """).Notes.ShouldHaveSingleItem().Text.ShouldBe(
            "receiver inbox has no target: SMTP_HOST is not set, so it is skipped.");

    private static string Shown(Target target) => string.Join(" ",
    [
        target.Channel, target.Address.ToString(),
        .. target.Options.Where(option => option.Value != target.Address)
            .Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal),
    ]);
}
