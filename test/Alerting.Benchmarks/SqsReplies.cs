using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Alerting.Benchmarks;

/// <summary>SQS's answers, with the checksums that its client compares.</summary>
internal static class SqsReplies
{
    /// <param name="request">A <c>SendMessageBatch</c>.</param>
    public static string Sent(JsonNode request) => new JsonObject
    {
        ["Successful"] = new JsonArray([.. request["Entries"]!.AsArray().Select(entry => new JsonObject
        {
            ["Id"] = entry!["Id"]!.GetValue<string>(), ["MessageId"] = "m",
            ["MD5OfMessageBody"] = Md5(entry["MessageBody"]!.GetValue<string>()),
        })]),
        ["Failed"] = new JsonArray(),
    }.ToJsonString();

    // The protocol's own checksum.
#pragma warning disable CA5351
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
