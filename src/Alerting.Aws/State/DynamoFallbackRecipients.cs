using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Aws.State;

/// <summary>Who was told in place of a receiver that could not be reached, for all copies of the functions; see <see cref="FallbackRecipients"/>.</summary>
public sealed class DynamoFallbackRecipients(AlertingTable table, TimeProvider time)
{
    private const string Sort = "told";
    private const string Receiver = "receiver";

    /// <summary>As long as a thread is known.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    public Task RememberAsync(Notification notified, string fallback, CancellationToken cancellation) =>
        Task.WhenAll(FallbackRecipients.KeysOfFiring(notified).Select(key => table.PutAsync(
            new Item(Partition(key), Sort).With(Receiver, fallback).Until(time.GetUtcNow() + Retention), null, cancellation)));

    /// <summary>One read where it began by itself; null where nobody stood in.</summary>
    public async Task<string?> FindAsync(Notification ended, CancellationToken cancellation)
    {
        foreach (var key in FallbackRecipients.KeysOfResolved(ended))
            if (await table.GetAsync(Partition(key), Sort, cancellation) is { } item)
                return item.Text(Receiver);
        return null;
    }

    private static string Partition(string key) => "standin#" + key;
}
