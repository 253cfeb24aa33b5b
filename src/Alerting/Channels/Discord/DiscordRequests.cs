using Alerting.Configuration;
using Alerting.Text;

namespace Alerting.Channels.Discord;

/// <summary>
/// Posts to a Discord webhook, and edits the incident's first message when somebody answers and when resolved.
/// </summary>
/// <remarks>
/// With <c>?wait=true</c> a message that was not saved is an error, and the response has the id needed to edit it:
/// https://discord.com/developers/docs/resources/webhook#execute-webhook.
/// </remarks>
internal sealed class DiscordRequests : IChannelRequests
{
    /// <summary>Without it, Discord ignores buttons.</summary>
    private const string WithComponents = "with_components=true";
    private const string Query = "wait=true&" + WithComponents;

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        var post = HttpCall.Post(Urls.WithQuery(settings.Address, Query), delivery.Payload);
        if (!delivery.EditsThread && !delivery.IsEdit)
            return [post];
        var message = Urls.WithQuery(
            Urls.Below(settings.Address, $"messages/{delivery.Thread!.Message}"), WithComponents);
        var edit = new HttpCall(HttpMethod.Patch, message, post.Body);
        return delivery.IsEdit ? [edit] : HttpCall.EditAndPost(edit, post);
    }

    public bool ReturnsReference(Target target) => true;

    public ThreadRef? ThreadOf(string answer) => JsonText.At(answer, "id") is { } id ? new ThreadRef(id) : null;
}
