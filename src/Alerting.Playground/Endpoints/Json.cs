using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Alerting.Playground.Endpoints;

internal static class Json
{
    public static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }

    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type) where T : class =>
        await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted)
        ?? throw new JsonException("null");

    public static bool IsBlank(ReadOnlyMemory<byte> body) => body.Span.Trim(" \r\n\t"u8).IsEmpty;

    /// <summary>The whole body, limited by Kestrel's MaxRequestBodySize.</summary>
    public static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }
}
