using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Sms;

/// <summary>
/// A text message: severity, title, metric, time, region, account, link. Parts are added by importance, and a part that
/// would need a second segment is left out. With a link to acknowledge it, which never is, two segments are filled.
/// </summary>
internal sealed class SmsFormat : IChannelFormat
{
    public Payload Write(Message message) => new TextPayload(Text(message));

    public static string Text(Message message)
    {
        var head = Head(message);
        var kept = new bool[5];
        var item = message.Items[0];
        var isOne = message.Items.Count == 1 && message.More == 0;
        // In reading order.
        string?[] parts =
        [
            isOne && !message.IsResolved ? Plain(MeasurementText.Brief(item.Alert.Signal.Measurement), message) : null,
            // With several alerts, one alert's time would look like the time of all.
            isOne ? Plain(item.WhenShort, message) : null,
            Plain(item.Alert.Signal.Region, message),
            Plain(item.Alert.Signal.Account, message),
            Url(message),
        ];
        var most = message.AnswerUrl is null ? 1 : SmsText.MaxSegments;
        // In order of importance.
        foreach (var part in (ReadOnlySpan<int>)(message.AnswerUrl is null ? [0, 1, 4, 2, 3] : [4, 0, 1, 2, 3]))
        {
            if (string.IsNullOrEmpty(parts[part]))
                continue;
            kept[part] = true;
            kept[part] = SmsText.Segments(Join(head, parts, kept)) <= most;
        }
        return WithNote(Join(head, parts, kept), Plain(message.Note, message));
    }

    /// <summary>A rate limit or fallback notice may take a second segment, but not a third.</summary>
    private static string WithNote(string text, string? note)
    {
        if (string.IsNullOrEmpty(note))
            return text;
        var whole = $"{text}. {note}";
        for (var length = whole.Length; SmsText.Segments(whole) > SmsText.MaxSegments; length--)
            whole = TextCut.To(whole, length, "...");
        return whole;
    }

    /// <summary>Severity and title are always there; a long title is cut to one segment.</summary>
    private static string Head(Message message)
    {
        var word = message.Word;
        var title = Plain(TextCut.To(message.Title, 4 * SmsText.GsmSegment), message);
        var whole = $"{word} {title}";
        if (SmsText.FitsOne(whole))
            return whole;
        var most = Gsm7.CanEncode(whole) ? SmsText.GsmSegment : SmsText.UcsSegment;
        // The cut title may be GSM when the whole is not, and extension characters count twice, so try lengths.
        var length = most;
        while (!SmsText.FitsOne(whole))
            whole = TextCut.To($"{word} {title}", length--, "...");
        return whole;
    }

    private static string Join(string head, string?[] parts, bool[] kept)
    {
        var details = string.Join(", ", parts.Take(4).Where((_, i) => kept[i]));
        var text = details.Length > 0 ? $"{head}: {details}" : head;
        return kept[4] ? $"{text} {parts[4]}" : text;
    }

    private static string? Url(Message message)
    {
        if (message.AnswerUrl is { } answer)
            return answer;
        if (message.IsAllResolved || message.Items is not [{ Links: [.., _] links }])
            return null;
        // On a phone the alarm is more useful than the runbook.
        return (links.FirstOrDefault(link => !link.Text.Contains("runbook", StringComparison.OrdinalIgnoreCase))
            ?? links[0]).Url;
    }

    private static string? Plain(string? text, Message message) => text is null
        ? null
        : message.Defuser.Apply(Gsm7.Transliterate(TextCut.Clean(text.ReplaceLineEndings(" "))));
}
