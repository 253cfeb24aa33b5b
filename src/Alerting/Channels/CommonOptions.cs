using Alerting.Configuration;

namespace Alerting.Channels;

/// <summary>Options that several channels have.</summary>
internal static class CommonOptions
{
    /// <summary>Another server, for a proxy or a compatible service.</summary>
    public static readonly ChannelOption ApiUrl = new("api_url", UrlCheck.Of) { Sample = SampleUrl("api") };

    public static readonly ChannelOption Region = new("region", text =>
        text is "us" or "eu" ? null : ConfigErrors.IsNot(text, "a region of this service", "Write us or eu."))
    {
        Sample = "us",
    };

    public static ChannelOption Secret(string name) => new(name) { IsSecret = true };

    /// <summary>Anybody who knows the URL of an incoming webhook can post.</summary>
    public static ChannelOption WebhookUrl(string host) =>
        new("url", UrlCheck.Of) { IsSecret = true, Sample = SampleUrl(host) };

    public static string SampleUrl(string host) => $"https://{host}.example.com/hooks/made-up-by-the-playground";

    /// <summary>The configured server, or the service's own in the configured region.</summary>
    public static string Api(this TargetSettings settings, string us, string? eu = null) =>
        (settings[ApiUrl] ?? (eu is not null && settings[Region] == "eu" ? eu : us)).TrimEnd('/');
}
