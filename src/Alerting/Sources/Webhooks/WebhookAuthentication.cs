using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Sources.Webhooks;

/// <summary>
/// Authenticates requests by a bearer token or an HMAC-SHA256 signature over the time and the body. If neither is
/// configured, every request is refused.
/// </summary>
/// <remarks>
/// The signature is <c>sha256=</c> and the hexadecimal HMAC of <c>timestamp.body</c>, in <c>X-Signature</c>, with the
/// Unix time in <c>X-Signature-Timestamp</c>. Grafana signs <c>timestamp:body</c>; its contact point must name the
/// timestamp header as in
/// https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/.
/// </remarks>
public sealed class WebhookAuthentication(string? bearerToken, string? signatureSecret)
{
    public const string SignatureHeader = "X-Signature";
    public const string TimestampHeader = "X-Signature-Timestamp";

    /// <summary>An older or newer signature may be replayed.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Scheme = "Bearer ";

    private static readonly SignatureForm Own = new(SignatureHeader, TimestampHeader, "sha256=", ".");

    private static readonly SignatureForm[] Forms =
    [
        Own,
        new("X-Grafana-Alerting-Signature", "X-Grafana-Alerting-Signature-Timestamp", "", ":"),
    ];

    /// <summary>Why the request is refused, or null.</summary>
    public string? Refusal(WebhookRequest request, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(bearerToken) && string.IsNullOrEmpty(signatureSecret))
            return "No bearer token or signature secret is configured, so all requests are refused.";
        var authorization = Header(request, "Authorization");
        if (!string.IsNullOrEmpty(bearerToken) && authorization is not null)
        {
            return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) &&
                FixedTimeEquals(authorization[Scheme.Length..].Trim(), bearerToken) ? null : "Wrong bearer token.";
        }
        foreach (var form in Forms)
        {
            if (!string.IsNullOrEmpty(signatureSecret) && Header(request, form.Header) is { } signature)
                return SignatureRefusal(request, form, signature, now);
        }
        return string.IsNullOrEmpty(signatureSecret)
            ? "The request has no bearer token."
            : string.IsNullOrEmpty(bearerToken)
                ? "The request has no signature."
                : "The request has neither a bearer token nor a signature.";
    }

    /// <summary>Refuses a request without any credentials, which needs no secrets to decide.</summary>
    public static string? MissingCredentials(WebhookRequest request) =>
        Header(request, "Authorization") is not null
            || Array.Exists(Forms, form => Header(request, form.Header) is not null)
            ? null
            : "The request has neither a bearer token nor a signature.";

    /// <summary>The value of <see cref="SignatureHeader"/>.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body) =>
        Own.Sign(secret, timestamp, body);

    private string? SignatureRefusal(WebhookRequest request, SignatureForm form, string signature, DateTimeOffset now)
    {
        var timestamp = Header(request, form.TimestampHeader);
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return $"The request is signed but has no {form.TimestampHeader} header in Unix seconds.";
        // The signature first, so only callers with the secret learn that their clock is wrong.
        if (!FixedTimeEquals(signature.Trim().ToLowerInvariant(),
            form.Sign(signatureSecret!, timestamp, request.Body.Span)))
        {
            return "Wrong signature.";
        }
        return Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds
            ? $"The signature's timestamp is more than {Tolerance.TotalMinutes:0} minutes off."
            : null;
    }

    private static string? Header(WebhookRequest request, string name)
    {
        if (request.Headers.TryGetValue(name, out var value))
            return value;
        return request.Headers.FirstOrDefault(header =>
            header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    /// <summary>Compares hashes in constant time, which does not even reveal the length.</summary>
    private static bool FixedTimeEquals(string given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    /// <summary>The headers and format of a sender's signature.</summary>
    private sealed record SignatureForm(string Header, string TimestampHeader, string Prefix, string Separator)
    {
        public string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
            hmac.AppendData(Encoding.UTF8.GetBytes(timestamp + Separator));
            hmac.AppendData(body);
            return Prefix + Convert.ToHexStringLower(hmac.GetHashAndReset());
        }
    }
}
