using System.Text;
using System.Text.Json;

namespace Alerting.Tests.Channels;

/// <summary>
/// Limits of https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: message 256 KB, subject below 100 ASCII
/// characters; and of Apple and Google: 4 KB each.
/// </summary>
internal static class SnsRules
{
    public static IReadOnlyList<string> Check(string subject, string message)
    {
        var problems = new List<string>();
        if (subject.Length is 0 or >= 100 || subject.Any(c => c is < ' ' or > '~'))
            problems.Add($"subject: {subject}");
        if (Encoding.UTF8.GetByteCount(message) > 262_144)
            problems.Add("message too long");
        using var json = JsonDocument.Parse(message);
        foreach (var protocol in (ReadOnlySpan<string>)["default", "email", "sms"])
        {
            if (json.RootElement.GetProperty(protocol).GetString() is not { Length: > 0 })
                problems.Add($"no {protocol}");
        }
        foreach (var platform in (ReadOnlySpan<string>)["APNS", "APNS_SANDBOX", "GCM"])
            Push(platform, json.RootElement.GetProperty(platform).GetString()!, problems);
        if (SmsRules.Segments(json.RootElement.GetProperty("sms").GetString()!) > 2)
            problems.Add("sms too long");
        return problems;
    }

    private static void Push(string platform, string payload, List<string> problems)
    {
        if (Encoding.UTF8.GetByteCount(payload) > 4096)
            problems.Add($"{platform} too long");
        using var json = JsonDocument.Parse(payload);
        var shown = platform == "GCM"
            ? json.RootElement.GetProperty("fcmV1Message").GetProperty("message").GetProperty("notification")
            : json.RootElement.GetProperty("aps").GetProperty("alert");
        if (shown.GetProperty("title").GetString() is not { Length: > 0 } title || !title.Contains("orders"))
            problems.Add($"{platform} has no title");
    }
}
