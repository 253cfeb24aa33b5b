using System.Text;
using System.Text.Json;
using Alerting.Sources.Wrapping;

namespace Alerting.Sources.Webhooks;

/// <summary>A web request from a Lambda Function URL, API Gateway, a load balancer or another server.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads,
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
/// </remarks>
public sealed record WebhookRequest
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>What follows the question mark; empty for none.</summary>
    public string Query { get; init; } = "";

    /// <summary>Names ignore case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Exactly as sent, because the signature covers these bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>A retried request has a new id.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the body was declared as base64 but is not.</summary>
    public bool IsBodyBroken { get; init; }

    /// <summary>Null if the event is not a web request.</summary>
    public static WebhookRequest? FromFunctionUrl(ReadOnlyMemory<byte> lambdaEvent) =>
        JsonBody.TryParse(Encoding.UTF8.GetString(lambdaEvent.Span), out var json, out _)
            ? FromFunctionUrl(json)
            : null;

    internal static WebhookRequest? FromFunctionUrl(EventJson json)
    {
        var context = json.Child("requestContext");
        var http = context.Child("http");
        if ((http.Text("method") ?? (context.ValueKind == JsonValueKind.Object ? json.Text("httpMethod") : null))
            is not { } method)
        {
            return null;
        }
        var body = Decode(json.Text("body") ?? "", json.Text("isBase64Encoded") == "true");
        return new WebhookRequest
        {
            Method = method,
            Path = WithoutStage(json.Text("rawPath") ?? http.Text("path") ?? json.Text("path") ?? "/",
                context.Text("stage")),
            Query = json.Text("rawQueryString") ?? "",
            Headers = HeadersOf(json),
            Body = body ?? [],
            Id = context.Text("requestId"),
            IsBodyBroken = body is null,
        };
    }

    public EventMessage Message()
    {
        var text = JsonBody.WithoutByteOrderMark(Encoding.UTF8.GetString(Body.Span));
        var isJson = text.AsSpan().TrimStart() is ['{' or '[', ..];
        if (!isJson && (FormBody.IsForm(Headers.GetValueOrDefault("content-type")) || FormBody.LooksLikeForm(text)))
            text = FormBody.ToJson(text) ?? text;
        else if (!isJson)
            text = HtmlText.Plain(JsonBody.Unquoted(text));
        _ = JsonBody.TryParse(text, out var json, out var problem);
        string?[] problems = [problem, EventEnvelope.EncodingProblem(Body.Span)];
        // An SNS topic may also post to the URL.
        if (EventEnvelope.IsSns(json))
        {
            var notification = EventEnvelope.OpenSns(json);
            return notification with { Problems = [.. notification.Problems, .. problems.OfType<string>()] };
        }
        if (PubSubPush.Open(json) is { } pushed)
        {
            return pushed with
            {
                Transport = EventTransport.Webhook,
                Origin = Path,
                Attributes = pushed.Attributes.Count > 0 ? pushed.Attributes : Headers,
            };
        }
        return new EventMessage
        {
            Text = text,
            Json = json,
            Transport = EventTransport.Webhook,
            Origin = Path,
            Attributes = Headers,
            Delivery = Id,
            Problems = [.. problems.OfType<string>()],
        };
    }

    /// <summary>API Gateway's HTTP APIs put the stage in front: <c>/prod/events</c>.</summary>
    private static string WithoutStage(string path, string? stage) =>
        stage is not null && path.StartsWith($"/{stage}/", StringComparison.Ordinal)
            ? path[(stage.Length + 1)..]
            : path;

    private static Dictionary<string, string> HeadersOf(EventJson json)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in json.Get("multiValueHeaders") is { ValueKind: JsonValueKind.Object } several
            ? several.EnumerateObject() : [])
        {
            if (values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0)
                headers[name] = values.EnumerateArray().Last().Scalar() ?? "";
        }
        foreach (var (name, value) in json.Pairs("headers"))
            headers[name] = value;
        return headers;
    }

    private static byte[]? Decode(string body, bool isBase64)
    {
        if (!isBase64)
            return Encoding.UTF8.GetBytes(body);
        var bytes = new byte[body.Length];
        return Convert.TryFromBase64String(body, bytes, out var length) ? bytes[..length] : null;
    }
}
