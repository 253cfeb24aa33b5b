using System.Text.RegularExpressions;

namespace Alerting.Playground.Endpoints;

/// <summary>Confirms a topic's subscription, by calling the address it names, if that is SNS's own.</summary>
internal static partial class SubscriptionCall
{
    /// <returns>What to tell of it.</returns>
    public static async Task<string> ConfirmAsync(string address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || !Sns().IsMatch(uri.Host))
            return "Its SubscribeURL is not of SNS, so it was not called.";
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
            using var answer = await client.GetAsync(uri, cancellation);
            return $"Its SubscribeURL was called and answered {(int)answer.StatusCode}.";
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return "Its SubscribeURL could not be called.";
        }
    }

    [GeneratedRegex(@"^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$")]
    private static partial Regex Sns();
}
