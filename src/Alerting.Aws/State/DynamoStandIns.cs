using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Aws.State;

/// <summary>Who was told in place of a receiver that could not be reached, for all copies of the functions; see <see cref="StandIns"/>.</summary>
public sealed class DynamoStandIns(AlertingTable table, TimeProvider time)
{
    private const string Sort = "told";
    private const string Receiver = "receiver";

    /// <summary>As long as a thread is known.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public Task RememberAsync(Notification told, string standIn, CancellationToken cancellation) =>
        Task.WhenAll(StandIns.KeysOfBeginning(told).Select(key => table.PutAsync(
            new Item(Partition(key), Sort).With(Receiver, standIn).Until(time.GetUtcNow() + Kept), null, cancellation)));

    /// <summary>One read where it began by itself; null where nobody stood in.</summary>
    public async Task<string?> FindAsync(Notification ended, CancellationToken cancellation)
    {
        foreach (var key in StandIns.KeysOfEnd(ended))
            if (await table.GetAsync(Partition(key), Sort, cancellation) is { } item)
                return item.Text(Receiver);
        return null;
    }

    private static string Partition(string key) => "standin#" + key;
}
