using Alerting.Fakes;
using Alerting.Reliability.Aws;
using Alerting.Reliability.Lambda;

namespace Alerting.Reliability.Faults;

/// <summary>Carries out a plan: it fails calls in their windows, and kills processes at their calls.</summary>
internal sealed class RunFaults(FaultPlan plan, TimeProvider time, Random random) : ICallFaults
{
    private static readonly TimeSpan LongestHang = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly List<Kill> _kills = [.. plan.Kills];
    private readonly Dictionary<string, int> _skips = [];
    private long _began;

    /// <summary>Whose processes are killed. Set before the first call.</summary>
    public RolePool? Pool { get; set; }

    /// <summary>Gets the key of each process that is killed.</summary>
    public Action<string> Killed { get; set; } = _ => { };

    /// <summary>Gets each call that was executed.</summary>
    public Action<AwsCall> Executed { get; set; } = _ => { };

    public TimeSpan Elapsed => _began == 0 ? TimeSpan.Zero : time.GetElapsedTime(_began);

    public void Begin() => _began = time.GetTimestamp();

    public async Task<HttpReply?> BeforeAsync(AwsCall call, CancellationToken cancellation)
    {
        if (TakeKill(call.Process, KillMoment.Before))
        {
            Kill(call.Process);
            return new HttpReply(500, []) { Abort = true };
        }
        return call.Service is "dynamodb" or "sqs" ? await ApiFaultAsync(call, cancellation) : null;
    }

    public async Task<HttpReply?> AfterAsync(AwsCall call, CancellationToken cancellation)
    {
        Executed(call);
        if (TakeKill(call.Process, KillMoment.After))
        {
            Kill(call.Process);
            return new HttpReply(500, []) { Abort = true };
        }
        if (TakeKill(call.Process, KillMoment.SoonAfter))
            _ = KillSoonAsync(call.Process, cancellation);
        return null;
    }

    /// <summary>What a channel answers instead of accepting a message; null when it works, though it may be slow.</summary>
    public async Task<HttpReply?> ChannelAsync(string channel, CancellationToken cancellation)
    {
        switch (Current(channel))
        {
            case { Kind: FaultKind.Error }:
                return HttpReply.Text(500, "internal_error", "text/plain");
            case { Kind: FaultKind.Throttle } when NextDouble() < 0.5:
                return HttpReply.Text(429, "rate_limited", "text/plain") with
                {
                    Headers = new Dictionary<string, string> { ["Retry-After"] = "2" },
                };
            case { Kind: FaultKind.Reset }:
                return new HttpReply(500, []) { Abort = true };
            case { Kind: FaultKind.Hang }:
                await Task.Delay(LongestHang, time, cancellation);
                return new HttpReply(500, []) { Abort = true };
            case { Kind: FaultKind.Slow }:
                await Task.Delay(TimeSpan.FromSeconds(1 + 2 * NextDouble()), time, cancellation);
                return null;
            default:
                return null;
        }
    }

    /// <summary>The fault of a service at this moment.</summary>
    public FaultWindow? Current(string service)
    {
        var now = Elapsed;
        return plan.Windows.FirstOrDefault(window => window.Service == service && window.From <= now && now < window.To);
    }

    private async Task<HttpReply?> ApiFaultAsync(AwsCall call, CancellationToken cancellation)
    {
        var prefix = call.Service == "sqs" ? "com.amazonaws.sqs" : "com.amazonaws.dynamodb.v20120810";
        switch (Current(call.Service))
        {
            case { Kind: FaultKind.Error }:
                return new AwsErrorException("InternalServerError", "The request failed.", 500).ToReply(prefix);
            case { Kind: FaultKind.Throttle } when NextDouble() < 0.5:
                return new AwsErrorException("ProvisionedThroughputExceededException", "Too many requests.").ToReply(prefix);
            case { Kind: FaultKind.Reset }:
                return new HttpReply(500, []) { Abort = true };
            case { Kind: FaultKind.Hang } hang:
                var rest = hang.To - Elapsed;
                await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time, cancellation);
                return new HttpReply(500, []) { Abort = true };
            default:
                return null;
        }
    }

    /// <summary>Whether this call is the one at which the caller's role dies.</summary>
    private bool TakeKill(string process, KillMoment moment)
    {
        if (Pool?.RoleOf(process) is not { } role)
            return false;
        lock (_gate)
        {
            var next = _kills.FindIndex(kill => kill.Role == role);
            if (next < 0 || _kills[next].At > Elapsed || _kills[next].Moment != moment)
                return false;
            var seen = _skips[role] = _skips.GetValueOrDefault(role) + 1;
            if (seen <= _kills[next].Skip)
                return false;
            _kills.RemoveAt(next);
            _skips[role] = 0;
            return true;
        }
    }

    private async Task KillSoonAsync(string process, CancellationToken cancellation)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20 * NextDouble()), time, cancellation);
        Kill(process);
    }

    private void Kill(string process)
    {
        if (Pool!.Kill(process))
            Killed(process);
    }

    private double NextDouble()
    {
        lock (_gate)
            return random.NextDouble();
    }
}
