using System.Text;
using Alerting.Notifications;

namespace Alerting.Channels.Email;

/// <summary>An e-mail: one subject, and the same message as text and as HTML.</summary>
/// <remarks>
/// SES takes up to 40 MB, but Gmail clips HTML at about 102 KB, and what is clipped is not read; so the HTML stays below.
/// </remarks>
public sealed class EmailFormat : IChannelFormat
{
    public const int MaxHtmlBytes = 100 * 1024;
    private const int MaxSubject = 200;

    public string Channel => "email";

    public Payload Format(Message message)
    {
        var subject = Subject(message);
        foreach (var smaller in Shrinking.Of(message))
        {
            var html = EmailHtml.Of(smaller);
            if (html.Length <= MaxHtmlBytes / 4 || Encoding.UTF8.GetByteCount(html) <= MaxHtmlBytes)
                return new EmailPayload(subject, PlainText.Of(smaller), html);
        }
        var headline = TextCut.To(PlainText.Headline(message), 1000);
        return new EmailPayload(subject, headline, EmailHtml.LastResort(headline));
    }

    /// <summary>One line: a line break in a subject would begin a header of the sender's choice.</summary>
    private static string Subject(Message message)
    {
        var line = TextCut.Clean($"[{message.Word}] {message.Title}".ReplaceLineEndings(" ").Replace('\t', ' '));
        return TextCut.To(line, MaxSubject);
    }
}
