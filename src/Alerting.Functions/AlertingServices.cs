using Alerting.Aws;
using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Configuration;

namespace Alerting.Functions;

/// <summary>The composition root: everything a role needs, made once and kept for the life of the process.</summary>
public sealed class AlertingServices : IDisposable
{
    private readonly Func<string, string?> _environment;
    private readonly SsmParameters _parameters = new();
    private readonly HttpSender _http;
    private readonly SnsSender _sns = new();
    private readonly Secrets _secrets;
    private Runtime? _runtime;

    public AlertingServices(Func<string, string?> environment, TimeProvider time)
    {
        _environment = environment;
        Time = time;
        _http = new HttpSender(time);
        _secrets = new Secrets(_parameters.ReadAsync, time);
    }

    public TimeProvider Time { get; }

    /// <summary>Whether this runs under <c>sam local invoke</c>, where what cannot be sent is printed.</summary>
    public bool IsSamLocal => _environment("AWS_SAM_LOCAL") == "true";

    /// <summary>
    /// What the configuration makes, read on the first event. Throws <see cref="InvalidConfigurationException"/> each
    /// time as long as it is not valid, so that events wait in Lambda's retries and its dead-letter queue instead of being lost.
    /// </summary>
    public async ValueTask<Runtime> RuntimeAsync(CancellationToken cancellation) =>
        _runtime ??= Compose(await ConfigurationSource.LoadAsync(_environment, _secrets, cancellation));

    public void Dispose()
    {
        _http.Dispose();
        _sns.Dispose();
        _parameters.Dispose();
    }

    private Runtime Compose(AlertingConfig config)
    {
        List<ISender> senders = [_http, _sns];
        if (config.Smtp is { } smtp)
            senders.Add(new SmtpSender(smtp, _secrets, Time));
        return new Runtime(new LocalMode(config, Time), new Deliverer(config, senders, _secrets, Time), config.Notes);
    }

    /// <summary>What one configuration makes.</summary>
    public sealed record Runtime(LocalMode Local, Deliverer Deliverer, IReadOnlyList<ConfigMessage> Notes);
}
