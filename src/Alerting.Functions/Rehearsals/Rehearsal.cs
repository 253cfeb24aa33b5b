using Amazon.Lambda.Core;

namespace Alerting.Functions.Rehearsals;

/// <summary>
/// Handles a made-up event before Lambda hands out the first real one: until then the processor has its full speed,
/// later only the share that the memory buys, and most pages meet functions that have just started. AWS and the channels
/// are played by <see cref="RehearsedNetwork"/>, so nothing leaves the process; then connections to the hosts that were
/// called are opened. The secrets that were read and the configuration stay in memory.
/// </summary>
internal sealed class Rehearsal(FunctionRole role, AlertingServices services, Func<string, string?> environment)
{
    /// <summary>Lambda gives ten seconds to start; the first event does not need this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    /// <summary>Never fails: what does not work is the first event's to report.</summary>
    public async Task RunAsync()
    {
        try
        {
            await PlayAsync().WaitAsync(Longest, services.Time);
        }
        catch (Exception failure)
        {
            LambdaLogger.Log(LogLevel.Debug, failure, "The rehearsal ended early: {failure}", failure.Message);
        }
    }

    /// <summary>Like <see cref="RunAsync"/>, but fails as the function would. Returns the hosts that it called.</summary>
    public async Task<IReadOnlyList<Uri>> PlayAsync()
    {
        using var aws = new RehearsedNetwork();
        using var channels = new RehearsedNetwork();
        using var rehearsed =
            new AlertingServices(environment, services.Time, services.ReadSecretAsync, aws, channels);
        var runtime = await rehearsed.RuntimeAsync(CancellationToken.None);
        var handle = role.Handler(rehearsed);
        foreach (var payload in MadeUpEvents.Of(role, runtime, services.Time.GetUtcNow()))
            using (await handle(payload, RehearsalContext.Instance)) { }
        await Task.WhenAll(services.ConnectAsync(aws.Hosts, channels.Hosts),
            services.RuntimeAsync(CancellationToken.None).AsTask());
        return [.. aws.Hosts, .. channels.Hosts];
    }
}
