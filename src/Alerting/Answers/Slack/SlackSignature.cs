using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alerting.Sources.Webhooks;

namespace Alerting.Answers.Slack;

/// <summary>Whether a request comes from our Slack app: it is signed with the app's secret, over the bytes as sent.</summary>
/// <remarks>https://docs.slack.dev/authentication/verifying-requests-from-slack</remarks>
internal static class SlackSignature
{
    public const string Header = "x-slack-signature";
    public const string TimestampHeader = "x-slack-request-timestamp";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Why it is refused, or null.</summary>
    public static string? Refusal(WebhookRequest request, string secret, DateTimeOffset now)
    {
        if (request.IsBodyBroken)
            return "The body is not base64, as it claims to be.";
        if (request.Headers.GetValueOrDefault(Header) is not { Length: > 0 } signature)
            return "The request is not signed by Slack.";
        var timestamp = request.Headers.GetValueOrDefault(TimestampHeader);
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return "The request has no time in X-Slack-Request-Timestamp.";
        // The signature first, so only Slack learns that a clock is wrong.
        if (!IsSame(signature.Trim(), Sign(secret, timestamp, request.Body.Span)))
            return "The signature is not that of this app's signing secret.";
        return Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds
            ? "The request is more than 5 minutes old." : null;
    }

    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        return "v0=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    private static bool IsSame(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
