using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>
/// https://discord.com/developers/docs/resources/message#embed-object-embed-limits: content 2,000; 10 embeds; title 256,
/// description 4,096, 25 fields of 256 and 1,024; 6,000 characters in all embeds. Messages are edited by id.
/// </summary>
public sealed class DiscordSink() : Sink("discord")
{
    private const int MaxTotal = 6000;

    public override string? Problem(SinkRequest request, JsonElement body)
    {
        var embeds = body.Items("embeds");
        return SinkJson.First(
            (body.Text("content").Length == 0 && embeds.Length == 0, "Cannot send an empty message"),
            (body.Text("content").Length > 2000 || embeds.Length > 10 || Array.Exists(embeds, IsWrong), "Invalid Form Body"),
            (embeds.Sum(Characters) > MaxTotal, "Embed size exceeds maximum size of 6000"));
    }

    public override MessageSize Measure(SinkRequest request, JsonElement body) =>
        new(body.Items("embeds").Sum(Characters), MaxTotal, "characters");

    public override (SinkReply, Placement) Take(SinkRequest request, JsonElement body)
    {
        var edited = request.Method == "PATCH" ? request.Path[(request.Path.LastIndexOf('/') + 1)..] : null;
        var id = edited ?? $"13000000000000{NextNumber():D5}";
        return (new SinkReply(200, $$"""{"id":"{{JsonEncodedText.Encode(id)}}","channel_id":"987654321098765432"}"""), new Placement(id, edited));
    }

    public override SinkReply Refuse(string problem) => new(400, $$"""{"message":"{{problem}}","code":50035}""");

    private static bool IsWrong(JsonElement embed) =>
        embed.Text("title").Length > 256 || embed.Text("description").Length > 4096 || embed.Items("fields").Length > 25 ||
        Array.Exists(embed.Items("fields"), field => field.Text("name").Length is 0 or > 256 || field.Text("value").Length is 0 or > 1024);

    private static int Characters(JsonElement embed) => embed.Text("title").Length + embed.Text("description").Length +
        embed.Items("fields").Sum(field => field.Text("name").Length + field.Text("value").Length);
}
