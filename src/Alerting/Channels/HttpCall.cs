namespace Alerting.Channels;

/// <summary>One request to a web service.</summary>
/// <param name="Body">JSON in UTF-8.</param>
public sealed record HttpCall(HttpMethod Method, string Url, ReadOnlyMemory<byte> Body)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether the delivery counts as made though this fails: an older message may be gone that should be edited.</summary>
    public bool IsOptional { get; init; }

    public static HttpCall Post(string url, ReadOnlyMemory<byte> body, params (string, string)[] headers) =>
        new(HttpMethod.Post, url, body) { Headers = headers };
}
