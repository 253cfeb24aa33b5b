using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Channels.Webhook;

/// <summary>
/// HMAC-SHA256 with the shared secret over the time in Unix seconds, a dot and the body. Receivers can refuse old
/// timestamps to prevent replays.
/// </summary>
internal static class WebhookSignature
{
    public const string TimestampHeader = "X-Alerting-Timestamp";
    public const string SignatureHeader = "X-Alerting-Signature";

    public static IEnumerable<(string Name, string Value)> Headers(string secret, ReadOnlySpan<byte> body,
        DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return [(TimestampHeader, timestamp), (SignatureHeader, "v1=" + Of(secret, timestamp, body))];
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public static string Of(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp + "."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
