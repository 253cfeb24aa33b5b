using Alerting.Aws;
using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Sources.Logs;

namespace Alerting.Functions;

/// <summary>The composition root: everything a role needs, made once and kept for the life of the process.</summary>
public sealed class AlertingServices : IDisposable
{
    private readonly Func<string, string?> _environment;
    private readonly SsmParameters _parameters = new();
    private readonly HttpSender _http;
    private readonly SnsSender _sns = new();
    private readonly Secrets _secrets;
    private readonly ConfigurationSource _source;
    private Runtime? _runtime;

    /// <param name="readSecret">Where secrets are; Parameter Store unless told otherwise.</param>
    public AlertingServices(Func<string, string?> environment, TimeProvider time, SecretReader? readSecret = null)
    {
        _environment = environment;
        Time = time;
        _http = new HttpSender(time);
        readSecret ??= _parameters.ReadAsync;
        _secrets = new Secrets(IsSamLocal ? LiteralSecrets.Or(readSecret) : readSecret, time);
        _source = new ConfigurationSource(environment, _secrets);
        Backend = AwsBackend.FromEnvironment(environment, time);
        Intake = Backend is null ? new LocalIntake(this) : new QueuedIntake(this, Backend);
    }

    public TimeProvider Time { get; }

    /// <summary>The queues and the table; null in local mode.</summary>
    public AwsBackend? Backend { get; }

    /// <summary>What is done with the signals of an event.</summary>
    public ISignalIntake Intake { get; }

    public AwsBackend RequireBackend() => Backend ?? throw new InvalidOperationException("There are no queues and no table here.");

    /// <summary>Whether this runs under <c>sam local invoke</c>, where a person reads the messages in a terminal.</summary>
    public bool IsSamLocal => _environment("AWS_SAM_LOCAL") == "true";

    /// <summary>The secret in the parameter that a variable names; null where the variable is not set.</summary>
    public async ValueTask<string?> SecretAsync(string variable, CancellationToken cancellation) =>
        _environment(variable) is { Length: > 0 } parameter ? await _secrets.ReadAsync(parameter, cancellation) : null;

    /// <summary>
    /// What the configuration makes, read on the first event; the same object until it changes. Throws
    /// <see cref="InvalidConfigurationException"/> each time as long as there was none that is valid, so that events wait in
    /// Lambda's retries and its dead-letter queue instead of being lost.
    /// </summary>
    public ValueTask<Runtime> RuntimeAsync(CancellationToken cancellation) => RuntimeAsync(isLatest: false, cancellation);

    /// <summary>The same, after a look whether the configuration has changed just now.</summary>
    public ValueTask<Runtime> LatestRuntimeAsync(CancellationToken cancellation) => RuntimeAsync(isLatest: true, cancellation);

    public void Dispose()
    {
        Backend?.Dispose();
        _http.Dispose();
        _sns.Dispose();
        _parameters.Dispose();
    }

    private async ValueTask<Runtime> RuntimeAsync(bool isLatest, CancellationToken cancellation)
    {
        var config = await _source.ReadAsync(isLatest, cancellation);
        return _runtime is { } runtime && ReferenceEquals(runtime.Config, config) ? runtime : _runtime = Compose(config, _runtime);
    }

    /// <param name="before">What is remembered in memory goes on: groups, and what was delivered.</param>
    private Runtime Compose(AlertingConfig config, Runtime? before)
    {
        var logs = new LogEvents(config.Logs, _environment("AWS_REGION"), ownLogGroup: _environment("AWS_LAMBDA_LOG_GROUP_NAME"));
        List<ISender> senders = [_http, _sns];
        if (config.Smtp is { } smtp)
            senders.Add(new SmtpSender(smtp, _secrets, Time));
        var deliverer = before?.Deliverer.With(config, senders) ?? new Deliverer(config, senders, _secrets, Time);
        var local = Backend is null ? before?.Local?.With(config) ?? new LocalMode(config, Time) : null;
        return new Runtime(config, new AlertPipeline(config), deliverer, logs, local, new Redaction(config.Redact));
    }

    /// <summary>What one configuration makes.</summary>
    /// <param name="Local">The groups in memory, where there is no backend.</param>
    /// <param name="Redaction">For what is written into our own log and answered.</param>
    public sealed record Runtime(
        AlertingConfig Config, AlertPipeline Pipeline, Deliverer Deliverer, LogEvents Logs, LocalMode? Local, Redaction Redaction);
}
