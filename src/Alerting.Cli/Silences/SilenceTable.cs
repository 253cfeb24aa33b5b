using Alerting.Aws.State;
using Alerting.Cli.Deployments;
using Alerting.Silencing;

namespace Alerting.Cli.Silences;

internal sealed class SilenceTable(AlertingTable table, TimeProvider time)
{
    /// <summary>
    /// After this no function uses its cached silences any more, with a margin for alerts it is processing.
    /// </summary>
    private static readonly TimeSpan CacheExpiry = DynamoGroupStore.SilencesAge * 1.5;

    private readonly DynamoSilences _silences = new(table);

    /// <summary>Runs the work on the table and turns AWS errors into user errors.</summary>
    public static Task<int> UseAsync(string name, TimeProvider time, Func<SilenceTable, Task<int>> work) =>
        AwsProblem.ExplainAsync($"table {name}", async () =>
        {
            using var dynamo = AwsClients.Dynamo();
            return await work(new SilenceTable(new AlertingTable(dynamo, name), time));
        });

    public Task PutAsync(Silence silence, CancellationToken cancellation) => _silences.PutAsync(silence, cancellation);

    public Task<IReadOnlyList<Silence>> ListAsync(CancellationToken cancellation) => _silences.ListAsync(cancellation);

    /// <summary>Returns the ended silence, or null if it does not exist or has already ended.</summary>
    public async Task<Silence?> ExpireAsync(string id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await _silences.FindAsync(id, cancellation) is not { } silence || silence.EndsAt <= now)
            return null;
        var ended = silence with { EndsAt = now, StartsAt = silence.StartsAt < now ? silence.StartsAt : now };
        await _silences.PutAsync(ended, cancellation);
        return ended;
    }

    /// <summary>
    /// Wakes the silenced groups, which sleep until the silence would have ended. It waits until no function has the
    /// silence cached: a function that still has it would put its group back to sleep.
    /// </summary>
    public async Task WakeGroupsAsync(CancellationToken cancellation)
    {
        var groups = new DynamoGroupStore(table, time, readsFiring: false);
        // Scheduled before the wait as well, so that an interrupted command still wakes most groups.
        await groups.WakeAllAsync(time.GetUtcNow() + CacheExpiry, cancellation);
        await Task.Delay(CacheExpiry, time, cancellation);
        await groups.WakeAllAsync(time.GetUtcNow(), cancellation);
    }
}
