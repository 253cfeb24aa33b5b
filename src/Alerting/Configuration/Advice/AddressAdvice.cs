using Alerting.Channels;
using Alerting.Channels.PagerDuty;

namespace Alerting.Configuration.Advice;

/// <summary>Says when an address is well formed and cannot work: another service's, a retired one, a wrong key.</summary>
internal static class AddressAdvice
{
    private const int RoutingKeyLength = 32;

    /// <summary>Null for what looks right. Never quotes the value, which is a secret.</summary>
    public static Finding? On(ChannelOptions channel, ChannelOption option, string value)
    {
        if (option == PagerDutyOptions.RoutingKey && value.Length != RoutingKeyLength)
        {
            return ReceiverErrors.DoubtfulAddress(
                $"A PagerDuty routing key has {RoutingKeyLength} characters, and this has {value.Length}. Copy " +
                "the integration key of \"Events API v2\".");
        }
        if (option.Name != "url" || !Uri.TryCreate(value, UriKind.Absolute, out var url))
            return null;
        var owner = ChannelCatalog.All.FirstOrDefault(other => other.Options.Hosts.Any(host => Serves(host, url.Host)));
        return owner is null || owner.Key == channel.Key || IsCompatible(url)
            ? Retired(url) is { } retired ? ReceiverErrors.DoubtfulAddress(retired) : null
            : ReceiverErrors.UrlOfAnother(url.Host, owner.Name, owner.Key);
    }

    /// <remarks>https://devblogs.microsoft.com/microsoft365dev/retirement-of-office-365-connectors-within-microsoft-teams/</remarks>
    private static string? Retired(Uri url) => url switch
    {
        _ when url.Host == "outlook.office.com" || Serves(".webhook.office.com", url.Host) =>
            "Microsoft has retired these webhooks. Create a workflow \"Post to a channel when a webhook request is " +
            "received\" in Teams, and write its URL.",
        { Host: "hooks.slack.com" } when !url.AbsolutePath.StartsWith("/services/", StringComparison.Ordinal) =>
            "This is not the URL of an incoming webhook. Those begin with https://hooks.slack.com/services/.",
        _ => null,
    };

    /// <summary>Discord takes Slack's format at such a URL.</summary>
    private static bool IsCompatible(Uri url) => url.AbsolutePath.EndsWith("/slack", StringComparison.Ordinal);

    private static bool Serves(string host, string given) => host[0] == '.'
        ? given.EndsWith(host, StringComparison.OrdinalIgnoreCase)
        : given.Equals(host, StringComparison.OrdinalIgnoreCase);
}
