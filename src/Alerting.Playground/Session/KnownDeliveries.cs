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

    /// <summary>
    /// Keeps what is sent now: a message that is late is written anew. Not the deliveries of others, which the page
    /// does not show.
    /// </summary>
    public void Sending(Delivery delivery)
    {
        if (_byId.TryGetValue(delivery.Id, out var known))
            _byId.TryUpdate(delivery.Id, delivery, known);
    }

    public Delivery? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// The id of the delivery with this text: SNS requests have no id, so text and topic messages are matched by address
    /// and text. Empty for none.
    /// </summary>
    public string FindByText(string address, string message) =>
        _byId.Values.FirstOrDefault(delivery => delivery.Target.Channel is "sms" or "sns"
            && (delivery.Target.Address.HasSecret || delivery.Target.Address.ToString() == address)
            && Text(delivery.Payload) == message)?.Id ?? "";

    private static string Text(Payload payload) => payload is SnsPayload topic ? topic.MessageJson : payload.ToString();
}
