using Alerting.Aws;
using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Playground.Setup;
using Alerting.Playground.Sinks;

namespace Alerting.Playground.Session;

/// <summary>
/// The real senders. Without <c>--live</c> all their connections lead to the simulated services, whatever the
/// configuration says.
/// </summary>
internal sealed class Senders : IDisposable
{
    private readonly PlaygroundOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpSender _http;
    private readonly SnsSender _sns;
    private readonly SmtpSink _mailServer;
    private readonly Func<Delivery, CancellationToken> _sending;
    private readonly SsmParameters _parameters = new();

    /// <param name="channelOf">By the id of a delivery.</param>
    /// <param name="sending">Called before each send; its token is cancelled when the time of the delivery is up.</param>
    public Senders(
        PlaygroundOptions options, TimeProvider time, SelfAddress self, SmtpSink mailServer,
        Func<string, string?> channelOf, Func<Delivery, CancellationToken> sending)
    {
        (_options, _time, _mailServer, _sending) = (options, time, mailServer, sending);
        _http = options.IsLive
            ? new HttpSender(time)
            : new HttpSender(time, new LoopbackHandler(self, channelOf,
                new SocketsHttpHandler { UseProxy = false, UseCookies = false }), options.SendTimeout);
        _sns = options.IsLive
            ? new SnsSender()
            : new SnsSender(new SnsTestEndpoint(() => new Uri(self.Uri, "sinks/sns"), options.SendTimeout));
    }

    /// <summary>Without a retry within the call, because the session's clock does not run meanwhile.</summary>
    public TargetSender For(AlertingConfig config)
    {
        var secrets = new Secrets(_options.IsLive ? _parameters.ReadAsync : SampleSecrets.For(config), _time);
        List<ISender> senders = [_http, _sns];
        if (config.Smtp is { } smtp)
        {
            senders.Add(_options.IsLive
                ? new SmtpSender(smtp, secrets, _time)
                : new SmtpSender(OnLoopback(smtp), secrets, _time, _options.SendTimeout));
        }
        var timed = senders.Select(sender => new TimedSender(sender, _sending));
        return new TargetSender([.. timed], secrets, _time, retriesAtOnce: false);
    }

    public void Dispose()
    {
        _http.Dispose();
        _sns.Dispose();
        _parameters.Dispose();
    }

    private SmtpOptions OnLoopback(SmtpOptions smtp) => smtp with
    {
        Host = Setting.Literal("127.0.0.1"),
        Port = _mailServer.Port,
        User = Setting.Empty,
        Password = Setting.Empty,
    };
}

/// <summary>Ends a send when the session does not wait for it any longer, as if the service had timed out.</summary>
internal sealed class TimedSender(ISender sender, Func<Delivery, CancellationToken> sending) : ISender
{
    public bool Serves(string channel) => sender.Serves(channel);

    public async Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(sending(delivery), cancellation);
        try
        {
            return await sender.SendAsync(delivery, settings, end.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Verdict.Retry("the service did not answer in time");
        }
    }
}
