using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Alerting.TestServers;

/// <summary>A webhook receiver as docs/channels.md describes it: it checks the signature and reads the fields.</summary>
public sealed class WebhookService() : ChatService("webhook")
{
    public const string Secret = "a shared secret of tests";

    protected override void Check(RecordedRequest request, JsonElement body, List<string> problems)
    {
        AtMost(problems, "body", request.BodyBytes.Length, 256 * 1024);
        Need(problems, "version", body.GetProperty("version").GetInt32() == 1);
        Need(problems, "status", Text(body, "status") is "firing" or "resolved");
        Need(problems, "severity", Text(body, "severity") is "critical" or "error" or "warning" or "info");
        if (request.Header("X-Alerting-Signature") is { } signature)
        {
            var timestamp = request.Header("X-Alerting-Timestamp") ?? string.Empty;
            Need(problems, "timestamp", long.TryParse(timestamp, CultureInfo.InvariantCulture, out _));
            byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp), (byte)'.', .. request.BodyBytes];
            Need(problems, "signature", signature == "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed)));
        }
    }

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        shown.Line(Text(body, "severity")!.ToUpperInvariant());
        shown.Line(Text(body, "kind")!.ToUpperInvariant());
        shown.Line(Text(body, "title")!);
        foreach (var alert in Items(body, "alerts"))
        {
            shown.Line(Text(alert, "title")!);
            shown.Links.AddRange(Items(alert, "links").Select(link => Text(link, "url")!));
        }
    }
}
