using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Sources.Webhooks;

/// <summary>
/// Whether a request is from somebody who knows the secret: a bearer token, or an HMAC-SHA256 signature over the time
/// and the body. With neither configured nobody is let in.
/// </summary>
/// <remarks>
/// The signature is <c>sha256=</c> and the hexadecimal HMAC of <c>timestamp.body</c>, in <c>X-Signature</c>, with the
/// Unix time in <c>X-Signature-Timestamp</c>. Grafana's own is taken too, which signs <c>timestamp:body</c>, where
/// its contact point names the timestamp header as its documentation does:
/// https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/.
/// Comparison takes the same time for every wrong value, of whatever length.
/// </remarks>
public sealed class WebhookAuthentication(string? bearerToken, string? signatureSecret)
{
    public const string SignatureHeader = "X-Signature";
    public const string TimestampHeader = "X-Signature-Timestamp";

    /// <summary>Beyond that a request is somebody else's, sent again.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Scheme = "Bearer ";

    private static readonly SignatureForm Own = new(SignatureHeader, TimestampHeader, "sha256=", ".");

    private static readonly SignatureForm[] Forms =
    [
        Own,
        new("X-Grafana-Alerting-Signature", "X-Grafana-Alerting-Signature-Timestamp", "", ":"),
    ];

    /// <summary>Null when the request may pass, else the sentence that refuses it.</summary>
    public string? Refusal(WebhookRequest request, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(bearerToken) && string.IsNullOrEmpty(signatureSecret))
            return "No token and no signature secret is configured, so nothing is taken in.";
        var authorization = Header(request, "Authorization");
        if (!string.IsNullOrEmpty(bearerToken) && authorization is not null)
        {
            return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) &&
                Same(authorization[Scheme.Length..].Trim(), bearerToken) ? null : "The token is not the right one.";
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

    /// <summary>What any secret would refuse: a request that shows neither a token nor a signature.</summary>
    public static string? Lacking(WebhookRequest request) =>
        Header(request, "Authorization") is not null || Array.Exists(Forms, form => Header(request, form.Header) is not null)
            ? null
            : "The request has neither a bearer token nor a signature.";

    /// <summary>The value of <see cref="SignatureHeader"/> for a body sent at a time.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body) =>
        Own.Sign(secret, timestamp, body);

    private string? SignatureRefusal(WebhookRequest request, SignatureForm form, string signature, DateTimeOffset now)
    {
        var timestamp = Header(request, form.TimestampHeader);
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return $"The request is signed but has no {form.TimestampHeader} in Unix seconds.";
        // The signature first: only who knows the secret learns how the clocks differ.
        if (!Same(signature.Trim().ToLowerInvariant(), form.Sign(signatureSecret!, timestamp, request.Body.Span)))
            return "The signature is not the right one.";
        return Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds
            ? $"The signature is more than {Tolerance.TotalMinutes:0} minutes from now."
            : null;
    }

    private static string? Header(WebhookRequest request, string name)
    {
        if (request.Headers.TryGetValue(name, out var value))
            return value;
        return request.Headers.FirstOrDefault(header =>
            header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    /// <summary>Hashes are compared, so that not even the length shows.</summary>
    private static bool Same(string given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    /// <summary>How a sender spells its signature.</summary>
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
