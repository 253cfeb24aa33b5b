using Alerting.Aws;
using Alerting.Aws.Signed;
using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Checks;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Functions.Answers;
using Alerting.Functions.Beside;
using Alerting.Functions.Calendars;
using Alerting.Functions.Checks;
using Alerting.Functions.Metrics;
using Alerting.Incidents;
using Alerting.OnCall;
using Alerting.Redaction;
using Alerting.Sources.Logs;

namespace Alerting.Functions;

/// <summary>The composition root: everything a role needs, created once per process.</summary>
public sealed class AlertingServices : IDisposable
{
    private readonly Func<string, string?> _environment;
    private readonly AwsHttp _aws;
    private readonly SsmParameters _parameters;
    private readonly HttpSender _http;
    private readonly SnsSender _sns;
    private readonly Secrets _secrets;
    private readonly S3Objects _objects;
    private readonly ConfigurationSource _source;
    private readonly AnswerSettings _answers;
    private readonly bool _sendsMail;
    private readonly TargetCircuits? _circuits;
    private HolidayCopies? _holidays;
    private Runtime? _runtime;

    /// <param name="readSecret">Parameter Store by default.</param>
    /// <param name="aws">The network to AWS; null for the real one.</param>
    /// <param name="channels">The network to the channels; null for the real one.</param>
    public AlertingServices(Func<string, string?> environment, TimeProvider time, SecretReader? readSecret = null,
        HttpMessageHandler? aws = null, HttpMessageHandler? channels = null)
    {
        _environment = environment;
        // A network that is played answers HTTP only.
        _sendsMail = channels is null;
        Time = time;
        Metrics = new InvocationMetrics(MetricsDetails.Of(environment), time);
        _aws = new AwsHttp(aws);
        _parameters = new SsmParameters(_aws);
        _sns = new SnsSender(http: _aws);
        _http = new HttpSender(time, channels);
        readSecret ??= _parameters.ReadAsync;
        _secrets = new Secrets(IsSamLocal ? LiteralSecrets.Or(readSecret) : readSecret, time);
        _objects = new S3Objects(environment, _aws, time);
        _source = new ConfigurationSource(environment, _secrets, new Secrets(_objects.ReadAsync, time),
            ReadHolidaysAsync);
        _answers = new AnswerSettings(environment, _secrets);
        Backend = AwsBackend.FromEnvironment(environment, time, Random, _aws);
        // Without a queue nothing comes again, so every target is called.
        _circuits = Backend is null ? null : new TargetCircuits(time);
        Intake = Backend is null ? new LocalIntake(this) : new QueuedIntake(this, Backend);
    }

    public TimeProvider Time { get; }

    /// <summary>From 0 to 1, to spread retries.</summary>
    public Func<double> Random { get; } = System.Random.Shared.NextDouble;

    /// <summary>Null in local mode.</summary>
    public AwsBackend? Backend { get; }

    internal ISignalIntake Intake { get; }

    internal SignedHttp Signed => field ??= new SignedHttp(_aws, _environment, Time);

    internal BesideSettings BesideSettings => field ??= BesideSettings.Of(_environment);

    /// <summary>Of the event that is handled now; written when it is done.</summary>
    internal InvocationMetrics Metrics { get; }

    /// <summary>Kept when the configuration changes.</summary>
    private DeliveryState Deliveries => field ??= Counted(Backend?.Deliveries ?? DeliveryState.InMemory(Time));

    internal CheckClient CreateCheckClient() => new(Time, _secrets);

    /// <summary>The metrics of a late delivery are written at the end of the next invocation.</summary>
    private DeliveryState Counted(DeliveryState state)
    {
        state.DeliveredLate = outcome => Metrics.Count([outcome], Time.GetUtcNow());
        return state;
    }

    /// <summary>For functions that look at time intervals, and may read the copies of their calendars.</summary>
    internal void ReadHolidays() => _holidays = new HolidayCopies(RequireBackend(), Time);

    private ValueTask<IReadOnlyDictionary<string, CalendarCopy>> ReadHolidaysAsync(CancellationToken cancellation) =>
        _holidays?.ReadAsync(cancellation) ?? new(HolidayCopies.None);

    public AwsBackend RequireBackend() => Backend ?? throw new InvalidOperationException(
        $"{AwsBackend.TableVariable} and {AwsBackend.GroupsVariable} are not set.");

    /// <summary>For the log; the configured patterns count once the configuration was read.</summary>
    internal Redactor Redaction => _runtime?.Redaction ?? Redactor.BuiltIn;

    /// <summary>on or off; null where the template does not say.</summary>
    public string? ChecksParameter => _environment(UnrequestedChecks.Variable);

    /// <summary>Under <c>sam local invoke</c> a person reads the messages in a terminal.</summary>
    public bool IsSamLocal => _environment("AWS_SAM_LOCAL") == "true";

    /// <summary>Reads the parameter that <paramref name="variable"/> names; null when it is not set.</summary>
    public async ValueTask<string?> SecretAsync(string variable, CancellationToken cancellation) =>
        _environment(variable) is { Length: > 0 } parameter ? await _secrets.ReadAsync(parameter, cancellation) : null;

    /// <summary>The keys that sign answer links; null where the stack serves none.</summary>
    internal ValueTask<AnswerKeys?> AnswerKeysAsync(CancellationToken cancellation) =>
        _answers.KeysAsync(cancellation);

    /// <summary>Reads a secret by its parameter's name, from memory while it is new.</summary>
    internal Task<string> ReadSecretAsync(string parameter, CancellationToken cancellation) =>
        _secrets.ReadAsync(parameter, cancellation).AsTask();

    /// <summary>One call to a channel's service, outside a delivery.</summary>
    internal Task<Verdict> PostAsync(Uri url, ReadOnlyMemory<byte> json, CancellationToken cancellation) =>
        _http.PostAsync(url, json, cancellation);

    /// <summary>A setting with its secrets read.</summary>
    internal async Task<string> TextAsync(Setting setting, CancellationToken cancellation) =>
        (await setting.ResolveAsync(_secrets, cancellation)).Trim();

    /// <summary>
    /// Opens TLS connections, so the first event finds them open; plain http has no handshake worth anticipating.
    /// Failures are the first event's to report.
    /// </summary>
    internal Task ConnectAsync(IEnumerable<Uri> aws, IEnumerable<Uri> channels) => Task.WhenAll(
        [.. aws.Where(IsTls).Select(_aws.OpenAsync), .. channels.Where(IsTls).Select(_http.OpenAsync)]);

    /// <summary>
    /// The same object until the configuration changes. Without any valid configuration every call throws
    /// <see cref="InvalidConfigurationException"/>, so events stay in Lambda's retries and its dead-letter queue.
    /// </summary>
    public ValueTask<Runtime> RuntimeAsync(CancellationToken cancellation) =>
        RuntimeAsync(isLatest: false, cancellation);

    /// <summary>Like <see cref="RuntimeAsync(CancellationToken)"/>, but reads the configuration again first.</summary>
    public ValueTask<Runtime> LatestRuntimeAsync(CancellationToken cancellation) =>
        RuntimeAsync(isLatest: true, cancellation);

    public void Dispose()
    {
        Backend?.Dispose();
        _http.Dispose();
        _sns.Dispose();
        _parameters.Dispose();
        _objects.Dispose();
        _aws.Dispose();
    }

    private static bool IsTls(Uri host) => host.Scheme == Uri.UriSchemeHttps;

    private async ValueTask<Runtime> RuntimeAsync(bool isLatest, CancellationToken cancellation)
    {
        var config = await _source.ReadAsync(isLatest, cancellation);
        var links = await _answers.LinksAsync(cancellation);
        return _runtime is { } runtime && runtime.Config == (object)config && runtime.Links == links
            ? runtime
            : _runtime = Compose(config, links, _runtime);
    }

    /// <param name="previous">Its groups in memory are kept.</param>
    private Runtime Compose(AlertingConfig config, AnswerLinks? links, Runtime? previous)
    {
        var logs = new LogEvents(config.Logs, _environment("AWS_REGION"),
            ownLogGroup: _environment("AWS_LAMBDA_LOG_GROUP_NAME"));
        List<ISender> senders = [_http, _sns];
        if (config.Smtp is { } smtp && _sendsMail)
            senders.Add(new SmtpSender(smtp, _secrets, Time));
        var delivery = new Lazy<DeliveryEngine>(() =>
            new DeliveryEngine(config, new TargetSender(senders, _secrets, Time, circuits: _circuits), Deliveries,
                Random, links));
        var local = Backend is null
            ? previous?.Local?.With(config) ?? new LocalMode(config, Time, Deliveries.RateLimits)
            : null;
        return new Runtime(
            config, links, new AlertPipeline(config), delivery, logs, local, new Redactor(config.Redact));
    }

    /// <summary>Everything that depends on the configuration.</summary>
    /// <param name="Links">Null where people cannot answer by a link.</param>
    /// <param name="Delivery">Created on first use, because not every role delivers.</param>
    /// <param name="Local">The groups in memory; null when there is a backend.</param>
    /// <param name="Redaction">For our own log.</param>
    public sealed record Runtime(
        AlertingConfig Config, AnswerLinks? Links, AlertPipeline Pipeline, Lazy<DeliveryEngine> Delivery,
        LogEvents Logs, LocalMode? Local,
        Redactor Redaction);
}
