using System.Text;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Playground.Sinks;
using Alerting.Playground.Views;
using Alerting.Text;

namespace Alerting.Playground.Session;

/// <summary>The latest messages of each channel, as people would see them; the newest is last.</summary>
internal sealed class MessageBoard
{
    private const int MaxPerChannel = 100;

    /// <summary>The page fetches longer bodies on demand.</summary>
    private const int MaxInlineBody = 48 * 1024;

    private readonly List<Posted> _all = [];
    private int _count;

    public IEnumerable<MessageView> Since(long seq) =>
        _all.Where(posted => posted.Seq > seq).Select(posted => posted.View);

    public Posted? Find(string id) => _all.Find(posted => posted.View.Id == id);

    /// <summary>Adds a message, or replaces the one it edits.</summary>
    public void Post(SinkMessage message, Delivery delivery, DateTimeOffset now, long seq)
    {
        var view = View(message, delivery, now);
        if (message.Placement.EditOf is { } edited
            && _all.FindIndex(posted => IsOf(posted, message.Channel, edited)) is >= 0 and var at)
        {
            _all[at] = _all[at] with
            {
                Seq = seq,
                Payload = message.Body,
                Html = message.Html,
                View = view with
                    { Id = _all[at].View.Id, IsEdited = true, At = _all[at].View.At, ReplyTo = _all[at].View.ReplyTo },
            };
            return;
        }
        _all.Add(new Posted(seq, view, message.Body, message.Html));
        DropOldest(message.Channel);
    }

    private static bool IsOf(Posted posted, string channel, string serviceId) =>
        posted.View.Channel == channel && posted.View.ServiceId == serviceId;

    private MessageView View(SinkMessage message, Delivery delivery, DateTimeOffset now)
    {
        var notification = delivery.Notification;
        var isResolved = notification.IsResolved
            || notification is { Kind: NotificationKind.Digest, FiringCount: 0 };
        return new MessageView($"m{++_count}", message.Channel, notification.Receiver, delivery.Target.Display,
            notification.Kind.Name(), notification.Severity.Name(), isResolved, now,
            TextCut.To(notification.Alerts[0].Title, 300),
            TextCut.To(notification.Reason, 500), message.Subject, InlineBody(message),
            new SizeView(message.Size.Value, message.Size.Limit, message.Size.Unit, message.Size.Note))
        {
            ServiceId = message.Placement.MessageId,
            ReplyTo = message.Placement.ReplyTo,
            Person = RecipientName.Parse(notification.Receiver).Person,
        };
    }

    private static string? InlineBody(SinkMessage message) =>
        message.Channel != "email" && message.Body.Length <= MaxInlineBody
            ? Encoding.UTF8.GetString(message.Body.Span)
            : null;

    private void DropOldest(string channel)
    {
        if (_all.Count(posted => posted.View.Channel == channel) > MaxPerChannel)
            _all.RemoveAt(_all.FindIndex(posted => posted.View.Channel == channel));
    }

    /// <param name="Payload">As the service received it.</param>
    public sealed record Posted(long Seq, MessageView View, ReadOnlyMemory<byte> Payload, string? Html);
}
