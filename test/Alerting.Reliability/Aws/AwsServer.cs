using System.Collections.Concurrent;
using Alerting.Fakes;
using Alerting.Reliability.Aws.Dynamo;
using Alerting.Reliability.Aws.Queues;

namespace Alerting.Reliability.Aws;

/// <summary>
/// The AWS APIs that the roles call, in memory behind real HTTP: SQS, DynamoDB, Parameter Store and SNS's text messages.
/// </summary>
/// <param name="text">Takes a text message, as SNS does.</param>
internal sealed class AwsServer(SqsService sqs, DynamoService dynamo, ICallFaults faults,
    IReadOnlyDictionary<string, string> parameters, Func<AwsCall, CancellationToken, Task<HttpReply>> text) : HttpServer
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentQueue<string> _unknown = new();

    /// <summary>How often each action was called.</summary>
    public IReadOnlyDictionary<string, int> Calls => _calls;

    /// <summary>What this server was not taught. Anything here makes the run worthless.</summary>
    public IReadOnlyCollection<string> Unknown => _unknown;

    protected override async Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        var call = AwsCall.Of(request);
        _calls.AddOrUpdate(call.Action, 1, (_, count) => count + 1);
        if (await faults.BeforeAsync(call, Stopping).ConfigureAwait(false) is { } fault)
            return fault;
        var reply = await ExecuteAsync(call).ConfigureAwait(false);
        return await faults.AfterAsync(call, Stopping).ConfigureAwait(false) ?? reply;
    }

    private async Task<HttpReply> ExecuteAsync(AwsCall call)
    {
        try
        {
            return call.Service switch
            {
                "sqs" => sqs.Answer(call.Action, call.Body()),
                "dynamodb" => dynamo.Answer(call.Action, call.Body()),
                "ssm" => Parameter(call),
                _ => await text(call, Stopping).ConfigureAwait(false),
            };
        }
        catch (UnknownRequestException unknown)
        {
            _unknown.Enqueue($"{call.Service} {call.Action}: {unknown.Message}");
            return new AwsErrorException("ValidationException", unknown.Message).ToReply("unknown");
        }
    }

    private HttpReply Parameter(AwsCall call)
    {
        var name = call.Body().Text("Name");
        return parameters.TryGetValue(name, out var value)
            ? HttpReply.Text(200, $$$"""{"Parameter":{"Name":"{{{name}}}","Type":"SecureString","Value":"{{{value}}}"}}""",
                "application/x-amz-json-1.1")
            : new AwsErrorException("ParameterNotFound", name).ToReply("com.amazonaws.ssm");
    }
}

/// <summary>What goes wrong with calls; a run without faults has none.</summary>
internal interface ICallFaults
{
    /// <summary>An answer instead of the call, which is then not executed.</summary>
    Task<HttpReply?> BeforeAsync(AwsCall call, CancellationToken cancellation);

    /// <summary>An answer instead of the call's own, which was executed.</summary>
    Task<HttpReply?> AfterAsync(AwsCall call, CancellationToken cancellation);
}
