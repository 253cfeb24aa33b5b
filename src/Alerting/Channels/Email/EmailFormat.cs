using System.Text;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Email;

/// <summary>An e-mail as text and HTML.</summary>
/// <remarks>
/// SES accepts 40 MB (https://docs.aws.amazon.com/ses/latest/dg/quotas.html), but Gmail clips HTML at about 102 KB, so
/// the HTML stays below that.
/// </remarks>
internal sealed class EmailFormat : IChannelFormat
{
    public const int MaxHtmlBytes = 100 * 1024;
    private const int MaxSubject = 200;

    public Payload Write(Message message)
    {
        message = Shrinking.Tidy(message);
        var subject = Subject(message);
        return Shrinking.Fit(message,
            smaller => new EmailPayload(subject, PlainText.Of(smaller), EmailHtml.Of(smaller)), Fits)
            ?? LastResort(subject, ChatText.LastResort(message, 1000));
    }

    private static bool Fits(EmailPayload mail) =>
        mail.Html.Length <= MaxHtmlBytes / 4 || Encoding.UTF8.GetByteCount(mail.Html) <= MaxHtmlBytes;

    private static EmailPayload LastResort(string subject, string text) =>
        new(subject, text, EmailHtml.LastResort(text));

    /// <summary>One line: a line break would let alert text add headers.</summary>
    private static string Subject(Message message)
    {
        var title = message.OwnTitle ?? $"[{message.Word}] {message.Headline}";
        var line = TextCut.Clean(title.ReplaceLineEndings(" ").Replace('\t', ' '));
        return TextCut.To(line, MaxSubject);
    }
}
