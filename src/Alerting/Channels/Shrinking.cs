using System.Diagnostics.CodeAnalysis;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Makes a message smaller where it hurts least, step by step: samples, then what else is known, then the items after the
/// worst twelve, the reason, most of the description, the items after the worst three, the rest of the description. At
/// last title and numbers are cut to a line. Title, severity, time and first link stay.
/// </summary>
public static class Shrinking
{
    /// <summary>No channel shows more of one text than this, and to escape a megabyte at every step takes time.</summary>
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
        message => message.Items.Count == 1 ? message : EachItem(message, item => item with { Description = null, Trend = null }),
        message => Worst(message, 6),
        message => Worst(message, 3),
        message => EachItem(message, item => item with { Description = null, Links = [.. item.Links.Take(1)] }),
        message => Worst(message, 1),
        message => EachItem(message, item => item with { Title = Short(item.Title), Numbers = TextCut.To(item.Numbers, MaxShort), Trend = null }) with
        {
            Title = Short(message.Title),
            Note = TextCut.To(message.Note, MaxShort),
        },
    ];

    /// <summary>The message, then ever smaller forms of it.</summary>
    public static IEnumerable<Message> Of(Message message)
    {
        foreach (var step in Steps)
        {
            message = step(message);
            yield return message;
        }
    }

    /// <summary>The first form that fits, or null when none does.</summary>
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
    /// The message without what no channel can carry: control characters, lone surrogates, marks that turn the direction,
    /// line breaks in lines, and texts without end. Every channel begins with it.
    /// </summary>
    public static Message Tidy(Message message) => EachItem(Worst(message, MaxItems), Tidy) with
    {
        Title = Line(message.Title),
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
        Samples = [.. item.Samples.Take(10).Select(sample => Text(sample))],
        Facts = [.. item.Facts.Take(40).Select(fact => new Fact(TextCut.To(Line(fact.Name), 100), Line(fact.Value)))],
        Links = [.. item.Links.Take(10).Select(link => link with { Text = Label(link) })],
        Problems = [.. item.Problems.Take(10).Select(Line)],
    };

    /// <summary>A button needs a word on it.</summary>
    private static string Label(Link link) => TextCut.To(Line(link.Text), 60) is var text && !string.IsNullOrWhiteSpace(text) ? text : "Link";

    private static string Short(string text) => TextCut.To(text, MaxShort);

    private static string Line(string text) => TextCut.Clean(TextCut.To(text, MaxLine)).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();

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
