using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Alerting.Functions.Rehearsals;

/// <summary>
/// Answers every request as AWS does when a table is empty and a queue takes everything, and as a channel does that
/// accepts a message. Remembers which hosts were called.
/// </summary>
internal sealed class RehearsedNetwork : HttpMessageHandler
{
    private const string Published = """
        <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>r</MessageId>
        </PublishResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishResponse>
        """;

    private readonly ConcurrentDictionary<Uri, bool> _hosts = new();

    public IEnumerable<Uri> Hosts => _hosts.Keys;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _hosts.TryAdd(new Uri(request.RequestUri!.GetLeftPart(UriPartial.Authority)), true);
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent(Answer(Action(request), body), Encoding.UTF8, "application/x-amz-json-1.0"),
        };
    }

    /// <summary><c>AmazonSQS.SendMessageBatch</c> is SendMessageBatch.</summary>
    private static string Action(HttpRequestMessage request) =>
        request.Headers.TryGetValues("X-Amz-Target", out var targets) ? targets.First().Split('.')[^1] : "";

    private static string Answer(string action, string body) => action switch
    {
        "SendMessageBatch" => Sent(JsonNode.Parse(body)!["Entries"]!.AsArray()),
        "Query" => """{"Items":[],"Count":0,"ScannedCount":0}""",
        "" when body.Contains("Action=Publish", StringComparison.Ordinal) => Published,
        "" => "ok",
        _ => "{}",
    };

    private static string Sent(JsonArray entries) => new JsonObject
    {
        ["Successful"] = new JsonArray([.. entries.Select(entry => new JsonObject
        {
            ["Id"] = entry!["Id"]!.GetValue<string>(),
            ["MessageId"] = "r",
            ["MD5OfMessageBody"] = Checksum(entry["MessageBody"]!.GetValue<string>()),
        })]),
        ["Failed"] = new JsonArray(),
    }.ToJsonString();

    // SQS's own checksum, which its client compares.
#pragma warning disable CA5351
    private static string Checksum(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351
}
