using Alerting.Channels;
using Alerting.Channels.Reading;
using Alerting.Configuration;

namespace Alerting.Tests.Channels;

/// <summary>What people see of a message on a channel, as explain and sam local print it.</summary>
public sealed class Readings
{
    public static TheoryData<string> Kinds => [.. ChannelFormats.Channels];

    /// <summary>A text message names one address only, and a webhook's reader is a program.</summary>
    public static TheoryData<string> KindsWithLinks => [.. ChannelFormats.Channels.Where(kind => kind is not ("sms" or "webhook"))];

    [Theory]
    [MemberData(nameof(KindsWithLinks))]
    public void Every_link_is_a_line_with_its_text_and_its_address(string kind)
    {
        var message = Situations.Message(Situations.Firing());
        var lines = Read(kind, message).Split('\n');

        message.Items[0].Links.ShouldNotBeEmpty();
        foreach (var link in message.Items[0].Links)
            lines.ShouldContain($"{link.Text}: {link.Url}");
    }

    [Theory]
    [MemberData(nameof(KindsWithLinks))]
    public void It_is_plain_text(string kind)
    {
        var message = Situations.Message(Situations.Firing());
        var text = Read(kind, message);

        text.ShouldContain(message.Title);
        text.ShouldContain(message.Items[0].Numbers!);
        foreach (var fact in message.Items[0].Facts)
            text.ShouldContain($"{fact.Name}: {fact.Value}");
        foreach (var markup in (string[])["\\", "**", "<b>", "</", "&gt;", "&amp;", "\u200B", "{\"", "](http"])
            text.ShouldNotContain(markup);
    }

    [Theory]
    [InlineData("discord")]
    [InlineData("mattermost")]
    [InlineData("slack")]
    [InlineData("telegram")]
    [InlineData("google_chat")]
    [InlineData("teams")]
    public void What_people_wrote_into_an_alert_is_read_as_they_wrote_it(string kind)
    {
        const string written = "a [b](c) <d> & *e* _f_ \\ | `g` {{h}} <at>i</at>";
        var firing = Situations.Firing();
        var text = Read(kind, Situations.Message(firing with { Alerts = [Some.Alert(firing.Alerts[0].Signal with { Description = written })] }));

        text.ShouldContain(written);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_channel_has_the_name_that_people_say(string kind)
    {
        DeliveryText.ChannelName(kind).ShouldNotContain("_");
        DeliveryText.ChannelName(kind).ShouldNotContain("sns", Case.Insensitive);
    }

    [Fact]
    public void The_heading_says_who_gets_it_how_and_where()
    {
        var delivery = new Delivery("id", Situations.Firing() with { Receiver = "inbox" }, new Target("sns", Setting.Empty), new TextPayload(""));

        DeliveryText.Heading(delivery, NodaTime.DateTimeZone.Utc).ShouldBe("inbox: e-mail (no address is set, so it would be skipped)");
    }

    private static string Read(string kind, Alerting.Notifications.Message message)
    {
        ChannelFormats.TryFind(kind, out var format).ShouldBeTrue();
        return format!.Read(format.Format(message));
    }
}
