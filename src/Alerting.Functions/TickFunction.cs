using System.Text;
using Alerting.Aws;
using Alerting.Aws.State;
using Alerting.Grouping;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>Runs each minute and wakes the groups whose time has come; what the time means is for them to decide.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html</remarks>
public sealed class TickFunction
{
    /// <summary>The groups that are due with the same tick have all spoken after this.</summary>
    public static readonly TimeSpan DigestGrace = TimeSpan.FromSeconds(90);

    private readonly TimeProvider _time;
    private readonly AwsBackend _backend;
    private readonly DynamoGroupStore _store;

    public TickFunction(AlertingServices services)
    {
        _time = services.Time;
        _backend = services.RequireBackend();
        _store = _backend.Store(readsFiring: false);
    }

    /// <summary>What the scheduled event says is of no interest: the clock is.</summary>
    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var due = await _store.DueAsync(_time.GetUtcNow(), limit.Token);
        await _backend.Mailbox.SendAsync([.. due.Select(address => new GroupEnvelope(address, new Wake()))], limit.Token);
        if (due.Count > 0)
            context.Logger.LogInformation("{count} groups are woken", due.Count);
        return new MemoryStream(Encoding.UTF8.GetBytes($$"""{"woken":{{due.Count}}}"""), writable: false);
    }
}
