using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Beside;

/// <summary>What was gathered beside a page, and what was left out, with its reason.</summary>
/// <param name="Names">Of the sources that had something.</param>
public sealed record BesideGathering(
    BesideContent Content, IReadOnlyList<string> Names, IReadOnlyList<string> LeftOut)
{
    /// <summary>Of each source. They gather at the same time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public static async Task<BesideGathering> OfAsync(
        Notification page, IReadOnlyList<IBesideSource> sources, TimeProvider time, CancellationToken cancellation)
    {
        // A stored alert has its labels once, and the signal's are none.
        page = page with
        {
            Alerts = [.. page.Alerts.Select(alert =>
                alert with { Signal = alert.Signal with { Labels = alert.Labels } })],
        };
        var parts = await Task.WhenAll(sources.Select(source => TryAsync(source, page, time, cancellation)));
        return new BesideGathering(
            BesideContent.Of([.. parts.Select(part => part.Content)]),
            [.. sources.Zip(parts).Where(pair => pair.Second is { LeftOut: null, Content.IsEmpty: false })
                .Select(pair => pair.First.Name)],
            [.. sources.Zip(parts).Where(pair => pair.Second.LeftOut is not null)
                .Select(pair => $"{pair.First.Name}: {pair.Second.LeftOut}")]);
    }

    private static async Task<(BesideContent Content, string? LeftOut)> TryAsync(
        IBesideSource source, Notification page, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            // A source that does not listen to the token is left behind.
            return (await source.GatherAsync(page, either.Token).WaitAsync(Longest, time, cancellation), null);
        }
        catch (BesideException refused)
        {
            return (refused.IsShown
                ? new BesideContent { Facts = [new Fact(Capital(source.Name), "left out: " + refused.Message)] }
                : BesideContent.Empty, refused.Message);
        }
        catch (Exception late) when (late is OperationCanceledException or TimeoutException)
        {
            return (BesideContent.Empty, "no answer within 2 s");
        }
        // Nothing beside a page may fail the function. The exception's message may contain a secret.
        catch (Exception unexpected)
        {
            return (BesideContent.Empty, $"unexpected error: {unexpected.GetType().Name}");
        }
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
