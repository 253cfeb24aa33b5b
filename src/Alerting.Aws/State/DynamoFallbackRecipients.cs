using Alerting.Deliveries;
using Alerting.Notifications;

namespace Alerting.Aws.State;

internal sealed class DynamoFallbackRecipients(AlertingTable table, TimeProvider time) : IFallbackRecipients
{
    // "told" and "standin#" are version 1's words. Stored items have them, so they must not change.
    private const string Sort = "told";
    private const string Receiver = "receiver";

    /// <summary>The same as for threads.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    public Task RememberAsync(Notification notified, string fallback, CancellationToken cancellation) =>
        Task.WhenAll(FallbackKeys.OfFiring(notified).Select(key => table.PutAsync(
            new Item(Partition(key), Sort).With(Receiver, fallback).Until(time.GetUtcNow() + Retention), null,
            cancellation)));

    public async Task<string?> FindAsync(Notification resolved, CancellationToken cancellation)
    {
        foreach (var key in FallbackKeys.OfResolved(resolved))
        {
            if (await table.GetAsync(Partition(key), Sort, cancellation) is { } item)
                return item.Text(Receiver);
        }
        return null;
    }

    private static string Partition(string key) => "standin#" + key;
}
