using Alerting.Alerts;
using Alerting.Beside;
using Alerting.Notifications;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Tests.Beside;

/// <summary>Sources that are fast, slow, refusing, hanging and broken.</summary>
public sealed class BesideGatheringTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);

    [Fact]
    public async Task A_source_that_hangs_is_left_out_after_two_seconds_and_the_others_are_not()
    {
        var gathering = BesideGathering.OfAsync(Some.Notification(Some.Alert()),
        [
            new Source("changes", _ => Task.FromResult(Content("deployed"))),
            new Source("graph", _ => new TaskCompletionSource<BesideContent>().Task),
            new Source("logs", async cancellation =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return Content("never");
            }),
            new Source("broken", _ => throw new InvalidOperationException("secret")),
            new Source("refused", _ => throw new BesideException("AccessDenied") { IsShown = true }),
        ], _time, TestContext.Current.CancellationToken);
        gathering.IsCompleted.ShouldBeFalse();
        _time.Advance(BesideGathering.Longest);
        var gathered = await gathering.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        gathered.Names.ShouldBe(["changes"]);
        gathered.Content.Facts.ShouldBe([new Fact("Changed", "deployed"), new Fact("Refused", "left out: AccessDenied")]);
        gathered.LeftOut.ShouldBe(["graph: no answer within 2 s", "logs: no answer within 2 s",
            "broken: unexpected error: InvalidOperationException", "refused: AccessDenied"]);
    }

    /// <summary>A stored alert has its labels beside its signal.</summary>
    [Fact]
    public async Task A_source_sees_the_labels_of_a_stored_alert()
    {
        var alert = Some.Alert() with { Labels = new Dictionary<string, string> { ["dim_FunctionName"] = "orders" } };
        string? seen = null;

        await BesideGathering.OfAsync(Some.Notification(alert), [new Source("changes", (page, _) =>
        {
            seen = page.Alerts[0].Signal.Labels["dim_FunctionName"];
            return Task.FromResult(BesideContent.Empty);
        })], _time, TestContext.Current.CancellationToken);

        seen.ShouldBe("orders");
    }

    private static BesideContent Content(string text) => new() { Facts = [new Fact("Changed", text)] };

    private sealed class Source(string name, Func<Notification, CancellationToken, Task<BesideContent>> gather)
        : IBesideSource
    {
        public Source(string name, Func<CancellationToken, Task<BesideContent>> gather)
            : this(name, (_, cancellation) => gather(cancellation))
        {
        }

        public string Name => name;

        public Task<BesideContent> GatherAsync(Notification page, CancellationToken cancellation) =>
            gather(page, cancellation);
    }
}
