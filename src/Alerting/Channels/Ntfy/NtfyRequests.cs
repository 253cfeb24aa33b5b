namespace Alerting.Channels.Ntfy;

/// <summary>A topic on ntfy.sh or on a server of your own.</summary>
/// <remarks>As JSON, to keep alert text out of headers: https://docs.ntfy.sh/publish/#publish-as-json.</remarks>
internal sealed class NtfyRequests : IChannelRequests
{
    private const string Server = "https://ntfy.sh";

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        // JSON is posted to the server's root with the topic in the body.
        var (server, topic) =
            settings[NtfyOptions.Url] is { Length: > 0 } url ? Split(url) : (Server, settings.Address);
        var body = JsonPayload.With(delivery.Payload, json => json.WriteString("topic", topic));
        return settings[NtfyOptions.Token] is { Length: > 0 } token
            ? [HttpCall.Post(server, body, ("Authorization", $"Bearer {token}"))]
            : [HttpCall.Post(server, body)];
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
