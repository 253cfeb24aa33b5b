namespace Alerting.Channels;

/// <param name="Body">JSON in UTF-8.</param>
internal sealed record HttpCall(HttpMethod Method, string Url, ReadOnlyMemory<byte> Body)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether the delivery succeeds even if this call fails.</summary>
    public bool IsOptional { get; init; }

    public static HttpCall Post(string url, ReadOnlyMemory<byte> body, params (string, string)[] headers) =>
        new(HttpMethod.Post, url, body) { Headers = headers };

    /// <summary>Posts a JSON payload as it is.</summary>
    public static HttpCall Post(string url, Payload payload, params (string, string)[] headers) =>
        Post(url, ((JsonPayload)payload).Utf8, headers);

    /// <summary>Edits the incident's first message, which may be deleted by now, then posts the new one.</summary>
    /// <param name="edit">Null when nothing can or should be edited.</param>
    public static IReadOnlyList<HttpCall> EditAndPost(HttpCall? edit, HttpCall post) =>
        edit is null ? [post] : [edit with { IsOptional = true }, post];
}
