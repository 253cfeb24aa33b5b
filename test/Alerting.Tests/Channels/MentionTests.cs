namespace Alerting.Tests.Channels;

/// <summary>The configured mention pings once, where the channel supports it; hostile alert text does not.</summary>
public sealed class MentionTests
{
    [Theory]
    [InlineData("slack", "<!here>", "<!here>")]
    [InlineData("slack", "<@U012AB3CD>", "<@U012AB3CD>")]
    [InlineData("teams", "<at>oncall@example.com</at>", "oncall@example.com")]
    [InlineData("teams", "oncall@example.com", "oncall@example.com")]
    [InlineData("discord", "@here", "@here")]
    [InlineData("discord", "<@&165511591545143296>", "<@&165511591545143296>")]
    [InlineData("discord", "<@80351110224678912>", "<@80351110224678912>")]
    [InlineData("google_chat", "<users/all>", "<users/all>")]
    [InlineData("mattermost", "@channel", "@channel")]
    [InlineData("telegram", "@oncall", "@oncall")]
    [InlineData("telegram", "@oncall & <b>all", "@oncall")]
    [InlineData("telegram", "<a href=\"tg://user?id=12\">Jo</a> <i", "tg://user?id=12")]
    public void The_mention_pings_once(string kind, string mention, string pinged)
    {
        var channel = Wire.Channel(kind);
        foreach (var situation in (ReadOnlySpan<string>)["firing", "digest"])
        {
            var payload = channel.Format.Write(SampleNotifications.Message(SampleNotifications.Of(situation), mention));
            var request = Wire.Requests(channel, payload)[0];

            Wire.Service(kind).Check(request).ShouldBeEmpty();
            Wire.Service(kind).Show(request).Mentions.ShouldBe([pinged]);
        }
    }

    [Theory]
    [InlineData("2026-11-13T12:00:00Z", "<@U0DAY>")]
    [InlineData("2026-11-13T20:00:00Z", "<@U0NIGHT>")]
    public void The_mention_depends_on_the_time_of_the_message(string at, string pinged)
    {
        var config = Some.Config("""
            time_intervals: { business-hours: { days: mon-fri, from: "08:00", to: "18:00" } }
            receivers:
              chat: { slack: "${ssm:/chat}", mention: { error: [{ text: "<@U0DAY>", during: business-hours }, "<@U0NIGHT>"] } }
            routes: [to: [chat]]
            """);
        var slack = Wire.Channel("slack");
        var hostile = Some.Notification(Some.Alert(Some.Signal("<!channel> <@U0DAY> <@U0NIGHT>") with
            { Description = string.Join(' ', SampleNotifications.Hostile) }))
            with { Receiver = "chat", At = DateTimeOffset.Parse(at, null) };

        Mentioned(hostile).ShouldBe([pinged]);
        Mentioned(hostile with { Kind = Alerting.Notifications.NotificationKind.Resolved })
            .ShouldBeEmpty("an end calls nobody");

        List<string> Mentioned(Alerting.Notifications.Notification notification)
        {
            var payload = slack.Format.Write(new Alerting.Notifications.MessageWriter(config).Write(notification));
            return Wire.Service("slack").Show(Wire.Requests(slack, payload)[0]).Mentions;
        }
    }

    [Fact]
    public void A_mention_in_alert_text_may_not_ping_in_discord()
    {
        Wire.Channel("discord").Format.Write(SampleNotifications.Message(SampleNotifications.Digest())).ToString()
            .ShouldContain("\"allowed_mentions\":{\"parse\":[]}");
    }

    [Fact]
    public void A_mention_too_long_for_a_block_is_left_out()
    {
        var payload = Wire.Channel("slack").Format.Write(SampleNotifications.Message(SampleNotifications.Firing(),
            string.Concat(Enumerable.Repeat("<@U012AB3CD> ", 1000))));

        payload.ToString().ShouldNotContain("<@U012AB3CD>");
        payload.ToString().ShouldContain("\"blocks\"");
    }
}
