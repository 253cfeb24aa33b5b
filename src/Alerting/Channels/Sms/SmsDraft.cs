using Alerting.Text;

namespace Alerting.Channels.Sms;

/// <summary>The parts of a text message, in reading order. All are GSM.</summary>
/// <param name="Word">Empty where a template's text stands for it.</param>
internal sealed record SmsDraft(string Word, string Title)
{
    /// <summary>What a person wrote about it.</summary>
    public string? Sentence { get; init; }

    public string? Numbers { get; init; }

    public string? Place { get; init; }

    public string? When { get; init; }

    public string? Region { get; init; }

    public string? Account { get; init; }

    /// <summary>What people call the incident.</summary>
    public string? Code { get; init; }

    /// <summary>A rate limit or fallback notice.</summary>
    public string? Note { get; init; }

    /// <summary>Whole or not at all: half a link leads nowhere.</summary>
    public string? Link { get; init; }

    public bool Fits(int segments) => SmsText.Segments(ToString()) <= segments;

    /// <summary>With the longest beginning of a text that fits.</summary>
    public SmsDraft Cut(string text, int least, int segments, Func<SmsDraft, string, SmsDraft> with)
    {
        var draft = with(this, text);
        for (var length = text.Length - 1; !draft.Fits(segments) && length >= least; length--)
            draft = with(this, TextCut.AtWord(text, length, "..."));
        return draft;
    }

    /// <summary>Whether it ends in a time, and needs a colon: <c>RESOLVED after 25 min: orders-api errors</c>.</summary>
    public static bool IsTimed(string word) => word.Length > 0 && char.IsAsciiLetterLower(word[^1]);

    public override string ToString()
    {
        var isTimed = IsTimed(Word);
        var head = Word.Length == 0 ? Title : isTimed ? $"{Word}: {Title}" : $"{Word} {Title}";
        var details = string.Join(", ",
            new[] { Numbers, Place, When, Region, Account, Code }.Where(part => !string.IsNullOrEmpty(part)));
        // Many titles have a colon of their own.
        var gap = Title.Contains(": ", StringComparison.Ordinal) ? " - " : ": ";
        var text = Sentence is null
            ? Joined(head, isTimed ? ", " : gap, details)
            : Joined($"{head}{(isTimed ? ". " : gap)}{Sentence}", " ", Begun(details));
        return Joined(Joined(text, ". ", Note), " ", Link);
    }

    /// <summary>After a full stop; a name stays as it is.</summary>
    private static string Begun(string details) =>
        details.StartsWith("since ", StringComparison.Ordinal) ? "S" + details[1..] : details;

    private static string Joined(string text, string gap, string? more) =>
        string.IsNullOrEmpty(more) ? text : text + gap + more;
}
