using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Alerting.Cli.Browser.Views;
using Alerting.Redaction;
using Microsoft.AspNetCore.Http;

namespace Alerting.Cli.Browser;

/// <summary>What the page gets and sends.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(NowView))]
[JsonSerializable(typeof(IncidentView))]
[JsonSerializable(typeof(AnswerRequest))]
[JsonSerializable(typeof(DoneView))]
[JsonSerializable(typeof(HistoryView))]
[JsonSerializable(typeof(SilencesView))]
[JsonSerializable(typeof(SilenceRequest))]
[JsonSerializable(typeof(PreviewView))]
[JsonSerializable(typeof(DeadView))]
[JsonSerializable(typeof(RedriveRequest))]
[JsonSerializable(typeof(WeekView))]
[JsonSerializable(typeof(OverrideRequest))]
[JsonSerializable(typeof(ConfigView))]
[JsonSerializable(typeof(WhereRequest))]
[JsonSerializable(typeof(WhereView))]
[JsonSerializable(typeof(WhyView))]
internal sealed partial class ConsoleJson : JsonSerializerContext
{
    /// <summary>Without a body if the page has the same already: it asks every few seconds.</summary>
    public static async Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..20]}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type) where T : class =>
        await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted)
        ?? throw new JsonException("null");

    /// <summary>Answers with a status and one sentence.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, new DoneView(Redactor.BuiltIn.ApplyToQuotes(sentence)), Default.DoneView);
    }
}
