using System.Text.Json;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Sources.Heartbeats;

namespace Alerting.Sources.Webhooks;

/// <summary>
/// Accepts or refuses web requests. Alertmanager retries after 5xx but not after 4xx, so a 4xx is only for requests
/// that can never succeed.
/// </summary>
public sealed class WebhookIntake(WebhookAuthentication authentication)
{
    public const int MaxBytes = 1024 * 1024;

    public const string AlertmanagerPath = "/alertmanager";
    public const string GrafanaPath = "/grafana";
    public const string EventsPath = "/events";

    /// <summary>Followed by a heartbeat's name.</summary>
    public const string HeartbeatPath = "/heartbeat/";

    public WebhookDecision Take(WebhookRequest request, DateTimeOffset now) =>
        Decide(request, authentication.Refusal(request, now));

    /// <summary>The answer without knowing the secrets: assumes that a token or signature is right.</summary>
    public static WebhookDecision Preview(WebhookRequest request) =>
        Decide(request, WebhookAuthentication.MissingCredentials(request));

    private static WebhookDecision Decide(WebhookRequest request, string? unauthorized)
    {
        if (request.Body.Length > MaxBytes)
            return Refuse(413, $"The body has {request.Body.Length} bytes; the limit is {MaxBytes}.");
        if (unauthorized is not null)
            return Refuse(401, unauthorized);
        var path = request.Path.TrimEnd('/');
        if (path.StartsWith(HeartbeatPath, StringComparison.Ordinal))
            return Beat(request, Uri.UnescapeDataString(path[HeartbeatPath.Length..]));
        if (path is not (AlertmanagerPath or GrafanaPath or EventsPath))
        {
            return Refuse(404,
                $"Unknown path. POST to {AlertmanagerPath}, {GrafanaPath}, {EventsPath} or {HeartbeatPath}NAME.");
        }
        if (request.Method is not ("POST" or "PUT"))
            return Refuse(405, "Wrong method. Use POST.");
        if (request.IsBodyBroken)
            return Refuse(400, "The body is not valid base64, but isBase64Encoded is true.");
        return request.Body.IsEmpty ? Refuse(400, "The body is empty.") : Read(request, path);
    }

    /// <summary>The body does not matter: many tools can only request a URL.</summary>
    private static WebhookDecision Beat(WebhookRequest request, string name)
    {
        if (request.Method is not ("GET" or "POST" or "PUT" or "HEAD"))
            return Refuse(405, "Wrong method. Use POST or GET.");
        if (!HeartbeatNames.IsValid(name))
            return Refuse(404, $"Not the name of a heartbeat. Write {HeartbeatPath}NAME as in the configuration.");
        var key = request.Id ?? Fingerprint.Of(request.Path);
        return new WebhookDecision(202, $"Heartbeat {name} recorded.", [BeatReader.Beat(name, sentAt: null, key)]);
    }

    private static WebhookDecision Read(WebhookRequest request, string path)
    {
        var message = (request with { Path = path }).Message();
        if (message.Json.ValueKind == JsonValueKind.Undefined)
        {
            if (InvalidJson(message.Text) is { } invalid)
                return Refuse(400, invalid);
            if (path != EventsPath)
                return Refuse(400, "The body is not a JSON object or array.");
            if (string.IsNullOrWhiteSpace(message.Text))
                return Refuse(400, "The body is empty.");
        }
        if (path != EventsPath && message.Json.Child("alerts").ValueKind != JsonValueKind.Array)
            return Refuse(400, "The body has no \"alerts\" array, as sent by Alertmanager and Grafana.");
        // Any reader may take it, in case the body is of another kind.
        var reading = EventReader.ReadMessage(message);
        var count = reading.Signals.Count;
        return new WebhookDecision(202, count == 1
            ? "1 alert accepted."
            : $"{count} alerts accepted.", reading.Signals);
    }

    /// <summary>The sentence that refuses JSON that breaks off or is not valid; null for any other text.</summary>
    public static string? InvalidJson(string text) => JsonBody.MayBeJson(text) && !JsonBody.TryParse(text, out _, out _)
        ? $"The body is not valid JSON: error at {JsonBody.ErrorPosition(text)}."
        : null;

    private static WebhookDecision Refuse(int status, string sentence) => new(status, sentence, []);
}

public sealed record WebhookDecision(int StatusCode, string Sentence, IReadOnlyList<Signal> Signals)
{
    public bool IsTaken => StatusCode == 202;
}
