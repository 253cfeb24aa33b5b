using Alerting.Alerts;
using Alerting.Channels.Sms;
using Alerting.Notifications;
using Alerting.Tests.Sources;

namespace Alerting.Tests.Channels;

/// <summary>Every event of the corpus as a text message, split into segments by a second implementation.</summary>
public sealed class SmsCorpusTests
{
    private const string Answer = "https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws/i/" +
        "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz01";

    public static TheoryData<int> Limits => [1, 2, 3, 4];

    [Theory, MemberData(nameof(Limits))]
    public void Every_text_is_GSM_within_its_segments_and_its_link_is_whole(int segments)
    {
        foreach (var message in Messages(segments))
        {
            var text = SmsFormat.Text(message);

            SmsRules.IsGsm(text).ShouldBeTrue(text);
            SmsRules.Segments(text).ShouldBeLessThanOrEqualTo(segments, text);
            text.ShouldStartWith(message.Word);
            ShouldHaveWholeLinks(text, message);
        }
    }

    [Theory, MemberData(nameof(Limits))]
    public void A_link_to_answer_is_always_there(int segments)
    {
        foreach (var message in Messages(segments))
        {
            var text = SmsFormat.Text(message with { AnswerUrl = Answer });

            text.ShouldEndWith(Answer);
            // With so long a link one segment leaves no room for a title.
            SmsRules.Segments(text).ShouldBeLessThanOrEqualTo(Math.Max(segments, 2), text);
            text.ShouldStartWith(message.Word);
        }
    }

    [Fact]
    public void A_storm_has_a_link_too()
    {
        SmsFormat.Text(SampleNotifications.Message(SampleNotifications.Storm()))
            .ShouldEndWith("https://wiki.example.com/runbooks/orders");
        SmsFormat.Text(SampleNotifications.Message(SampleNotifications.Storm()) with { AnswerUrl = Answer })
            .ShouldEndWith(Answer);
    }

    [Fact]
    public void The_sentence_comes_first_then_the_number_the_account_and_the_link() =>
        SmsFormat.Text(TypicalEvents.Message("cloudwatch-alarm/alarm")).ShouldBe(
            "ERROR orders-api errors: Orders fail for customers. Errors 41 (>5), prod, since 02:40 GMT, eu-west-1 " +
            "https://wiki.example.com/runbooks/orders-api");

    [Fact]
    public void A_notice_is_shown_even_beside_a_long_link()
    {
        var message = TypicalEvents.Message("cloudwatch-alarm/alarm") with
        {
            AnswerUrl = Answer,
            Note = "Rate limit 20/h reached. Further messages are dropped until 03:40 GMT; see inbox.",
        };
        SmsFormat.Text(message).ShouldContain(message.Note);
        SmsRules.Segments(SmsFormat.Text(message with { SmsSegments = 1 })).ShouldBe(2);
    }

    private static IEnumerable<Message> Messages(int segments) => EventCorpus.Cases
        .Select(TypicalEvents.Notification).OfType<Notification>()
        .Select(notification => new MessageWriter(TypicalEvents.Config).Write(notification) with
            { SmsSegments = segments });

    private static void ShouldHaveWholeLinks(string text, Message message)
    {
        var at = text.LastIndexOf("https://", StringComparison.Ordinal);
        if (at >= 0)
            message.Items.SelectMany(item => item.Links).Select(link => link.Url).ShouldContain(text[at..]);
    }
}
