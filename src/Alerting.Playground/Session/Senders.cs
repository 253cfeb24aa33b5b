using Alerting.Aws;
using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Configuration;
using Alerting.Playground.Setup;
using Alerting.Playground.Sinks;

namespace Alerting.Playground.Session;

/// <summary>
/// The real senders. Without <c>--live</c> all their connections lead to the simulated services, whatever the configuration
/// says.
/// </summary>
public sealed class Senders : IDisposable
{
    private readonly PlaygroundOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpSender _http;
    private readonly SnsSender _sns;
    private readonly SmtpSink _mailServer;
    private readonly SsmParameters _parameters = new();

    public Senders(PlaygroundOptions options, TimeProvider time, SelfAddress self, SmtpSink mailServer, Func<string, string?> channelOf)
    {
        (_options, _time, _mailServer) = (options, time, mailServer);
        _http = options.IsLive
            ? new HttpSender(time)
            : new HttpSender(time, new LoopbackHandler(self, channelOf, new SocketsHttpHandler { UseProxy = false, UseCookies = false }), options.SendTimeout);
        _sns = options.IsLive ? new SnsSender() : new SnsSender(new SnsTestEndpoint(() => new Uri(self.Uri, "sinks/sns"), options.SendTimeout));
    }

    public Deliverer For(AlertingConfig config)
    {
        var secrets = new Secrets(_options.IsLive ? _parameters.ReadAsync : SampleSecrets.For(config), _time);
        List<ISender> senders = [_http, _sns];
        if (config.Smtp is { } smtp)
            senders.Add(_options.IsLive ? new SmtpSender(smtp, secrets, _time) : new SmtpSender(OnLoopback(smtp), secrets, _time, _options.SendTimeout));
        return new Deliverer(config, senders, secrets, _time);
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
