using System.Globalization;
using System.Net;
using System.Security;
using System.Text;

namespace Alerting.TestServers;

/// <summary>
/// SNS over the query protocol (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html): records each call's
/// form fields and answers in XML. Point a client's <c>ServiceURL</c> at <see cref="HttpServer.Uri"/>.
/// </summary>
public sealed class SnsServer : HttpServer
{
    private readonly RecordedList<IReadOnlyDictionary<string, string>> _calls = new();
    private readonly RecordedList<RecordedRequest> _requests = new();
    private int _count;

    /// <summary>The form fields of each call so far, <c>Action</c> included.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Calls => _calls.Snapshot();

    /// <summary>The calls as HTTP requests.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _requests.Snapshot();

    /// <summary>Returns an error to refuse a call with, or null to accept it.</summary>
    public Func<IReadOnlyDictionary<string, string>, SnsError?> Refuse { get; set; } = _ => null;

    /// <summary>Waits for a number of calls and returns all.</summary>
    public Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> WaitForAsync(
        int count, TimeSpan? timeout = null) =>
        _calls.WaitForAsync(count, timeout);

    protected override Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        var fields = ParseForm(request.Body);
        _requests.Add(request);
        _calls.Add(fields);
        return Task.FromResult(Refuse(fields) is { } error ? Refusal(error) : Acceptance(fields));
    }

    private static Dictionary<string, string> ParseForm(string body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            fields[WebUtility.UrlDecode(parts[0])] = WebUtility.UrlDecode(parts.Length > 1 ? parts[1] : string.Empty);
        }

        return fields;
    }

    private static HttpReply Refusal(SnsError error) => Xml(error.Status, $"""
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <Error>
            <Type>{(error.Status < 500 ? "Sender" : "Receiver")}</Type>
            <Code>{SecurityElement.Escape(error.Code)}</Code>
            <Message>{SecurityElement.Escape(error.Message)}</Message>
          </Error>
          <RequestId>9f47e2b5-0000-5000-8000-000000000000</RequestId>
        </ErrorResponse>
        """);

    private HttpReply Acceptance(Dictionary<string, string> fields) => fields.GetValueOrDefault("Action") switch
    {
        "Publish" => Result("Publish", $"<MessageId>{NextId()}</MessageId>"),
        "PublishBatch" => Result("PublishBatch", BatchResult(fields)),
        var other => Refusal(new SnsError(400, "InvalidAction", $"Could not find operation {other}")),
    };

    private string BatchResult(Dictionary<string, string> fields)
    {
        var members = new StringBuilder();
        for (var number = 1; fields.TryGetValue($"PublishBatchRequestEntries.member.{number}.Id", out var id); number++)
        {
            members.Append(CultureInfo.InvariantCulture, $"<member><Id>{SecurityElement.Escape(id)}</Id>");
            members.Append(CultureInfo.InvariantCulture, $"<MessageId>{NextId()}</MessageId></member>");
        }

        return $"<Failed/><Successful>{members}</Successful>";
    }

    private static HttpReply Result(string action, string content) => Xml(200, $"""
        <{action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <{action}Result>
            {content}
          </{action}Result>
          <ResponseMetadata>
            <RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId>
          </ResponseMetadata>
        </{action}Response>
        """);

    private static HttpReply Xml(int status, string body) => HttpReply.Text(status, body, "text/xml");

    private string NextId() => $"00000000-0000-5000-8000-{Interlocked.Increment(ref _count):D12}";
}
