namespace Alerting.Channels;

/// <param name="Body">JSON in UTF-8.</param>
public sealed record HttpCall(HttpMethod Method, string Url, ReadOnlyMemory<byte> Body)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether the delivery succeeds even if this call fails: the message to edit may be deleted.</summary>
    public bool IsOptional { get; init; }

    public static HttpCall Post(string url, ReadOnlyMemory<byte> body, params (string, string)[] headers) =>
        new(HttpMethod.Post, url, body) { Headers = headers };
}
