using Alerting.Sources.Logs;
using Amazon.Lambda.CloudWatchLogsEvents;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Takes in batches of log lines from subscription filters: judges each line, groups those of one kind, and tells people of
/// what is severe enough for its log group.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample</remarks>
public sealed class LogFunction(AlertingServices services)
{
    private int _refused;

    /// <summary>Any event as Lambda hands it over. Throws when the lines cannot be read or somebody was not reached.</summary>
    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var body = new MemoryStream();
        await input.CopyToAsync(body);
        if (!LogEvents.TryOpen(body.GetBuffer().AsSpan(0, (int)body.Length), out var data))
            throw new LogBatchException("This is no event of a log subscription: it has no awslogs.data.");
        return await HandleAsync(data, context);
    }

    /// <summary>An event of a log subscription, typed.</summary>
    public Task<Stream> HandleAsync(CloudWatchLogsEvent input, ILambdaContext context) =>
        HandleAsync(System.Text.Encoding.UTF8.GetBytes(input.Awslogs?.EncodedData ?? ""), context);

    private async Task<Stream> HandleAsync(byte[] data, ILambdaContext context)
    {
        var runtime = await services.RuntimeAsync(CancellationToken.None);
        var reading = runtime.Logs.Read(data);
        if (reading.Refusal is not { } refusal)
            return (await services.Intake.TakeAsync(reading.Signals, context)).ToStream();
        // Once, and nothing else: this very line comes back as a batch.
        if (Interlocked.Exchange(ref _refused, 1) == 0)
            context.Logger.LogError("{refusal}", refusal);
        return new IntakeResult(new Trace(), []).ToStream();
    }
}
