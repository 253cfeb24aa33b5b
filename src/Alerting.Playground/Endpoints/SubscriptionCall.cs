using System.Text.RegularExpressions;

namespace Alerting.Playground.Endpoints;

/// <summary>Confirms a subscription by calling its SubscribeURL, but only if the host belongs to SNS.</summary>
internal static partial class SubscriptionCall
{
    /// <returns>A sentence for the timeline.</returns>
    public static async Task<string> ConfirmAsync(string address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps
            || !Sns().IsMatch(uri.Host))
        {
            return "The SubscribeURL is not an SNS address, so it was not called.";
        }
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
            using var answer = await client.GetAsync(uri, cancellation);
            return $"The SubscribeURL was called and answered {(int)answer.StatusCode}.";
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException
            && !cancellation.IsCancellationRequested)
        {
            return "Could not reach the SubscribeURL.";
        }
    }

    [GeneratedRegex(@"^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$")]
    private static partial Regex Sns();
}
