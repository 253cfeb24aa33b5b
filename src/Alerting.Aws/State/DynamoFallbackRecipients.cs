using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Aws.State;

/// <summary>Like <see cref="FallbackRecipients"/>, but shared by all instances of the functions.</summary>
public sealed class DynamoFallbackRecipients(AlertingTable table, TimeProvider time)
{
    // "told" and "standin#" are version 1's words. Stored items have them, so they must not change.
    private const string Sort = "told";
    private const string Receiver = "receiver";

    /// <summary>The same as for threads.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    public Task RememberAsync(Notification notified, string fallback, CancellationToken cancellation) =>
        Task.WhenAll(FallbackRecipients.KeysOfFiring(notified).Select(key => table.PutAsync(
            new Item(Partition(key), Sort).With(Receiver, fallback).Until(time.GetUtcNow() + Retention), null, cancellation)));

    /// <summary>Null when no fallback was used.</summary>
    public async Task<string?> FindAsync(Notification resolved, CancellationToken cancellation)
    {
        foreach (var key in FallbackRecipients.KeysOfResolved(resolved))
            if (await table.GetAsync(Partition(key), Sort, cancellation) is { } item)
                return item.Text(Receiver);
        return null;
    }

    private static string Partition(string key) => "standin#" + key;
}
