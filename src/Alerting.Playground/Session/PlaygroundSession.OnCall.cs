using Alerting.Playground.Views;
using Alerting.Text;

namespace Alerting.Playground.Session;

/// <summary>Overrides of who is on call.</summary>
internal sealed partial class PlaygroundSession
{
    /// <summary>Null if somebody takes over now, else why not.</summary>
    public Task<string?> OverrideAsync(OverrideRequest request, CancellationToken cancellation) =>
        RunExclusiveAsync(() =>
        {
            var problem = Run.OnCall.Override(Run.Config, request, Run.Time.GetUtcNow());
            if (problem is null)
            {
                var time = DurationText.Of(TimeSpan.FromMinutes(request.Minutes));
                Run.Announce("override",
                    $"{NameOf(request.Person!)} is on call in {request.Schedule} for {time}", null);
                Run.Changed();
            }
            return Task.FromResult(problem);
        }, cancellation);

    public Task<bool> RemoveOverrideAsync(string id, CancellationToken cancellation) => RunExclusiveAsync(() =>
    {
        if (Run.OnCall.Remove(id) is not { } removed)
            return Task.FromResult(false);
        Run.Announce("override", $"Override ended: {NameOf(removed.Person)} in {removed.Schedule}", null);
        Run.Changed();
        return Task.FromResult(true);
    }, cancellation);

    private string NameOf(string person) => SimulatedOnCall.NameOf(Run.Config, person);
}
