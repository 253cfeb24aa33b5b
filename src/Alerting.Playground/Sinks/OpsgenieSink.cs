using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>https://docs.opsgenie.com/docs/alert-api: message 130, alias 512, description 15,000, note 25,000 characters.</summary>
public sealed class OpsgenieSink() : Sink("opsgenie")
{
    private const int MaxDescription = 15_000;

    public override string? Problem(SinkRequest request, JsonElement body)
    {
        var isClose = request.Path.EndsWith("/close", StringComparison.Ordinal);
        return SinkJson.First(
            (request.Header("Authorization")?.StartsWith("GenieKey ", StringComparison.Ordinal) != true, "Key is not valid"),
            (!isClose && body.Text("message").Length is 0 or > 130, "message is not valid"),
            (body.Text("alias").Length > 512, "alias is too long"),
            (body.Text("description").Length > MaxDescription || body.Text("note").Length > 25_000, "description is too long"),
            (!isClose && body.Text("priority") is not ("P1" or "P2" or "P3" or "P4" or "P5"), "priority is not valid"));
    }

    public override MessageSize Measure(SinkRequest request, JsonElement body) =>
        new(body.Text("description").Length + body.Text("note").Length, MaxDescription, "characters");

    public override (SinkReply, Placement) Take(SinkRequest request, JsonElement body) =>
        Plain(202, """{"result":"Request will be processed","took":0.1}""");

    public override SinkReply Refuse(string problem) => new(422, $$"""{"message":"{{problem}}"}""");
}
