using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Ntfy;

/// <summary>A topic on ntfy.sh or on a server of your own.</summary>
/// <remarks>Published as JSON to keep alert text out of headers: https://docs.ntfy.sh/publish/#publish-as-json.</remarks>
public sealed class NtfyChannel : IHttpChannel
{
    private const string Public = "https://ntfy.sh";

    public string Channel => "ntfy";

    public string Name => "ntfy";

    public ChannelCapabilities Capabilities { get; } = new();

    public Payload Format(Message message) => NtfyMessage.Of(Shrinking.Tidy(message));

    public string Read(Payload payload) => ReadableJson.Of(payload, PlainMarkup.Of, "title", "message", "actions");

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        // JSON is posted to the server's root with the topic in the body.
        var (server, topic) = settings["url"] is { Length: > 0 } url ? Split(url) : (Public, settings.Address);
        (string, string)[] headers = settings["token"] is { Length: > 0 } token ? [("Authorization", $"Bearer {token}")] : [];
        return [HttpCall.Post(server, JsonText.With(delivery.Payload, json => json.WriteString("topic", topic)), headers)];
    }

    private static (string Server, string Topic) Split(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            throw new SettingException("the ntfy url is not a valid URL");
        var path = address.AbsolutePath.TrimEnd('/');
        var slash = path.LastIndexOf('/');
        if (slash < 0 || slash == path.Length - 1)
            throw new SettingException("the ntfy url has no topic");
        return (new Uri(address, path[..(slash + 1)]).ToString(), Uri.UnescapeDataString(path[(slash + 1)..]));
    }
}
