using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>
/// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook: a message with one
/// Adaptive Card, 28 KB in all, six actions per set.
/// </summary>
public sealed class TeamsSink() : Sink("teams")
{
    private const int MaxBytes = 28 * 1024;

    public override string? Problem(SinkRequest request, JsonElement body)
    {
        var cards = body.Items("attachments");
        return SinkJson.First(
            (request.Body.Length > MaxBytes, "Request Entity too large"),
            (body.Text("type") != "message" || cards.Length == 0, "Bad payload received by generic incoming webhook"),
            (cards is [var card, ..] && card.Text("contentType") != "application/vnd.microsoft.card.adaptive", "Unsupported attachment"),
            (body.Objects().Any(each => each.Text("type") == "ActionSet" && each.Items("actions").Length > 6), "Too many actions"));
    }

    public override MessageSize Measure(SinkRequest request, JsonElement body) => new(request.Body.Length, MaxBytes, "bytes");

    public override (SinkReply, Placement) Take(SinkRequest request, JsonElement body) => Plain(202, "", "text/plain");
}
