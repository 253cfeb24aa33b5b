using Alerting.Channels;

namespace Alerting.Tests.Channels;

/// <summary>The configured mention calls people, once, where that channel calls people; hostile text beside it does not.</summary>
public sealed class Mentions
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
    public void It_pings_once(string kind, string mention, string pinged)
    {
        ChannelFormats.TryFind(kind, out var format);
        format!.Capabilities.Mentions.ShouldBeTrue();
        foreach (var situation in (ReadOnlySpan<string>)["firing", "digest"])
        {
            var payload = format.Format(Situations.Message(Situations.Of(situation), mention));
            var request = Wire.Requests((IHttpChannel)format, payload)[0];

            Wire.Service(kind).Check(request).ShouldBeEmpty();
            Wire.Service(kind).Show(request).Mentions.ShouldBe([pinged]);
        }
    }

    [Fact]
    public void A_mention_that_is_not_in_the_configuration_may_not_ping_in_discord()
    {
        ChannelFormats.TryFind("discord", out var format);

        format!.Format(Situations.Message(Situations.Digest())).ToString().ShouldContain("\"allowed_mentions\":{\"parse\":[]}");
    }
}
