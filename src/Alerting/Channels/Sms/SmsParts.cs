using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Sms;

/// <summary>The parts that a text message may have.</summary>
internal static class SmsParts
{
    private const int LongestTitle = 4 * SmsText.GsmSegment;
    private const int LongestSentence = 110;

    /// <summary>A longer link would take a segment of its own.</summary>
    private const int LongestLink = 150;

    private const string Cut = "...";

    public static string Title(Message message)
    {
        if (message.OwnSms is { } own)
            return TextCut.To(own, LongestTitle, Cut);
        if (message.OwnTitle is { } ownTitle)
            return Plain(TextCut.To(ownTitle, LongestTitle), message);
        var title = Plain(TextCut.To(message.Title, LongestTitle), message);
        if (title.AsSpan().ContainsAnyInRange('0', '9') || title.AsSpan().ContainsAnyInRange('A', 'z'))
            return title;
        // Its letters are not in the alphabet of text messages.
        var signal = message.Items[0].Alert.Signal;
        return Plain(signal.Service ?? signal.Measurement?.Metric ?? signal.Source, message);
    }

    /// <summary>A cut text without half a link at its end: it leads nowhere.</summary>
    public static string Whole(string text)
    {
        var last = text.LastIndexOf(' ') + 1;
        return text.EndsWith(Cut, StringComparison.Ordinal) && text.IndexOf("://", last, StringComparison.Ordinal) >= 0
            ? text[..last].TrimEnd() + Cut : text;
    }

    /// <summary>What a further segment is paid for, the most important first.</summary>
    public static IEnumerable<Func<SmsDraft, SmsDraft>> ByImportance(Message message)
    {
        var item = message.Items[0];
        // With several alerts, one alert's number or time would look like those of all.
        var isOne = message.Items.Count == 1 && message.More == 0;
        if (isOne)
            yield return draft => draft with { Numbers = Plain(ItemText.Brief(item), message) };
        yield return draft => draft with { Place = Plain(message.Place, message) };
        if (isOne && item.Alert.Signal.NoDataSince is not null)
            yield return draft => draft with { When = Plain(item.WhenShort, message) };
        if (isOne && Sentence(item, message) is { } sentence)
            yield return draft => draft with { Sentence = sentence };
        if (Link(message) is { } link)
            yield return draft => draft with { Link = link };
    }

    /// <summary>What stands in the room that is left.</summary>
    public static IEnumerable<Func<SmsDraft, SmsDraft>> Fillers(Message message)
    {
        if (message.Code is { } code)
            yield return draft => draft with { Code = code };
        if (message.Items is not [var item] || message.More > 0)
        {
            if (First(message) is { } first)
                yield return draft => draft with { When = Plain(When(first), message) };
            if (message.Items[0].Alert.Signal.Region is { } region && message is { More: 0, IsAllResolved: false }
                && message.Items.All(each => each.Alert.Signal.Region == region))
            {
                yield return draft => draft with { Region = Plain(region, message) };
            }
            yield break;
        }
        if (!SmsDraft.IsTimed(message.Word))
            yield return draft => draft with { When = Plain(When(item), message) };
        if (message.IsAllResolved)
            yield break;
        yield return draft => draft with { Region = Plain(item.Alert.Signal.Region, message) };
        if (message.Place is null)
            yield return draft => draft with { Account = Plain(Number(item, message), message) };
    }

    /// <summary>Replaces what the alphabet lacks, then defuses links that this made.</summary>
    public static string Plain(string? text, Message message) => text is null ? "" :
        message.Defuser.Apply(Gsm7.Transliterate(TextCut.Clean(text.ReplaceLineEndings(" ")))).Trim();

    /// <summary>
    /// Of several alerts the one that began first; null if not all are known, none fires, or they have been held.
    /// </summary>
    private static MessageItem? First(Message message)
    {
        MessageItem? first = null;
        foreach (var item in message.More > 0 || message.Kind == NotificationKind.Digest ? [] : message.Items)
        {
            if (item.Alert is { IsFiring: true, StartsAt: { } start } && !(first?.Alert.StartsAt <= start))
                first = item;
        }
        return first;
    }

    /// <summary>The first words say that data is missing.</summary>
    private static string When(MessageItem item) => item.Alert.Signal.HasNoData
        ? item.WhenShort.Replace("no data since", "since", StringComparison.Ordinal) : item.WhenShort;

    /// <summary>The beginning of the description, or of the reason, if it says more than the title.</summary>
    private static string? Sentence(MessageItem item, Message message)
    {
        // The reason begins with the whole title if that was cut.
        var reason = NotificationTitle.IsCut(item.Alert) ? null : item.Cause;
        if (message.IsAllResolved || (item.About ?? reason) is not { } text)
            return null;
        var line = Plain(FirstSentence(TextCut.Clean(text).Trim()), message);
        if (line.Length == 0 || message.Title.Contains(line.TrimEnd('.'), StringComparison.OrdinalIgnoreCase))
            return null;
        line = TextCut.AtWord(line, LongestSentence, "...");
        return char.IsPunctuation(line[^1]) ? line : line + ".";
    }

    private static string FirstSentence(string text)
    {
        var line = text.AsSpan().IndexOf('\n') is var end and >= 0 ? text[..end] : text;
        for (var at = 0; (at = line.IndexOfAny(['.', '!', '?'], at)) >= 0; at++)
        {
            if (at + 1 == line.Length || line[at + 1] == ' ')
                return line[..(at + 1)];
        }
        return line;
    }

    /// <summary>A number has a name, or is the only way to tell accounts apart.</summary>
    private static string? Number(MessageItem item, Message message) =>
        message.Place is null && item.Alert.Signal.Account is { } number ? "account " + number : null;

    /// <summary>The runbook if it is short, because it says what to do; else the first link.</summary>
    private static string? Link(Message message)
    {
        if (message.AnswerUrl is not null || message.IsAllResolved)
            return null;
        var links = message.Items.SelectMany(item => item.Links)
            .Where(link => link.Url.Length <= LongestLink).ToArray();
        return links.Length == 0 ? null : links[0].Url;
    }
}
