using Microsoft.Extensions.Primitives;

namespace Alerting.Playground.Sinks;

public sealed record SinkRequest(
    string Method, string Path, string Query, IReadOnlyDictionary<string, StringValues> Headers, ReadOnlyMemory<byte> Body)
{
    public string DeliveryId => Header("X-Request-Id") ?? "";

    public string? Header(string name) =>
        Headers.TryGetValue(name, out var value) && value.Count > 0 ? value[0] : null;
}
