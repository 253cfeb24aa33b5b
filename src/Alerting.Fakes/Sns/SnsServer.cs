using System.Globalization;
using System.Security;
using System.Text;

namespace Alerting.Fakes;

/// <summary>
/// SNS over the query protocol (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html): records each call's
/// form fields and answers in XML. Point a client's <c>ServiceURL</c> at <see cref="HttpServer.Uri"/>.
/// </summary>
public sealed class SnsServer : HttpServer
{
    private readonly RecordedList<IReadOnlyDictionary<string, string>> _calls = new();
    private readonly RecordedList<RecordedRequest> _requests = new();
    private readonly SnsService _service = new(new Faults());
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

    protected override async Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        var fields = SnsXml.Form(request.Body);
        _requests.Add(request);
        _calls.Add(fields);
        if (Refuse(fields) is { } error)
            return SnsXml.Error(error.Status, error.Code, error.Message);
        return fields.GetValueOrDefault("Action") == "PublishBatch"
            ? SnsXml.Result("PublishBatch", BatchResult(fields))
            : (await _service.ReceiveAsync(fields, Stopping).ConfigureAwait(false)).Reply;
    }

    private string BatchResult(IReadOnlyDictionary<string, string> fields)
    {
        var members = new StringBuilder();
        foreach (var entry in SnsPublish.OfBatch(fields))
        {
            members.Append(CultureInfo.InvariantCulture, $"<member><Id>{SecurityElement.Escape(entry.Id)}</Id>");
            members.Append(CultureInfo.InvariantCulture,
                $"<MessageId>{SnsXml.MessageId(Interlocked.Increment(ref _count))}</MessageId></member>");
        }

        return $"<Failed/><Successful>{members}</Successful>";
    }
}
