using Alerting.Answers;
using Alerting.Configuration;
using Alerting.Fakes;
using Alerting.Silencing;
using Alerting.Sources.Webhooks;
using Alerting.Text;

namespace Alerting.Playground.Session;

/// <summary>Actions from the page besides sending events.</summary>
internal sealed partial class PlaygroundSession
{
    /// <summary>Applies the configuration if it is valid.</summary>
    public Task<ConfigResult> ApplyAsync(string text, CancellationToken cancellation) => RunExclusiveAsync(() =>
    {
        var result = _config.Load(text);
        if (result.Config is { } config)
        {
            _text = text;
            Run.Configure(config, _senders!.For(config), Links);
            Run.Announce("config", "Configuration applied", null);
        }
        return Task.FromResult(result);
    }, cancellation);

    public Task<string> SilenceAsync(IReadOnlyList<string> matchers, TimeSpan time, string comment,
        CancellationToken cancellation) =>
        RunExclusiveAsync(async () =>
        {
            var now = Run.Time.GetUtcNow();
            var silence = new Silence($"s{++_silences}", matchers, now, now + time, "you", comment);
            await Run.SilenceAsync(silence,
                $"Silenced {string.Join(", ", silence.ShownMatchers)} for {DurationText.Of(time)}", cancellation);
            return silence.Id;
        }, cancellation);

    public Task<bool> ExpireSilenceAsync(string id, CancellationToken cancellation) => RunExclusiveAsync(async () =>
    {
        if (Run.Silences.FirstOrDefault(silence => silence.Id == id) is not { } silence)
            return false;
        await Run.SilenceAsync(silence with { EndsAt = Run.Time.GetUtcNow() },
            $"Silence ended: {string.Join(", ", silence.ShownMatchers)}", cancellation);
        return true;
    }, cancellation);

    public Task<AnswerResponse> AnswerAsync(WebhookRequest request, CancellationToken cancellation) =>
        RunExclusiveAsync(() => Run.AnswerAsync(request, _answerKeys, cancellation), cancellation);

    /// <summary>Acknowledges the incident of an alert; false if it does not fire.</summary>
    public Task<bool> AcknowledgeAsync(string name, CancellationToken cancellation) =>
        RunExclusiveAsync(() => Run.AcknowledgeAsync(name, cancellation), cancellation);

    /// <summary>Chooses whether a check's requests fail; false for an unknown check.</summary>
    public Task<bool> SetCheckAsync(string name, bool isDown, CancellationToken cancellation) =>
        RunExclusiveAsync(() => Task.FromResult(Run.Checks.Set(name, isDown)), cancellation);

    public Task<int> RedriveAsync(CancellationToken cancellation) =>
        RunExclusiveAsync(() => Task.FromResult(Run.Deliveries.Redrive()), cancellation);

    public Task AnnounceAsync(string kind, string title, string? note, CancellationToken cancellation) =>
        RunExclusiveAsync(() =>
    {
        Run.Announce(kind, title, note);
        return Task.FromResult(true);
    }, cancellation);

    /// <summary>Sets or clears a simulated fault.</summary>
    public Task FaultAsync(string channel, ServiceFault fault, CancellationToken cancellation)
    {
        _hub.Faults.Set(channel, fault);
        return RunExclusiveAsync(() => Task.FromResult(Run.Next()), cancellation);
    }
}
