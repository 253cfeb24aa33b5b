using Alerting.Aws.State;
using Alerting.Silencing;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Alerting.Cli.Silences;

/// <summary>The silences of a deployment, with the groups that have to look at them anew.</summary>
internal sealed class SilenceTable(AlertingTable table, TimeProvider time)
{
    private readonly DynamoSilences _silences = new(table);

    /// <summary>Opens the table and turns what goes wrong with it into a sentence.</summary>
    public static async Task<int> UseAsync(string? name, TimeProvider time, Func<SilenceTable, Task<int>> work)
    {
        name ??= Environment.GetEnvironmentVariable("ALERTING_TABLE");
        if (string.IsNullOrEmpty(name))
            throw new UserException("name the deployment's table, its output TableName, by --table or ALERTING_TABLE.");
        try
        {
            using var dynamo = new AmazonDynamoDBClient();
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
        // Groups that it kept quiet sleep until it would have ended.
        await new DynamoGroupStore(table, time, readsFiring: false).WakeAllAsync(cancellation);
        return ended;
    }
}
