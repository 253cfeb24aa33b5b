namespace Alerting.Channels.Ntfy;

/// <summary>A topic's URL on your own server, or a topic on ntfy.sh.</summary>
internal static class NtfyOptions
{
    public static readonly ChannelOption Url = new("url", CheckUrl) { Sample = CommonOptions.SampleUrl("ntfy") };
    public static readonly ChannelOption Topic = new("topic");
    public static readonly ChannelOption Token = CommonOptions.Secret("token");

    public static ChannelOptions All { get; } = new(
        "ntfy", "ntfy", "ntfy: { topic: my-alerts } or ntfy: { url: \"https://ntfy.example.com/my-alerts\" }",
        [Url, Topic, Token], [Url], [Topic]);

    private static string? CheckUrl(string text) => UrlCheck.Of(text) ??
        (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.AbsolutePath.Trim('/').Length > 0
            ? null
            : "This URL has no topic. Add it after the server, such as https://ntfy.example.com/my-alerts.");
}
