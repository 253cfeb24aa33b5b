using Alerting.Channels;
using Alerting.Deliveries;

namespace Alerting.Aws.State;

internal sealed class DynamoThreads(AlertingTable table, TimeProvider time) : IThreads
{
    private const string Sort = "first";
    private const string Message = "message";
    private const string Place = "place";

    /// <summary>An incident that lasts longer than a month starts a new thread.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    public async Task<ThreadRef?> FindAsync(string thread, CancellationToken cancellation) =>
        await table.GetAsync(Partition(thread), Sort, cancellation) is { } item && item.Text(Message) is { } message
            ? new ThreadRef(message, item.Text(Place))
            : null;

    public Task SaveAsync(string thread, ThreadRef first, CancellationToken cancellation)
    {
        var item = new Item(Partition(thread), Sort).With(Message, first.Message).With(Place, first.Place);
        return table.PutAsync(item.Until(time.GetUtcNow() + Retention), Condition.Absent, cancellation);
    }

    private static string Partition(string thread) => "thread#" + thread;
}
