using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Channels.Webhook;

/// <summary>
/// Signs a body: HMAC-SHA256, by the shared secret, of the time in Unix seconds, a dot, and the body. The time is signed with
/// it so that a receiver can refuse what somebody recorded and sends again.
/// </summary>
public static class WebhookSignature
{
    public const string TimestampHeader = "X-Alerting-Timestamp";
    public const string SignatureHeader = "X-Alerting-Signature";

    public static IEnumerable<(string Name, string Value)> Headers(string secret, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return [(TimestampHeader, timestamp), (SignatureHeader, "v1=" + Of(secret, timestamp, body))];
    }

    /// <summary>In lower-case hexadecimal.</summary>
    public static string Of(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp + "."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
