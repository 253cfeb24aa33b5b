using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Aws.State;

/// <summary>
/// What each receiver was sent within its budget's time. Copies of the function that send to one receiver at the same time
/// take turns by a version condition, so a budget holds for all of them together.
/// </summary>
public sealed class DynamoBudgets(AlertingTable table, TimeProvider time)
{
    private const string Sort = "ledger";
    private const string Ledger = "ledger";
    private const string Version = "v";
    private const int Attempts = 8;

    /// <summary>Decides and books, as one. After too many turns lost it lets the message out: a budget delays no page.</summary>
    public async Task<BudgetDecision> DecideAsync(Receiver receiver, Budget budget, Notification notification, CancellationToken cancellation)
    {
        var partition = "budget#" + receiver.Name;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var item = await table.GetAsync(partition, Sort, cancellation);
            var ledger = item is null ? BudgetLedger.Empty : StoredJson.Read(item.Attributes[Ledger], StateJson.Default.BudgetLedger);
            var now = time.GetUtcNow();
            var decision = BudgetDecision.Of(budget, ledger, notification, now, receiver.Fallback);
            var version = item?.Whole(Version) ?? 0;
            var next = new Item(partition, Sort).With(Version, version + 1)
                .With(Ledger, StoredJson.Write(decision.Ledger, StateJson.Default.BudgetLedger)).Until(now + budget.Within + budget.Within);
            var unchanged = item is null ? Condition.Absent : new Condition("#v = :v").Name("#v", Version).Number(":v", version);
            if ((await table.PutAsync(next, unchanged, cancellation)).IsWritten)
                return decision;
        }
        return new BudgetDecision(BudgetAction.Send, BudgetLedger.Empty, "the budget is being changed by others all the time");
    }
}
