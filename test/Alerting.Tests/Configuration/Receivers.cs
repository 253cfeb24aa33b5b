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
    [InlineData("sms: { to: [+442079460000], sender_id: Alerting, max_price: 0.50 }",
        "sms +442079460000 max_price=0.50 sender_id=Alerting")]
    [InlineData("email: oncall@example.com", "email oncall@example.com")]
    [InlineData("email: { to: \"On call <oncall@example.com>\", from: a@example.com }",
        "email On call <oncall@example.com> from=a@example.com")]
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
    [InlineData("sns: arn:aws-cn:sns:cn-north-1:123456789012:oncall",
        "sns arn:aws-cn:sns:cn-north-1:123456789012:oncall")]
    [InlineData("webhook: { url: https://example.com, secret: \"${ssm:/s}\", headers: { X-Team: payments } }",
        "webhook https://example.com headers.X-Team=payments secret=${ssm:/s}")]
    [InlineData("{ sms: +442079460000, teams: \"${ssm:/t}\" }", "sms +442079460000; teams ${ssm:/t}")]
    public void Reach_people_on_every_channel(string channels, string targets)
    {
        var receiver = channels.StartsWith('{') ? channels : $"\n    {channels}";
        var config = Load.Valid(
            $"smtp: {{ host: localhost, from: alerts@example.com }}\nreceivers:\n  it: {receiver}\nroutes: [to: [it]]",
            ("PHONES", "+442079460000, +15550100123"));

        string.Join("; ", config.Receivers["it"].Targets.Select(Describe)).ShouldBe(targets);
    }

    [Fact]
    public void Have_a_rate_limit_mentions_and_a_choice_about_resolved()
    {
        var receiver = Load.Receiver("""
            { slack: "${ssm:/chat}", rate_limit: 5/10m, send_resolved: false, mention: { critical: "<!channel>", error: "<!here>" } }
            """);

        receiver.RateLimit.ShouldBe(new RateLimit(5, TimeSpan.FromMinutes(10)));
        receiver.SendResolved.ShouldBeFalse();
        receiver.MentionAt(Severity.Critical, Some.Time).ShouldBe("<!channel>");
        receiver.MentionAt(Severity.Info, Some.Time).ShouldBeNull();
    }

    [Fact]
    public void Accept_budget_as_an_alias_of_rate_limit() =>
        Load.Receiver("""{ slack: "${ssm:/chat}", budget: 5/10m }""").RateLimit.ShouldBe(
            new RateLimit(5, TimeSpan.FromMinutes(10)));

    [Theory]
    [InlineData("rate_limit: 20/h, budget: 20/h")]
    [InlineData("budget: 5/10m, rate_limit: 20/h")]
    [InlineData("rate_limit:, budget: 5/10m")]
    public void Cannot_have_both_rate_limit_and_budget(string limits) =>
        Load.Text($"receivers:\n  it: {{ slack: '${{ssm:/chat}}', {limits} }}\nroutes: [to: [it]]")
            .Errors.ShouldHaveSingleItem().Text.ShouldBe(
                "rate_limit and budget are the same setting. Remove budget and keep rate_limit.");

    [Theory]
    [InlineData("2026-11-13T12:00:00Z", "<@U0DAY>", "<!here>")]
    [InlineData("2026-11-13T20:00:00Z", "<@U0NIGHT>", null)]
    [InlineData("2026-11-14T12:00:00Z", "<@U0WEEKEND>", null)]
    public void Mention_people_by_the_time_of_the_message(string at, string? critical, string? error)
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
                "2:21: pagerduty routing_key is a secret in plain text. Store it in Parameter Store and write " +
                "${ssm:/name}.",
                "2:100: webhook secret is a secret in plain text. Store it in Parameter Store and write ${ssm:/name}.",
            ]);

    /// <summary>Options that may hold a secret, and do.</summary>
    [Theory]
    [InlineData("webhook: 'https://user:password1@example.com/x'", "webhook url")]
    [InlineData("webhook: 'https://example.com/x?token=0123456789ab'", "webhook url")]
    [InlineData("webhook: 'https://example.com/x?page=2'", null)]
    [InlineData("ntfy: 'https://user:password1@ntfy.sh/topic'", "ntfy url")]
    [InlineData("ntfy: 'https://ntfy.sh/topic'", null)]
    [InlineData("webhook: { url: 'https://example.com', headers: { Authorization: Bearer 1 } }", "webhook Authorization")]
    [InlineData("webhook: { url: 'https://example.com', headers: { X-Api-Key: abc } }", "webhook X-Api-Key")]
    [InlineData("webhook: { url: 'https://example.com', headers: { X-Api-Key: '${ssm:/key}' } }", null)]
    [InlineData("webhook: { url: 'https://example.com', headers: { X-Team: blue } }", null)]
    public void A_secret_within_another_option_gets_a_note(string channel, string? where) =>
        Load.Text($"""
            receivers:
              ops:
                {channel}
            routes: [to: [ops]]
            """).Notes.Select(note => note.Text).ShouldBe(where is null ? [] :
            [$"{where} contains a secret in plain text. Store it in Parameter Store and write ${{ssm:/name}}."]);

    [Theory]
    [InlineData("smtp.example.com", null)]
    [InlineData("10.0.0.25", null)]
    [InlineData("::1", null)]
    [InlineData("mail_relay", null)]
    [InlineData("smtp.example.com:587", "Write host: smtp.example.com and port: 587.")]
    [InlineData("smtp://smtp.example.com", "Write host: smtp.example.com.")]
    [InlineData("smtps://me@smtp.example.com:465/x", "Write host: smtp.example.com and port: 465.")]
    [InlineData("https://", "Write host: smtp.example.com and port: 587.")]
    [InlineData("two words", "Write host: smtp.example.com and port: 587.")]
    public void A_mail_server_is_a_host_name(string host, string? advice)
    {
        var result = Load.Text($$"""
            smtp: { host: "{{host}}", from: a@example.com }
            receivers: { ops: { email: b@example.com } }
            routes: [to: [ops]]
            """);
        // A note: every alert would be lost if a deployed configuration became invalid.
        result.Errors.ShouldBeEmpty();
        result.Notes.Select(note => note.Text).ShouldBe(
            advice is null ? [] : [$"\"{host}\" is not a host name. {advice}"]);
    }

    [Theory]
    [InlineData("slack: https://hooks.slack.com/services/T/B/X", "https://hooks.slack.com/…")]
    [InlineData("pagerduty: 0123456789abcdef", "…")]
    [InlineData("teams: ${ssm:/teams}", "${ssm:/teams}")]
    [InlineData("sms: +442079460000", "+442079460000")]
    public void Do_not_show_secret_addresses(string channel, string shown) =>
        Load.Receiver($"{Environment.NewLine}    {channel}").Targets[0].Display.ShouldBe(shown);

    [Fact]
    public void Without_one_of_their_channels_keep_the_others() =>
        Load.Text("""
            receivers:
              all: { sms: "${PHONE}", slack: "${ssm:/chat}" }
            routes: [to: [all]]
            """).Notes.ShouldHaveSingleItem().Text.ShouldBe("Receiver all does not use sms: PHONE is not set.");

    [Fact]
    public void Skip_email_when_the_mail_server_is_not_set() =>
        Load.Text("""
            smtp: { host: "${SMTP_HOST}", from: alerts@example.com }
            receivers: { inbox: { email: oncall@example.com } }
            routes: [to: [inbox]]
            """).Notes.ShouldHaveSingleItem().Text.ShouldBe(
            "Receiver inbox is skipped: SMTP_HOST is not set.");

    private static string Describe(Target target) => string.Join(" ",
    [
        target.Channel, target.Address.ToString(),
        .. target.Options.Where(option => option.Value != target.Address)
            .Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal),
    ]);
}
