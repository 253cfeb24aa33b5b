using Alerting.Notifications;

namespace Alerting.Channels.Sms;

/// <summary>
/// A text message: severity and title, the numbers, since when, where, a link. It is built from the most important part
/// on, and a part that would need a second segment is left out.
/// </summary>
public sealed class SmsFormat : IChannelFormat
{
    public string Channel => "sms";

    public string Name => "SMS";

    public ChannelCapabilities Capabilities { get; } = new();

    public Payload Format(Message message) => new TextPayload(Text(message));

    public static string Text(Message message)
    {
        var head = Head(message);
        var kept = new bool[5];
        var item = message.Items[0];
        var isOne = message.Items.Count == 1 && message.More == 0;
        // In the order they are read …
        string?[] parts =
        [
            isOne && !message.IsResolved ? Plain(MeasurementText.Brief(item.Alert.Signal.Measurement)) : null,
            // One time of several alerts would be taken for that of all.
            isOne ? Plain(item.WhenShort) : null,
            Plain(item.Alert.Signal.Region),
            Plain(item.Alert.Signal.Account),
            Url(message),
        ];
        // … and in the order they matter.
        foreach (var part in (ReadOnlySpan<int>)[0, 1, 4, 2, 3])
        {
            if (string.IsNullOrEmpty(parts[part]))
                continue;
            kept[part] = true;
            kept[part] = SmsText.FitsOne(Join(head, parts, kept));
        }
        return WithNote(Join(head, parts, kept), Plain(message.Note));
    }

    /// <summary>That a budget is used up, say, is worth a second segment, but no third.</summary>
    private static string WithNote(string text, string? note)
    {
        if (string.IsNullOrEmpty(note))
            return text;
        var whole = $"{text}. {note}";
        for (var length = whole.Length; SmsText.Segments(whole) > 2; length--)
            whole = TextCut.To(whole, length, "...");
        return whole;
    }

    /// <summary>Severity and title always stand; a title longer than a segment is cut to it.</summary>
    private static string Head(Message message)
    {
        var word = message.Word;
        var title = Plain(TextCut.To(message.Title, 4 * SmsText.GsmSegment));
        var whole = $"{word} {title}";
        if (SmsText.FitsOne(whole))
            return whole;
        var most = Gsm7.CanEncode(whole) ? SmsText.GsmSegment : SmsText.UcsSegment;
        // Half a title that is not GSM may be all GSM, and characters of the extension table count twice, so the length that fits is found by trying.
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
        if (message.IsOver || message.Items is not [{ Links: [.., _] links }])
            return null;
        // The runbook is for a desk; at night the alarm itself comes first.
        return (links.FirstOrDefault(link => link.Text != "Runbook") ?? links[0]).Url;
    }

    private static string? Plain(string? text) =>
        text is null ? null : Gsm7.Transliterate(TextCut.Clean(text.ReplaceLineEndings(" ")));
}
