using System.Text;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;
using Alerting.Playground.Sinks;
using Alerting.Playground.Views;

namespace Alerting.Playground.Session;

/// <summary>What people would see by now, channel by channel, the newest last; older ones are forgotten.</summary>
public sealed class MessageBoard
{
    private const int MostOfOne = 100;

    /// <summary>Longer ones are fetched when somebody looks at them.</summary>
    private const int MostAlong = 48 * 1024;

    private readonly List<Posted> _all = [];
    private int _count;

    public IEnumerable<MessageView> Since(long seq) => _all.Where(posted => posted.Seq > seq).Select(posted => posted.View);

    public Posted? Find(string id) => _all.Find(posted => posted.View.Id == id);

    /// <summary>Puts a message up, or in place of the one it edits.</summary>
    public void Post(Arrival arrival, Delivery delivery, DateTimeOffset now, long seq)
    {
        var view = View(arrival, delivery, now);
        if (arrival.Placement.EditOf is { } edited && _all.FindIndex(posted => IsOf(posted, arrival.Channel, edited)) is >= 0 and var at)
        {
            _all[at] = _all[at] with
            {
                Seq = seq,
                Payload = arrival.Body,
                Html = arrival.Html,
                View = view with { Id = _all[at].View.Id, IsEdited = true, At = _all[at].View.At, ReplyTo = _all[at].View.ReplyTo },
            };
            return;
        }
        _all.Add(new Posted(seq, view, arrival.Body, arrival.Html));
        Forget(arrival.Channel);
    }

    private static bool IsOf(Posted posted, string channel, string serviceId) =>
        posted.View.Channel == channel && posted.View.ServiceId == serviceId;

    private MessageView View(Arrival arrival, Delivery delivery, DateTimeOffset now)
    {
        var notification = delivery.Notification;
        var isOver = notification.IsResolved || notification is { Kind: NotificationKind.Digest } && notification.Alerts.All(alert => !alert.IsFiring);
        return new MessageView($"m{++_count}", arrival.Channel, notification.Receiver, delivery.Target.Display, notification.Kind.Name(),
            notification.Severity.Name(), isOver, now, TextCut.To(notification.Alerts[0].Title, 300), TextCut.To(notification.Reason, 500), arrival.Subject,
            Along(arrival), new SizeView(arrival.Size.Value, arrival.Size.Limit, arrival.Size.Unit, arrival.Size.Note))
        {
            ServiceId = arrival.Placement.MessageId,
            ReplyTo = arrival.Placement.ReplyTo,
        };
    }

    private static string? Along(Arrival arrival) =>
        arrival.Channel != "email" && arrival.Body.Length <= MostAlong ? Encoding.UTF8.GetString(arrival.Body.Span) : null;

    private void Forget(string channel)
    {
        if (_all.Count(posted => posted.View.Channel == channel) > MostOfOne)
            _all.RemoveAt(_all.FindIndex(posted => posted.View.Channel == channel));
    }

    /// <summary>A message as it is shown, and as it came.</summary>
    public sealed record Posted(long Seq, MessageView View, ReadOnlyMemory<byte> Payload, string? Html);
}
