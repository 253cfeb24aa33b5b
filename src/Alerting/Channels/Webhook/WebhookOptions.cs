using Alerting.Configuration;

namespace Alerting.Channels.Webhook;

internal static class WebhookOptions
{
    public static readonly ChannelOption Url = new("url", UrlCheck.Of) { Sample = CommonOptions.SampleUrl("webhook") };
    public static readonly ChannelOption Secret = CommonOptions.Secret("secret");
    public static readonly ChannelOption Headers =
        new("headers") { IsMapping = true, IsRedacted = true, CheckName = CheckHeader };

    public static ChannelOptions All { get; } = new(
        "webhook", "webhook",
        "webhook: { url: \"https://example.com/alerts\", secret: \"${ssm:/alerting/webhook-secret}\" }",
        [Url, Secret, Headers], [Url]);

    /// <summary>RFC 9110, section 5.6.2. The HTTP client sets the headers about the connection and the body.</summary>
    private static string? CheckHeader(string name)
    {
        if (name.Length == 0 || !name.All(IsTokenCharacter))
            return ConfigErrors.IsNot(name, "a header name", "Use letters, digits and dashes, such as X-Team.");
        return name.ToLowerInvariant()
            is "host" or "connection" or "transfer-encoding" or "expect" or "upgrade" or "te" or "trailer" or "allow"
                or "expires" or "last-modified" or ['c', 'o', 'n', 't', 'e', 'n', 't', '-', ..]
            ? $"Header {name} is set automatically. Remove it."
            : null;
    }

    private static bool IsTokenCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);
}
