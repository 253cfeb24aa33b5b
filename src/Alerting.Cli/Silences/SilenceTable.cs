using Alerting.Aws.State;
using Alerting.Silencing;
using Amazon.Runtime;

namespace Alerting.Cli.Silences;

/// <summary>The silences of a deployment, with the groups that have to look at them anew.</summary>
internal sealed class SilenceTable(AlertingTable table, TimeProvider time)
{
    /// <summary>After this no function remembers silences as they were; half as long again, for what it was just judging.</summary>
    private static readonly TimeSpan Forgotten = DynamoGroupStore.SilencesAge * 1.5;

    private readonly DynamoSilences _silences = new(table);

    /// <summary>Opens the table and turns what goes wrong with it into a sentence.</summary>
    public static async Task<int> UseAsync(string? name, TimeProvider time, Func<SilenceTable, Task<int>> work)
    {
        name ??= Environment.GetEnvironmentVariable("ALERTING_TABLE");
        if (string.IsNullOrEmpty(name))
            throw new UserException("name the deployment's table, its output TableName, by --table or ALERTING_TABLE.");
        try
        {
            using var dynamo = AwsClients.Dynamo();
            return await work(new SilenceTable(new AlertingTable(dynamo, name), time));
        }
        catch (TableUnavailableException failure)
        {
            throw new UserException($"the table {name} cannot be used: {failure.Message}.");
        }
        catch (AmazonClientException failure)
        {
            throw new UserException($"AWS cannot be called from here: {failure.Message}");
        }
    }

    public Task PutAsync(Silence silence, CancellationToken cancellation) => _silences.PutAsync(silence, cancellation);

    public Task<IReadOnlyList<Silence>> ListAsync(CancellationToken cancellation) => _silences.ListAsync(cancellation);

    /// <summary>The silence as it is now; null when there is none that has not ended yet.</summary>
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
    /// Has the groups look again that a silence kept quiet: they sleep until it would have ended. Not before every function
    /// has forgotten it, for whoever still remembers it would send its group to sleep once more.
    /// </summary>
    public async Task WakeGroupsAsync(CancellationToken cancellation)
    {
        var groups = new DynamoGroupStore(table, time, readsFiring: false);
        // Should this be broken off while it waits, most hear of it all the same: all to which nothing happens meanwhile.
        await groups.WakeAllAsync(time.GetUtcNow() + Forgotten, cancellation);
        await Task.Delay(Forgotten, time, cancellation);
        await groups.WakeAllAsync(time.GetUtcNow(), cancellation);
    }
}
