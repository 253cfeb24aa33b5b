using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.Webhooks;

/// <summary>
/// Takes in a web request or says in one sentence why not. Alertmanager gives up on 4xx and tries again on 5xx, so a
/// 4xx is only for what will never be right.
/// </summary>
public sealed class WebhookIntake(WebhookAuthentication authentication)
{
    public const int MaxBytes = 1024 * 1024;

    public const string AlertmanagerPath = "/alertmanager";
    public const string GrafanaPath = "/grafana";
    public const string EventsPath = "/events";

    public WebhookDecision Take(WebhookRequest request, DateTimeOffset now) =>
        Decide(request, authentication.Refusal(request, now));

    /// <summary>
    /// The answer as far as it can be told without the secrets: a token or signature that is there is taken to be right.
    /// </summary>
    public static WebhookDecision Preview(WebhookRequest request) =>
        Decide(request, WebhookAuthentication.Lacking(request));

    private static WebhookDecision Decide(WebhookRequest request, string? unauthorized)
    {
        if (request.Body.Length > MaxBytes)
            return Refuse(413, $"The body has {request.Body.Length} bytes; at most {MaxBytes} are taken in.");
        if (unauthorized is not null)
            return Refuse(401, unauthorized);
        var path = request.Path.TrimEnd('/');
        if (path is not (AlertmanagerPath or GrafanaPath or EventsPath))
            return Refuse(404,
                $"There is nothing at this path; post to {AlertmanagerPath}, {GrafanaPath} or {EventsPath}.");
        if (request.Method is not ("POST" or "PUT"))
            return Refuse(405, "Alerts are posted: use POST.");
        if (request.IsBodyBroken)
            return Refuse(400, "The body is said to be base64 but is not.");
        return request.Body.IsEmpty ? Refuse(400, "The body is empty.") : Read(request, path);
    }

    private static WebhookDecision Read(WebhookRequest request, string path)
    {
        var message = (request with { Path = path }).Message();
        if (message.Json.ValueKind == JsonValueKind.Undefined)
        {
            return Refuse(400, message.Text.AsSpan().TrimStart() is ['{' or '[', ..]
                ? $"The body is not JSON: it {JsonBody.Break(message.Text)}."
                : "The body is not a JSON object or array.");
        }
        if (path != EventsPath && message.Json.Child("alerts").ValueKind != JsonValueKind.Array)
            return Refuse(400, "The body is JSON but has no list \"alerts\", as Alertmanager and Grafana send it.");
        // Through the front door, so that a body of another kind is still read as what it is.
        var reading = EventReader.ReadMessage(message);
        var taken = reading.Signals.Count;
        return new WebhookDecision(202, taken == 1
            ? "1 alert was taken in."
            : $"{taken} alerts were taken in.", reading.Signals);
    }

    private static WebhookDecision Refuse(int status, string sentence) => new(status, sentence, []);
}

/// <summary>The answer to a web request: status, one sentence, and what was read.</summary>
public sealed record WebhookDecision(int StatusCode, string Sentence, IReadOnlyList<Signal> Signals)
{
    public bool IsTaken => StatusCode == 202;
}
