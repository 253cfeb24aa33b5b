using Alerting.Notifications;

namespace Alerting.Channels.Sms;

/// <summary>
/// A text message: severity and title, a sentence, the number, the account, the link. Parts are added by importance, and
/// a part that would need a segment too many is left out. Severity, title and a link to answer are always there.
/// </summary>
internal sealed class SmsFormat : IChannelFormat
{
    private const int LeastTitle = 30;
    private const int LeastNote = 40;

    public Payload Write(Message message) => new TextPayload(Text(message));

    public static string Text(Message message)
    {
        var most = message.SmsSegments;
        var isOwn = (message.OwnSms ?? message.OwnTitle) is not null;
        var draft = new SmsDraft(isOwn ? "" : message.Word, "") { Link = message.AnswerUrl };
        // A long link may leave too little room in one segment, and a person has to be able to answer.
        while (!(draft with { Title = new string('x', LeastTitle) }).Fits(most))
            most++;
        draft = draft.Cut(SmsParts.Title(message), 0, most, (now, title) => now with { Title = SmsParts.Whole(title) });
        if (SmsParts.Plain(message.Note, message) is { Length: > 0 } note)
            draft = WithNote(draft, note, Math.Max(most, SmsText.LeastForNotes));
        if (message.OwnSms is not null)
            return draft.ToString();
        foreach (var more in SmsParts.ByImportance(message))
        {
            if (more(draft) is var longer && longer.Fits(most))
                draft = longer;
        }
        var paid = SmsText.Segments(draft.ToString());
        foreach (var more in SmsParts.Fillers(message))
        {
            if (more(draft) is var longer && longer.Fits(paid))
                draft = longer;
        }
        return draft.ToString();
    }

    /// <summary>What was dropped must be known, even if the title gets shorter for it.</summary>
    private static SmsDraft WithNote(SmsDraft draft, string note, int segments)
    {
        var noted = draft.Cut(note, LeastNote, segments, (now, text) => now with { Note = text });
        return noted.Cut(draft.Title, LeastTitle, segments, (now, title) => now with { Title = title });
    }
}
