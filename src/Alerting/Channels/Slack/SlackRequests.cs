using Alerting.Configuration;
using Alerting.Text;

namespace Alerting.Channels.Slack;

/// <summary>
/// Posts to an incoming webhook, or as a bot. A bot replies in the thread of the incident's first message, and edits
/// that message when somebody answers and when resolved.
/// </summary>
/// <remarks>https://docs.slack.dev/reference/methods/chat.postMessage and chat.update.</remarks>
internal sealed class SlackRequests : IChannelRequests
{
    private const string Api = "https://slack.com/api";

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        if (settings[SlackOptions.Token] is not { Length: > 0 } token)
            return [HttpCall.Post(settings.Address, delivery.Payload)];
        var api = settings.Api(Api);
        var bearer = ("Authorization", $"Bearer {token}");
        var post = HttpCall.Post($"{api}/chat.postMessage", JsonPayload.With(delivery.Payload, json =>
        {
            json.WriteString("channel", settings.Address);
            if (delivery.Thread is not { } thread)
                return;
            json.WriteString("thread_ts", thread.Message);
            // Replies also appear in the channel for people who do not follow the thread. The last one need not: the
            // first message is edited.
            json.WriteBoolean("reply_broadcast", !delivery.EndsThread);
        }), bearer);
        if (!(delivery.EditsThread || delivery.IsEdit) || delivery.Thread is not { Place: { } place } first)
            return delivery.IsEdit ? [] : [post];
        var update = HttpCall.Post($"{api}/chat.update", JsonPayload.With(delivery.Payload, json =>
        {
            json.WriteString("channel", place);
            json.WriteString("ts", first.Message);
        }), bearer);
        return delivery.IsEdit ? [update] : HttpCall.EditAndPost(update, post);
    }

    /// <summary>A webhook only answers <c>ok</c>.</summary>
    public bool ReturnsReference(Target target) => target.Options.ContainsKey(SlackOptions.Token.Name);

    public ThreadRef? ThreadOf(string answer) =>
        JsonText.At(answer, "ts") is { } ts ? new ThreadRef(ts, JsonText.At(answer, "channel")) : null;
}
