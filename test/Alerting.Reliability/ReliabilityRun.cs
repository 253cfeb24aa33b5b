using System.Collections.Concurrent;
using System.Globalization;
using Alerting.Reliability.Accounting;
using Alerting.Reliability.Aws;
using Alerting.Reliability.Aws.Dynamo;
using Alerting.Reliability.Aws.Queues;
using Alerting.Reliability.Channels;
using Alerting.Reliability.Faults;
using Alerting.Reliability.Lambda;
using Alerting.Reliability.Stories;

namespace Alerting.Reliability;

/// <summary>
/// One run: the roles of the executable as processes, over the APIs and channels of this project, with the events and
/// faults that the seed decides. It ends when everything has arrived, or patience has.
/// </summary>
internal sealed class ReliabilityRun : IAsyncDisposable
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan OpenCircuit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(30);

    /// <summary>Too short for a tick to look again, because the next one comes in two seconds.</summary>
    private static readonly TimeSpan TickTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Wake-ups later than this are reminders, which a run does not wait for.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    private readonly RunOptions _options;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Random _random;
    private readonly IReadOnlyList<AlarmEvent> _events;
    private readonly ConcurrentDictionary<int, TimeSpan> _published = new();
    private readonly RunFaults _faults;
    private readonly HeldLeases _leases = new();
    private readonly AwsAccount _account;
    private readonly AwsServer _aws;
    private readonly Inbox _inbox;
    private readonly ChannelServer _channels;
    private readonly Mailbox _mailbox;
    private readonly RolePool _pool;
    private readonly EventSourceMapping _groups;
    private readonly EventSourceMapping _pages;
    private readonly EventSourceMapping _deliveries;
    private readonly AsyncInvocations _alarms;
    private readonly CancellationTokenSource _stop = new();

    public ReliabilityRun(RunOptions options)
    {
        (_options, _random) = (options, new Random(options.Seed));
        _events = Story.Of(options, _random);
        Plan = FaultPlan.Of(options, _random);
        var template = TemplateSettings.Read();
        _inbox = new Inbox(_time);
        _faults = new RunFaults(Plan, _time, _random) { Executed = _leases.Note };
        _account = new AwsAccount(template, options, _time, new Random(options.Seed));
        _aws = new AwsServer(new SqsService(_account.Queues), new DynamoService(_account.Table), _faults,
            new Dictionary<string, string>(), new Phones(_faults, _inbox).AnswerAsync);
        _channels = new ChannelServer(_faults, _inbox);
        _mailbox = new Mailbox(_faults, _inbox);
        _pool = new RolePool(
            [
                new Role("alarm", Math.Max(2, options.Processes / 2), template.TimeoutOf("AlarmFunction")),
                new Role("group", options.Processes, template.TimeoutOf("GroupFunction")),
                new Role("deliver", 2 * options.Processes, template.TimeoutOf("DeliverFunction")),
                new Role("tick", 1, TickTimeout),
            ], Environment(), Log.Take);
        _faults.Pool = _pool;
        _groups = new EventSourceMapping(_account.Groups, "group", _pool, _time, Hurry);
        _pages = new EventSourceMapping(_account.Pages, "deliver", _pool, _time, Hurry);
        _deliveries = new EventSourceMapping(_account.Deliveries, "deliver", _pool, _time, Hurry);
        _alarms = new AsyncInvocations("alarm", _pool, _account.Undelivered, _time);
        if (options.IsHurried)
            _faults.Killed = key => _account.EndLeases(_leases.Of(key));
    }

    public FaultPlan Plan { get; }

    public DecisionLog Log { get; } = new();

    public Inbox Inbox => _inbox;

    public async Task<Account> RunAsync()
    {
        var pollers = Task.WhenAll(
            _groups.RunAsync(_options.Processes, _stop.Token),
            _pages.RunAsync(_options.Processes, _stop.Token),
            _deliveries.RunAsync(_options.Processes, _stop.Token), TickAsync());
        await WarmUpAsync();
        var began = _time.GetTimestamp();
        _faults.Begin();
        _inbox.Begin();
        await PublishAsync();
        await DrainAsync(_options.Patience);
        var took = _time.GetElapsedTime(began);
        await _stop.CancelAsync();
        await pollers;
        return new Accountant(_events, _published, _inbox).Of(Log, Bodies(_account.Undelivered, _account.UndeliveredGroups),
            Bodies(_account.Groups, _account.Pages, _account.Deliveries), IsAway) with
        {
            Kills = _pool.Killed,
            Malformed = [.. _aws.Unknown, .. _inbox.Refused],
            Took = took,
        };
    }

    /// <summary>A process that could not reach the table does not ask again for five seconds.</summary>
    private bool IsAway(TimeSpan at) => Plan.Windows.Any(window => window.Service == "dynamodb"
        && window.From <= at && at <= window.To + OpenCircuit);

    /// <summary>What is still in the queues and what would still happen.</summary>
    public IEnumerable<string> Waiting() => _account.Due(_time.GetUtcNow() + Soon).Concat(_account.Queues.SelectMany(queue => queue.Snapshot().Select(message =>
        $"waiting {queue.Name} {message.VisibleAt:HH:mm:ss} received {message.Receives} times: {message.Content.Body}")))
        .Append($"idle: alarms {_alarms.IsIdle}, groups {_groups.IsIdle}, pages {_pages.IsIdle}, "
            + $"deliveries {_deliveries.IsIdle}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pool.DisposeAsync();
        await _channels.DisposeAsync();
        await _mailbox.DisposeAsync();
        await _aws.DisposeAsync();
        _stop.Dispose();
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["ALERTING_CONFIG"] = Path.Combine(AppContext.BaseDirectory, "reliability", "alerting.yaml"),
        ["ALERTING_TABLE"] = "alerting",
        ["ALERTING_GROUPS_QUEUE"] = $"{_aws.Uri}123456789012/groups.fifo",
        ["ALERTING_PAGES_QUEUE"] = $"{_aws.Uri}123456789012/pages",
        ["ALERTING_DELIVERIES_QUEUE"] = $"{_aws.Uri}123456789012/deliveries",
        ["ALERTING_UNDELIVERED_QUEUE"] = $"{_aws.Uri}123456789012/undelivered",
        ["AWS_ENDPOINT_URL"] = _aws.Uri.ToString(),
        ["AWS_SECRET_ACCESS_KEY"] = "example-secret",
        ["AWS_REGION"] = "eu-west-1",
        ["AWS_LAMBDA_LOG_FORMAT"] = "JSON",
        ["RELIABILITY_CHANNELS"] = _channels.Uri.ToString().TrimEnd('/'),
        ["RELIABILITY_SMTP_PORT"] = _mailbox.Port.ToString(CultureInfo.InvariantCulture),
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_gcServer"] = "0",
    };

    /// <summary>
    /// Some alarms that are not accounted for go through all roles first, so that no page is slow by this machine's start
    /// of .NET.
    /// </summary>
    private async Task WarmUpAsync()
    {
        await Task.WhenAll(Story.WarmUp().Select(each => _alarms.InvokeAsync(each.ToLambdaEvent(_time.GetUtcNow()))));
        await DrainAsync(LongestWarmUp);
    }

    private async Task DrainAsync(TimeSpan patience)
    {
        var began = _time.GetTimestamp();
        while (!IsDrained() && _time.GetElapsedTime(began) < patience)
            await Task.Delay(TimeSpan.FromMilliseconds(200), _time);
    }

    private async Task PublishAsync()
    {
        var invocations = new List<Task>();
        foreach (var each in _events)
        {
            var wait = each.At - _faults.Elapsed;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, _time);
            _published[each.Number] = _inbox.Now;
            var lambdaEvent = each.ToLambdaEvent(_time.GetUtcNow());
            invocations.Add(ArriveAsync(lambdaEvent));
            if (_random.NextDouble() < _options.Duplicates)
                invocations.Add(ArriveAsync(lambdaEvent));
        }
        var rest = _options.Duration - _faults.Elapsed;
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, _time);
    }

    /// <summary>Some messages of a topic overtake others.</summary>
    private async Task ArriveAsync(string lambdaEvent)
    {
        if (_random.NextDouble() < _options.Duplicates)
            await Task.Delay(TimeSpan.FromSeconds(3 * Random.Shared.NextDouble()), _time);
        await _alarms.InvokeAsync(lambdaEvent);
    }

    private async Task TickAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(TickEvery, _time, _stop.Token);
                await _pool.InvokeAsync("tick", "{}");
            }
        }
        catch (OperationCanceledException)
        {
            // The run ends.
        }
    }

    private bool IsDrained() => _alarms.IsIdle && _groups.IsIdle && _pages.IsIdle && _deliveries.IsIdle
        && _account.Groups.Count == 0 && _account.Pages.Count == 0 && _account.Deliveries.Count == 0
        && !_account.Due(_time.GetUtcNow() + Soon).Any();

    /// <summary>Lambda would show the messages again when their visibility timeout ends.</summary>
    private void Hurry(Queue queue, IReadOnlyList<Receipt> messages)
    {
        if (!_options.IsHurried)
            return;
        foreach (var message in messages)
            queue.ChangeVisibility(message.Handle, TimeSpan.FromSeconds(1));
    }

    private static List<string> Bodies(params ReadOnlySpan<Queue> queues)
    {
        var bodies = new List<string>();
        foreach (var queue in queues)
            bodies.AddRange(queue.Snapshot().Select(message => message.Content.Body));
        return bodies;
    }
}
