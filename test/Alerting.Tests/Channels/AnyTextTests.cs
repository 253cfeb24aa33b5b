using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Channels.Sns;
using Alerting.Fakes;
using Alerting.Notifications;
using CsCheck;

namespace Alerting.Tests.Channels;

/// <summary>
/// For any alert text, every channel gets a message within its limits with the important parts, and the text mentions
/// nobody, links nowhere and formats nothing.
/// </summary>
public sealed class AnyTextTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf(SampleNotifications.Hostile), Gen.String, Gen.Char.Array[0, 40].Select(chars => new string(chars)),
        Gen.String[Gen.Char[" *_~`<>[]()@#|&\"'\\:/.-+=!{}"], 0, 40],
        Gen.OneOf("A plain sentence.", "\n", "漢字", "é", "😀"));

    private static readonly Gen<string> Text = Piece.Array[0, 6].Select(string.Concat);

    private static readonly Gen<string> HugeText = Gen.Frequency(
        (12, Text), (2,
            Gen.Select(Text, Gen.Int[100, 3000], (text, times) => string.Concat(Enumerable.Repeat(text, times)))),
        (1, Piece.Select(
            piece => string.Concat(Enumerable.Repeat(piece + "x", 1 + (1_000_000 / (piece.Length + 1)))))));

    private static readonly Gen<Alert> AnyAlert = Gen.Select(
        Text, HugeText, HugeText, Gen.Select(Text, Text).Array[0, 30], Text.Array[0, 6], Gen.Enum<Severity>(), Gen.Bool,
        (title, description, summary, facts, samples, severity, firing) => Some.Alert(Some.Signal("n") with
        {
            Name = title,
            Title = "orders7 " + title,
            // Its own links stay: HostileLinkTests.
            Description = LinkDefuser.All.Apply(description),
            Summary = summary,
            Facts = [.. facts.Select(fact => new Fact(fact.Item1, fact.Item2))],
            Samples = samples,
            Service = samples.Length > 0 ? samples[0] : null,
            Problems = samples,
            Links =
            [
                new Link("Alarm " + title, "https://console.example.com/alarm/" +
                    Uri.EscapeDataString(Clean(title)[..Math.Min(40, Clean(title).Length)])),
                new Link(title, "https://evil.example/](http://x)\"><b>|" + title),
                new Link("script", "javascript:alert(1)"),
            ],
            Status = firing ? AlertStatus.Firing : AlertStatus.Resolved,
            EndsAt = Some.Time,
            State = title,
        }, severity));

    private static readonly Gen<Notification> Any = Gen.Select(
        Gen.Frequency((3, AnyAlert.Array[1, 1]), (2, AnyAlert.Array[2, 12]), (1, AnyAlert.Array[13, 60])),
        Gen.Enum<NotificationKind>(), Text,
        (alerts, kind, note) => Some.Notification(alerts) with
        {
            Kind = kind,
            Note = note.Length % 2 == 0 ? null : note,
            Route = note,
            GroupKey = note + "x",
            Reason = note,
        });

    public static TheoryData<string> Kinds =>
        [.. ChannelCatalog.All.Where(channel => channel.Requests is not null).Select(channel => channel.Key)];

    [Fact]
    [Slow]
    public void Every_payload_can_be_read_as_text() => Any.Sample(notification =>
    {
        var message = SampleNotifications.Message(notification);
        foreach (var channel in ChannelCatalog.All)
            channel.Format.Read(channel.Format.Write(message)).Trim().ShouldNotBeEmpty(channel.Key);
    }, iter: 100, threads: 1);

    [Theory]
    [MemberData(nameof(Kinds))]
    [Slow]
    public void Every_HTTP_channel_accepts_it_and_shows_only_our_own_markup(string kind)
    {
        var channel = Wire.Channel(kind);
        var service = Wire.Service(kind);
        Any.Sample(notification =>
        {
            var message = SampleNotifications.Message(notification);
            foreach (var request in Wire.Requests(channel, channel.Format.Write(message), notification: notification))
            {
                service.Check(request).ShouldBeEmpty();
                CheckContents(service.Show(request), message);
            }
        }, iter: 40, threads: 1);
    }

    [Fact]
    [Slow]
    public void An_SMS_is_GSM_and_at_most_two_segments() => Any.Sample(notification =>
    {
        var text = new Alerting.Channels.Sms.SmsFormat().Write(
            SampleNotifications.Message(notification with { Note = null })).ToString();

        SmsRules.IsGsm(text).ShouldBeTrue(text);
        SmsRules.Segments(text).ShouldBeInRange(1, 2, text);
        text.ShouldContain("orders7");
        text.ShouldStartWith(SampleNotifications.Message(notification).Word);
        text.ShouldNotContain("evil.example/]");
    }, iter: 60, threads: 1);

    [Fact]
    public void An_SMS_with_a_note_is_at_most_two_segments() => Any.Sample(notification =>
    {
        var message = SampleNotifications.Message(notification with
            { Note = "The budget of 20 in 1 h is reached: this and what follows is held for 40 min, see inbox." });
        var text = new Alerting.Channels.Sms.SmsFormat().Write(message).ToString();

        SmsRules.Segments(text).ShouldBeInRange(1, 2);
        text.ShouldContain("The budget of 20");
    }, iter: 40, threads: 1);

    [Fact]
    public void An_email_is_well_formed_and_not_clipped() => Any.Sample(notification =>
    {
        var message = SampleNotifications.Message(notification);
        var mail = new EmailFormat().Write(message).ShouldBeOfType<EmailPayload>();

        mail.Subject.ShouldNotContain(c => char.IsControl(c));
        mail.Subject.Length.ShouldBeLessThanOrEqualTo(255);
        CheckContents(MailRules.Show(mail.Html), message);
        mail.Text.ShouldContain("orders7");
    }, iter: 40, threads: 1);

    [Fact]
    public void A_topic_accepts_it() => Any.Sample(notification =>
    {
        var message = SampleNotifications.Message(notification);
        var payload = new SnsFormat().Write(message).ShouldBeOfType<SnsPayload>();

        SnsRules.Check(payload.Subject, payload.MessageJson).ShouldBeEmpty();
        payload.Subject.ShouldContain("orders7");
        payload.MessageJson.ShouldContain("orders7");
    }, iter: 40, threads: 1);

    private static void CheckContents(VisibleMessage shown, Message message)
    {
        shown.Text.ShouldContain("orders7");
        if (!message.IsResolved)
            shown.Text.ShouldContain(message.Severity.Name().ToUpperInvariant());
        shown.Mentions.ShouldBeEmpty();
        shown.Formatting.ShouldBeEmpty();
        var ours = message.Items.SelectMany(item => item.Links).Select(link => link.Url).ToHashSet();
        shown.Links.ShouldAllBe(link => ours.Contains(link));
        // In plain text the URL is readable; elsewhere it is a link.
        (shown.Links.Contains(message.FirstLink!.Url)
            || (shown.Links.Count == 0 && shown.Text.Contains(message.FirstLink.Url))).ShouldBeTrue();
    }

    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0xFFFD));
}
