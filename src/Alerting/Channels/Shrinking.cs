using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Makes a message smaller where it hurts least, step by step: samples, then what else is known, then the items after
/// the worst ten, the reason, the items after the worst three, the description. Title, severity, time and first link stay.
/// </summary>
public static class Shrinking
{
    private static readonly Func<Message, Message>[] Steps =
    [
        message => message,
        message => EachItem(message, item => item with { Samples = [.. item.Samples.Take(1)] }),
        message => EachItem(message, item => item with { Samples = [] }),
        message => EachItem(message, item => item with { Facts = [.. item.Facts.Take(3)] }),
        message => Worst(message, 10),
        message => EachItem(message, item => item with { Summary = null, Problems = [] }),
        message => Worst(message, 3),
        message => EachItem(message, item => item with { Description = TextCut.To(item.Description, 300), Facts = [] }),
        message => EachItem(message, item => item with { Description = null, Links = [.. item.Links.Take(1)] }),
        message => Worst(message, 1),
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

    private static Message EachItem(Message message, Func<MessageItem, MessageItem> change) =>
        message with { Items = [.. message.Items.Select(change)] };

    private static Message Worst(Message message, int count) => message.Items.Count <= count ? message : message with
    {
        Items = [.. message.Items.Take(count)],
        More = message.More + message.Items.Count - count,
    };
}
