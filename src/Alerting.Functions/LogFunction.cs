using Alerting.Logs.Batches;
using Alerting.Sources.Logs;
using Amazon.Lambda.CloudWatchLogsEvents;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Takes in batches of log lines from subscription filters. Lines with the same template become one alert if they are
/// severe enough for their log group.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample</remarks>
public sealed class LogFunction(AlertingServices services)
{
    private int _hasLoggedRefusal;

    /// <summary>
    /// Throws when the lines cannot be read or a notification was not delivered, so Lambda retries the event.
    /// </summary>
    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var body = new MemoryStream();
        await input.CopyToAsync(body);
        if (!LogEvents.TryOpen(body.GetBuffer().AsSpan(0, (int)body.Length), out var data))
            throw new LogBatchException("Not a log subscription event: awslogs.data is missing.");
        return await HandleAsync(data, context);
    }

    public Task<Stream> HandleAsync(CloudWatchLogsEvent input, ILambdaContext context) =>
        HandleAsync(System.Text.Encoding.UTF8.GetBytes(input.Awslogs?.EncodedData ?? ""), context);

    private async Task<Stream> HandleAsync(byte[] data, ILambdaContext context)
    {
        var runtime = await services.RuntimeAsync(CancellationToken.None);
        var reading = runtime.Logs.Read(data);
        if (reading.Refusal is not { } refusal)
            return (await services.Intake.TakeAsync(reading.Signals, context)).ToStream();
        // Only once: this log line comes back to us as another batch.
        if (Interlocked.Exchange(ref _hasLoggedRefusal, 1) == 0)
            context.Logger.LogError("{refusal}", refusal);
        return new IntakeResult(new Trace(), []).ToStream();
    }
}
