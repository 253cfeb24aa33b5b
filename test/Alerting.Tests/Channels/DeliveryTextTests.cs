using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Reading;
using Alerting.Configuration;

namespace Alerting.Tests.Channels;

/// <summary>Messages as explain and sam local print them.</summary>
public sealed class DeliveryTextTests
{
    public static TheoryData<string> Kinds => [.. ChannelCatalog.Keys];

    /// <summary>An SMS has at most one URL, and programs read a webhook.</summary>
    public static TheoryData<string> KindsWithLinks =>
        [.. ChannelCatalog.Keys.Where(kind => kind is not ("sms" or "webhook"))];

    [Theory]
    [MemberData(nameof(KindsWithLinks))]
    public void Every_link_is_a_line_with_its_text_and_URL(string kind)
    {
        var message = SampleNotifications.Message(SampleNotifications.Firing());
        var lines = Read(kind, message).Split('\n');

        message.Items[0].Links.ShouldNotBeEmpty();
        foreach (var link in message.Items[0].Links)
            lines.ShouldContain($"{link.Text}: {link.Url}");
    }

    [Theory]
    [MemberData(nameof(KindsWithLinks))]
    public void The_text_has_no_markup(string kind)
    {
        var message = SampleNotifications.Message(SampleNotifications.Firing());
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
    public void Alert_text_is_shown_unchanged(string kind)
    {
        const string written = "a [b](c) <d> & *e* _f_ \\ | `g` {{h}} <at>i</at>";
        var firing = SampleNotifications.Firing();
        var text = Read(kind, SampleNotifications.Message(
            firing with { Alerts = [Some.Alert(firing.Alerts[0].Signal with { Description = written })] }));

        text.ShouldContain(written);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_channel_has_a_name_for_people(string kind)
    {
        DeliveryText.ChannelName(kind).ShouldNotContain("_");
        DeliveryText.ChannelName(kind).ShouldNotContain("sns", Case.Insensitive);
    }

    [Fact]
    public void The_heading_names_receiver_channel_and_address()
    {
        var delivery = new Delivery("id", SampleNotifications.Firing() with { Receiver = "inbox" },
            new Target("sns", Setting.Empty), new TextPayload(""));

        DeliveryText.Heading(delivery, NodaTime.DateTimeZone.Utc)
            .ShouldBe("inbox: e-mail (no address is set: skipped)");
    }

    [Theory]
    [InlineData(ReasonCode.HoldReleased, "held until")]
    [InlineData(ReasonCode.FirstAlert, "waits until")]
    public void A_wait_for_further_alerts_is_no_hold(ReasonCode code, string words)
    {
        var later = SampleNotifications.Firing() with { IsHeld = true, Code = code };

        DeliveryText.Heading(
            new Delivery("id", later, new Target("sns", Setting.Empty), new TextPayload("")),
            NodaTime.DateTimeZone.Utc).ShouldContain($", {words} ");
    }

    private static string Read(string kind, Alerting.Notifications.Message message)
    {
        var format = Wire.Channel(kind).Format;
        return format.Read(format.Write(message));
    }
}
