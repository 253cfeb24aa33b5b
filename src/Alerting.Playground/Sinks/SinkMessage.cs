using Alerting.Fakes;

namespace Alerting.Playground.Sinks;

/// <summary>A message that a service accepted.</summary>
/// <param name="DeliveryId">Empty if unknown.</param>
internal sealed record SinkMessage(
    string DeliveryId, string Channel, Placement Placement, MessageSize Size, ReadOnlyMemory<byte> Body)
{
    /// <summary>Of an e-mail.</summary>
    public string? Html { get; init; }

    public string? Subject { get; init; }
}
