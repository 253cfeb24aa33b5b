using System.Text;
using System.Text.Json.Nodes;
using Alerting.Fakes;

namespace Alerting.Benchmarks;

/// <summary>
/// The shortest true answers of an empty table, an empty queue and a Parameter Store with one secret, in AWS's JSON
/// protocol. What is sent to the queue is kept.
/// </summary>
public sealed class AwsAnswers(string secret)
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();
    private int _calls;

    public IReadOnlyList<string> Queued { get; private set; } = [];

    public int Calls => _calls;

    public void Forget() => (Queued, _calls) = ([], 0);

    public Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        var target = request.Headers.GetValueOrDefault("X-Amz-Target", "");
        if (target.Length == 0)
            return Task.FromResult(HttpReply.Text(200, "healthy", "text/plain"));
        Interlocked.Increment(ref _calls);
        var body = Answer(target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..], request);
        return Task.FromResult(new HttpReply(200, body, "application/x-amz-json-1.0"));
    }

    private byte[] Answer(string action, RecordedRequest request) => action switch
    {
        "SendMessageBatch" => Sent(request),
        "Query" => """{"Items":[],"Count":0,"ScannedCount":0}"""u8.ToArray(),
        "GetParameter" => Encoding.UTF8.GetBytes(new JsonObject
        {
            ["Parameter"] = new JsonObject { ["Name"] = "/s", ["Type"] = "SecureString", ["Value"] = secret },
        }.ToJsonString()),
        _ => Nothing,
    };

    private byte[] Sent(RecordedRequest request)
    {
        var entries = JsonNode.Parse(request.Body)!["Entries"]!.AsArray();
        Queued = [.. Queued, .. entries.Select(entry => entry!["MessageBody"]!.GetValue<string>())];
        return Encoding.UTF8.GetBytes(SqsReplies.Sent(JsonNode.Parse(request.Body)!));
    }
}
