using System.Globalization;
using Alerting.Reliability.Faults;

namespace Alerting.Reliability.Accounting;

/// <summary>An account for people.</summary>
internal static class AccountReport
{
    private const int Examples = 10;

    public static async Task WriteAsync(TextWriter to, RunOptions options, FaultPlan plan, Account account)
    {
        await to.WriteLineAsync(Text(
            $"""
            {account.Events} events, seed {options.Seed}: {account.Kills} of {options.Kills} kills, {plan.Windows.Count} faults, {account.Took.TotalSeconds:0} s

            delivered            {account.Delivered}
            suppressed           {account.Suppressed.Values.Sum()}  {string.Join(", ", account.Suppressed.Select(pair => $"{pair.Key} {pair.Value}"))}
            dead-lettered        {account.DeadLettered}
            still held           {account.Held}
            lost                 {account.Lost.Count}

            last message false   {account.LastMessageFalse.Count} of {account.Told} alarms on a target
            out of order         {account.OutOfOrder.Count}
            duplicates           {account.Duplicates.Count}, and {account.DuplicatesInOutage.Count} while the table was away
            resolved, not fired  {account.ResolvedUnasked.Count}
            malformed            {account.Malformed.Count}

            page, first target   {Describe(account.Pages)}
            page, each target    {Describe(account.PagesOnEachTarget)}
            """));
        await ListAsync(to, "Lost", account.Lost);
        await ListAsync(to, "Last message false", account.LastMessageFalse);
        await ListAsync(to, "Out of order", account.OutOfOrder);
        await ListAsync(to, "Duplicates", account.Duplicates);
        await ListAsync(to, "Duplicates while the table was away", account.DuplicatesInOutage);
        await ListAsync(to, "Resolved without having fired", account.ResolvedUnasked);
        await ListAsync(to, "Malformed", account.Malformed);
    }

    private static async Task ListAsync(TextWriter to, string heading, IReadOnlyList<string> all)
    {
        if (all.Count == 0)
            return;
        await to.WriteLineAsync($"\n{heading}:");
        foreach (var each in all.Take(Examples))
            await to.WriteLineAsync($"  {each}");
        if (all.Count > Examples)
            await to.WriteLineAsync($"  and {all.Count - Examples} more");
    }

    private static string Describe(Latency latency) => Text(
        $"p50 {latency.Median.TotalSeconds:0.00} s, p99 {latency.P99.TotalSeconds:0.0} s, max {latency.Max.TotalSeconds:0.0} s ({latency.Count})");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
