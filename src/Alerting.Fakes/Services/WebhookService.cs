using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Alerting.Fakes;

/// <summary>
/// A webhook receiver as docs/channels.md describes it. It checks the signature, with a secret if it knows one. The 256
/// KB are a typical gateway limit.
/// </summary>
public sealed class WebhookService(string? secret = null) : FakeService("webhook")
{
    public const string Secret = "a shared secret of tests";

    private const int MaxBytes = 256 * 1024;

    protected override IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body) =>
        !IsOurs(body) ? [] : ServiceJson.Those(
        (request.BodyBytes.Length > MaxBytes, "too large"),
        (body.Text("status") is not ("firing" or "resolved"), "no status"),
        (!body.Child("version").IsWithin(1, 1), "version"),
        (body.Text("severity") is not ("critical" or "error" or "warning" or "info"), "severity"),
        (request.Header("X-Alerting-Signature") is { } signature && !IsSigned(request, signature), "signature"));

    protected override MessageSize Measure(RecordedRequest request, JsonElement body) =>
        new(request.BodyBytes.Length, MaxBytes, "bytes");

    /// <summary>A body that a template made is whatever its service takes.</summary>
    private static bool IsOurs(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.Text("dedupKey").Length > 0;

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        if (!IsOurs(body))
        {
            shown.Line(body.GetRawText());
            return;
        }
        shown.Line(body.Text("severity").ToUpperInvariant());
        shown.Line(body.Text("kind").ToUpperInvariant());
        shown.Line(body.Text("title"));
        foreach (var alert in body.Items("alerts"))
        {
            shown.Line(alert.Text("title"));
            shown.Links.AddRange(alert.Items("links").Select(link => link.Text("url")));
        }
    }

    private bool IsSigned(RecordedRequest request, string signature)
    {
        var timestamp = request.Header("X-Alerting-Timestamp") ?? "";
        if (!long.TryParse(timestamp, CultureInfo.InvariantCulture, out _)
            || !signature.StartsWith("v1=", StringComparison.Ordinal))
        {
            return false;
        }
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp), (byte)'.', .. request.BodyBytes];
        return secret is null ||
            signature == "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }
}
