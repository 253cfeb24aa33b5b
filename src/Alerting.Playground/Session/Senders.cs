using Alerting.Aws;
using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Configuration;
using Alerting.Playground.Setup;
using Alerting.Playground.Sinks;

namespace Alerting.Playground.Session;

/// <summary>
/// The real senders. Unless the playground is live, every wire of theirs ends at the playground's own services, whatever the
/// configuration says.
/// </summary>
public sealed class Senders : IDisposable
{
    /// <summary>Loopback is quick; whoever looks at a slow service does not want to wait long for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly bool _isLive;
    private readonly TimeProvider _time;
    private readonly HttpSender _http;
    private readonly SnsSender _sns;
    private readonly SmtpSink _mailServer;
    private readonly SsmParameters _parameters = new();

    public Senders(bool isLive, TimeProvider time, SelfAddress self, SmtpSink mailServer, Func<string, string?> channelOf)
    {
        (_isLive, _time, _mailServer) = (isLive, time, mailServer);
        _http = isLive
            ? new HttpSender(time)
            : new HttpSender(time, new LoopbackHandler(self, channelOf, new SocketsHttpHandler { UseProxy = false, UseCookies = false }), Patience);
        _sns = isLive ? new SnsSender() : new SnsSender(new SnsStandIn(() => new Uri(self.Uri, "sinks/sns"), Patience));
    }

    /// <summary>What sends by a configuration.</summary>
    public Deliverer For(AlertingConfig config)
    {
        var secrets = new Secrets(_isLive ? _parameters.ReadAsync : MadeUpSecrets.For(config), _time);
        List<ISender> senders = [_http, _sns];
        if (config.Smtp is { } smtp)
            senders.Add(_isLive ? new SmtpSender(smtp, secrets, _time) : new SmtpSender(Here(smtp), secrets, _time, Patience));
        return new Deliverer(config, senders, secrets, _time);
    }

    public void Dispose()
    {
        _http.Dispose();
        _sns.Dispose();
        _parameters.Dispose();
    }

    private SmtpOptions Here(SmtpOptions smtp) => smtp with
    {
        Host = Setting.Literal("127.0.0.1"),
        Port = _mailServer.Port,
        User = Setting.Empty,
        Password = Setting.Empty,
    };
}
