using Alerting.Notifications;

namespace Alerting.Channels.Discord;

/// <summary>
/// Embeds for a Discord webhook: one for one alert, or a heading and one for each of several. Embeds never ping; the
/// configured mention is the message's content, and what it may ping is listed by name.
/// </summary>
/// <remarks>
/// Limits: content 2,000; 10 embeds; title 256, description 4,096, 25 fields of 256 and 1,024; 6,000 characters in all
/// embeds together. https://discord.com/developers/docs/resources/message#embed-object-embed-limits. With
/// <c>?wait=true</c> a message that could not be saved is an error, and the answer has the id by which it can be edited:
/// https://discord.com/developers/docs/resources/webhook#execute-webhook.
/// </remarks>
public sealed class DiscordChannel : IHttpChannel
{
    public const int MaxContent = 2000;
    public const int MaxEmbeds = 10;
    public const int MaxTotal = 6000;

    public string Channel => "discord";

    public ChannelCapabilities Capabilities { get; } = new(Edits: true, Mentions: true);

    public Payload Format(Message message) =>
        Shrinking.Fit(message, Embeds, embeds => embeds.Count <= MaxEmbeds && embeds.Sum(embed => embed.Characters) <= MaxTotal) is { } fitting
            ? Payload(message, fitting)
            : Payload(message, [LastResort(message)]);

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        var body = JsonText.With(delivery.Payload, _ => { });
        var post = HttpCall.Post(Urls.WithQuery(settings.Address, "wait=true"), body);
        return delivery is { Thread: { } thread, Notification: { IsResolved: true, StillFiring: 0 } }
            ? [new HttpCall(HttpMethod.Patch, Urls.Below(settings.Address, $"messages/{thread.Message}"), body) { IsOptional = true }, post]
            : [post];
    }

    public ThreadRef? ThreadOf(string answer) => AnswerJson.Text(answer, "id") is { } id ? new ThreadRef(id) : null;

    private static List<DiscordEmbed> Embeds(Message message)
    {
        if (message.Items is [var only])
            return [Single(message, only)];
        var heading = new DiscordEmbed(Tone.Of(message), ChatText.Headline(message), message.FirstLink?.Url);
        heading.Text(message.Note);
        heading.Text(ChatText.More(message));
        return [heading, .. message.Items.Select(OneOfSeveral)];
    }

    private static DiscordEmbed Single(Message message, MessageItem item)
    {
        var embed = new DiscordEmbed(Tone.Of(message), ChatText.Headline(message), message.FirstLink?.Url);
        embed.Text(message.Note);
        embed.Text(string.Join('\n', ChatText.Figures(item)));
        embed.Text(item.Description);
        embed.Text(item.Summary);
        foreach (var sample in item.Samples)
            embed.Text(sample);
        embed.Text(string.Join('\n', item.Problems));
        embed.Links(item.Links);
        embed.Fields(item.Facts);
        return embed;
    }

    private static DiscordEmbed OneOfSeveral(MessageItem item)
    {
        var embed = new DiscordEmbed(Tone.Of(item), ChatText.Head(item), item.Links.Count > 0 ? item.Links[0].Url : null);
        embed.Text(string.Join('\n', ChatText.Figures(item)));
        embed.Text(TextCut.To(item.Description, 300));
        embed.Text(ChatText.Facts(item));
        return embed;
    }

    private static DiscordEmbed LastResort(Message message) =>
        new(Tone.Of(message), ChatText.Headline(message), message.FirstLink?.Url);

    private static JsonPayload Payload(Message message, IReadOnlyList<DiscordEmbed> embeds) => JsonText.Payload(json =>
    {
        if (message.Mention is { Length: > 0 } mention)
            json.WriteString("content", TextCut.To(mention, MaxContent));
        json.WriteStartArray("embeds");
        foreach (var embed in embeds)
            embed.WriteTo(json);
        json.WriteEndArray();
        json.WriteStartObject("allowed_mentions");
        DiscordMentions.Write(json, message.Mention ?? "");
        json.WriteEndObject();
    });
}
