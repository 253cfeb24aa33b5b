using System.Diagnostics.CodeAnalysis;
using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels;

/// <summary>
/// Makes a message smaller, least important parts first: samples, facts, items after the worst twelve, the source's reason,
/// most of the description, items after the worst three, the rest of the description. Last, title and numbers are cut
/// to a line. Title, severity, time and first link always stay.
/// </summary>
internal static class Shrinking
{
    /// <summary>More than any channel shows of one text. Escaping a megabyte at every step would be slow.</summary>
    private const int MaxText = 32_000;
    private const int MaxLine = 1_000;
    private const int MaxShort = 200;
    private const int MaxItems = 200;

    private static readonly Func<Message, Message>[] Steps =
    [
        Tidy,
        message => EachItem(message, item => item with { Samples = [.. item.Samples.Take(1)] }),
        message => EachItem(message, item => item with { Samples = [] }),
        message => EachItem(message, item => item with { Facts = [.. item.Facts.Take(3)] }),
        message => Worst(message, 12),
        message => EachItem(message, item => item with { Summary = null, Problems = [] }),
        message => EachItem(message, item => item with { Description = TextCut.To(item.Description, 300), Facts = [] }),
        message => message.Items.Count == 1
            ? message
            : EachItem(message, item => item with { Description = null, Trend = null }),
        message => Worst(message, 6),
        message => Worst(message, 3),
        message => EachItem(message, item => item with { Description = null, Links = [.. item.Links.Take(1)] }),
        message => Worst(message, 1),
        message => EachItem(message, item =>
            item with { Title = Short(item.Title), Numbers = TextCut.To(item.Numbers, MaxShort), Trend = null }) with
        {
            Title = Short(message.Title),
            OwnTitle = TextCut.To(message.OwnTitle, MaxShort),
            Note = TextCut.To(message.Note, MaxShort),
        },
    ];

    /// <summary>A template's text is cut from its end. Its room is that of the channels, from e-mail to Telegram.</summary>
    private static readonly Func<Message, Message>[] OwnTextSteps =
    [
        Tidy,
        .. new[] { 12_000, 7_000, 3_500, 1_500, 600, MaxShort }.Select(length => (Func<Message, Message>)(message =>
            EachItem(message, item => item with { Text = TextCut.To(item.Text, length) }))),
        Steps[^1],
    ];

    /// <summary>The message, then smaller and smaller versions.</summary>
    public static IEnumerable<Message> Of(Message message)
    {
        foreach (var step in message.Items.Any(item => item.Text is not null) ? OwnTextSteps : Steps)
        {
            message = step(message);
            yield return message;
        }
    }

    /// <summary>The largest version that fits, or null.</summary>
    public static T? Fit<T>(Message message, Func<Message, T> write, Predicate<T> fits)
        where T : class
    {
        foreach (var smaller in Of(message))
        {
            var written = write(smaller);
            if (fits(written))
                return written;
        }
        return null;
    }

    /// <summary>
    /// Removes what no channel can carry: control characters, lone surrogates, direction marks, line breaks in one-line
    /// texts, and overlong texts. Every channel starts with this.
    /// </summary>
    public static Message Tidy(Message message) => EachItem(Worst(message, MaxItems), Tidy) with
    {
        Title = Line(message.Title),
        OwnTitle = message.OwnTitle is { } own ? Line(own) : null,
        Note = message.Note is { } note ? Line(note) : null,
        Route = Line(message.Route),
        Reason = Line(message.Reason),
    };

    private static MessageItem Tidy(MessageItem item) => item with
    {
        Title = Line(item.Title),
        Numbers = item.Numbers is { } numbers ? Line(numbers) : null,
        Trend = item.Trend is { } trend ? Line(trend) : null,
        Description = Text(item.Description),
        Summary = Text(item.Summary),
        Text = Text(item.Text),
        Samples = [.. item.Samples.Take(10).Select(sample => Text(sample))],
        Facts = [.. item.Facts.Take(40).Select(fact => new Fact(TextCut.To(Line(fact.Name), 100), Line(fact.Value)))],
        Links = [.. item.Links.Take(10).Select(link => link with { Text = Label(link) })],
        Problems = [.. item.Problems.Take(10).Select(Line)],
    };

    /// <summary>Services refuse buttons without text.</summary>
    private static string Label(Link link) =>
        TextCut.To(Line(link.Text), 60) is var text && !string.IsNullOrWhiteSpace(text) ? text : "Link";

    private static string Short(string text) => TextCut.To(text, MaxShort);

    private static string Line(string text) =>
        TextCut.Clean(TextCut.To(text, MaxLine)).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Text(string? text) => text is null ? null : TextCut.Clean(TextCut.To(text, MaxText)).Trim();

    private static Message EachItem(Message message, Func<MessageItem, MessageItem> change) =>
        message with { Items = [.. message.Items.Select(change)] };

    private static Message Worst(Message message, int count) => message.Items.Count <= count ? message : message with
    {
        Items = [.. message.Items.Take(count)],
        More = message.More + message.Items.Count - count,
    };
}
