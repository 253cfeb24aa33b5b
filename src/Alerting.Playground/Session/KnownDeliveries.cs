using System.Collections.Concurrent;
using Alerting.Channels;
using Alerting.Channels.Sns;

namespace Alerting.Playground.Session;

/// <summary>The latest deliveries, by which the messages that a service receives are recognised. Thread-safe.</summary>
internal sealed class KnownDeliveries
{
    private const int Max = 5000;

    private readonly ConcurrentDictionary<string, Delivery> _byId = new(StringComparer.Ordinal);

    public void Add(Delivery delivery)
    {
        if (_byId.Count >= Max)
            _byId.Clear();
        _byId[delivery.Id] = delivery;
    }

    public Delivery? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// The id of the delivery with this text: SNS requests have no id, so text and topic messages are matched by address
    /// and text. A message delivered late is written anew when it is sent, so it is the newest to the address. Empty for
    /// none.
    /// </summary>
    public string FindByText(string address, string message)
    {
        Delivery[] there = [.. _byId.Values.Where(delivery => delivery.Target.Channel is "sms" or "sns"
            && (delivery.Target.Address.HasSecret || delivery.Target.Address.ToString() == address))];
        return (Array.Find(there, delivery => Text(delivery.Payload) == message)
            ?? there.MaxBy(delivery => delivery.Notification.At))?.Id ?? "";
    }

    private static string Text(Payload payload) => payload is SnsPayload topic ? topic.MessageJson : payload.ToString();
}
