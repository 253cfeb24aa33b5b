using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Playground.Sinks;
using Alerting.Silencing;

namespace Alerting.Playground.Session;

/// <summary>What people do at the page beside sending events: configure, silence, break a service, send once more.</summary>
public sealed partial class PlaygroundSession
{
    /// <summary>Goes on with another text, if it is right; says what is wrong with it otherwise.</summary>
    public Task<ConfigResult> ApplyAsync(string text, CancellationToken cancellation) => InTurnAsync(() =>
    {
        var result = _config.Load(text);
        if (result.Config is { } config)
        {
            _text = text;
            Run.Configure(config, _senders!.For(config));
            Run.Announce("config", "Another configuration is in force", null);
        }
        return Task.FromResult(result);
    }, cancellation);

    public Task<string> SilenceAsync(IReadOnlyList<string> matchers, TimeSpan time, string comment, CancellationToken cancellation) =>
        InTurnAsync(async () =>
        {
            var now = Run.Time.GetUtcNow();
            var silence = new Silence($"s{++_silences}", matchers, now, now + time, "you", comment);
            await Run.SilenceAsync(silence, $"Silence for {string.Join(", ", matchers)}, {DurationText.Of(time)}", cancellation);
            return silence.Id;
        }, cancellation);

    public Task<bool> ExpireSilenceAsync(string id, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (Run.Silences.FirstOrDefault(silence => silence.Id == id) is not { } silence)
            return false;
        await Run.SilenceAsync(silence with { EndsAt = Run.Time.GetUtcNow() }, $"The silence for {string.Join(", ", silence.Matchers)} is over", cancellation);
        return true;
    }, cancellation);

    public Task<int> RedriveAsync(CancellationToken cancellation) => InTurnAsync(() => Task.FromResult(Run.Desk.Redrive()), cancellation);

    public Task AnnounceAsync(string kind, string title, string? note, CancellationToken cancellation) => InTurnAsync(() =>
    {
        Run.Announce(kind, title, note);
        return Task.FromResult(true);
    }, cancellation);

    /// <summary>A service was told to misbehave, or to be well again.</summary>
    public Task FaultAsync(string channel, SinkFault fault, CancellationToken cancellation)
    {
        _hub.Set(channel, fault);
        return InTurnAsync(() => Task.FromResult(Run.Next()), cancellation);
    }
}
