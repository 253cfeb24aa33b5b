using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Beside;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Incidents;
using Alerting.OnCall;
using Amazon.DynamoDBv2;
using Amazon.SQS;

namespace Alerting.Aws;

/// <summary>A deployment's queues and table, configured by the environment variables that the template sets.</summary>
public sealed class AwsBackend : IDisposable
{
    public const string TableVariable = "ALERTING_TABLE";
    public const string GroupsVariable = "ALERTING_GROUPS_QUEUE";
    public const string DeliveriesVariable = "ALERTING_DELIVERIES_QUEUE";
    public const string PagesVariable = "ALERTING_PAGES_QUEUE";
    public const string DeadLettersVariable = "ALERTING_UNDELIVERED_QUEUE";

    /// <summary>Short, because the other messages of the batch wait for it in a slot of the function.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly string _deadLetters;

    // Created on first use: each costs milliseconds of a cold start, and not every role needs both.
    private readonly Lazy<AmazonSQSClient> _sqs;
    private readonly Lazy<AmazonDynamoDBClient> _dynamo;

    private AwsBackend(string table, string groups, (string Pages, string Others) deliveries, string deadLetters,
        TimeProvider time, Func<double> random, AwsHttp http)
    {
        (_time, _random, _deadLetters) = (time, random, deadLetters);
        _sqs = new(() => new AmazonSQSClient(new AmazonSQSConfig
            { Timeout = TimeSpan.FromSeconds(5), MaxErrorRetry = 2, HttpClientFactory = http }));
        _dynamo = new(() => new AmazonDynamoDBClient(new AmazonDynamoDBConfig
            { Timeout = TimeSpan.FromSeconds(2), MaxErrorRetry = 2, HttpClientFactory = http }));
        (TableName, GroupsQueue, PagesQueue, DeliveriesQueue) = (table, groups, deliveries.Pages, deliveries.Others);
    }

    public string TableName { get; }

    public string GroupsQueue { get; }

    public string DeliveriesQueue { get; }

    /// <summary>The deliveries queue where pages have none of their own.</summary>
    public string PagesQueue { get; }

    public AlertingTable Table => field ??= new AlertingTable(_dynamo.Value, TableName);

    public DynamoHeartbeats Heartbeats => field ??= new DynamoHeartbeats(Table);

    public DynamoChecks Checks => field ??= new DynamoChecks(Table);

    public IGroupMailbox Mailbox => field ??= new SqsGroupMailbox(_sqs.Value, GroupsQueue, _time);

    public INotificationOutlet Outlet => DeliveryOutlet;

    public SqsDeliveryOutlet DeliveryOutlet => field ??= new SqsDeliveryOutlet(_sqs.Value, PagesQueue, DeliveriesQueue);

    public DeliveryState Deliveries => field ??= new DeliveryState
    {
        Time = _time,
        Patience = Patience,
        Sent = new DynamoSentRecords(Table, _time, _random),
        Claims = new DynamoDeliveryClaims(Table, _time),
        Threads = new DynamoThreads(Table, _time),
        FallbackRecipients = new DynamoFallbackRecipients(Table, _time),
        RateLimits = new DynamoRateLimits(Table, _time, _random),
        DeadLetters = DeadLetters,
        QueueLater = (notification, wait) =>
            DeliveryOutlet.SendAfterAsync([(notification, wait)], CancellationToken.None),
        Answers = Timelines,
        OnCall = cancellation => OnCall.GetAsync(cancellation).AsTask(),
    };

    /// <summary>Overrides and calendars, as old as a step of a group may see them.</summary>
    private Cached<OnCallRecords> OnCall => field ??= new Cached<OnCallRecords>(
        new DynamoOnCall(Table).ListAsync, DynamoGroupStore.SilencesAge, _time);

    public SqsWakeUps WakeUps => field ??= new SqsWakeUps(_sqs.Value, DeliveriesQueue, Mailbox, _time);

    public IIncidentTimelines Timelines => field ??= new DynamoTimelines(Table, _time);

    public IRecentRecords Recent => field ??= new DynamoRecent(Table);

    /// <summary>Null when <c>ALERTING_UNDELIVERED_QUEUE</c> is not set.</summary>
    public SqsDeadLetters? DeadLetters =>
        field ??= _deadLetters.Length > 0 ? new SqsDeadLetters(_sqs.Value, _deadLetters) : null;

    /// <summary>Null without a table or a groups queue: the function then runs in local mode.</summary>
    /// <param name="random">From 0 to 1.</param>
    public static AwsBackend? FromEnvironment(Func<string, string?> environment, TimeProvider time,
        Func<double> random, AwsHttp http) =>
        environment(GroupsVariable) is { Length: > 0 } groups && environment(TableVariable) is { Length: > 0 } table
            ? new AwsBackend(table, groups, DeliveryQueues(environment), environment(DeadLettersVariable) ?? "", time,
                random, http)
            : null;

    public DynamoGroupStore Store(bool readsFiring, bool readsOnCall = false) =>
        new(Table, _time, readsFiring, readsOnCall);

    public SqsVisibility Visibility(string queue) => new(_sqs.Value, queue);

    private static (string Pages, string Others) DeliveryQueues(Func<string, string?> environment)
    {
        var others = environment(DeliveriesVariable) ?? "";
        return (environment(PagesVariable) is { Length: > 0 } pages ? pages : others, others);
    }

    public void Dispose()
    {
        if (_sqs.IsValueCreated)
            _sqs.Value.Dispose();
        if (_dynamo.IsValueCreated)
            _dynamo.Value.Dispose();
    }
}
