using Alerting.Aws.State;
using Alerting.Cli.Incidents;
using Amazon.DynamoDBv2;
using Amazon.SQS;

namespace Alerting.Cli.Browser;

/// <summary>A deployment as the console uses it: one client of each service, with the caller's credentials.</summary>
internal sealed class ConsoleBackend : IDisposable
{
    private readonly AmazonDynamoDBClient _dynamo = AwsClients.Dynamo();
    private readonly AmazonSQSClient _sqs = AwsClients.Sqs();

    public ConsoleBackend(ConsoleParts parts, Caller caller, TimeProvider time)
    {
        (Parts, Caller, Time) = (parts, caller, time);
        Table = new AlertingTable(_dynamo, parts.Table, time);
        Config = new ConsoleConfig(parts.Config, time);
        Incidents = new DeployedIncidents(Table, _sqs, parts.Groups, time);
        Access = new WriteAccess(Table, _sqs, parts);
    }

    public ConsoleParts Parts { get; }

    public Caller Caller { get; }

    public TimeProvider Time { get; }

    public AlertingTable Table { get; }

    public IAmazonSQS Sqs => _sqs;

    public ConsoleConfig Config { get; }

    public DeployedIncidents Incidents { get; }

    public WriteAccess Access { get; }

    public void Dispose()
    {
        _dynamo.Dispose();
        _sqs.Dispose();
    }
}
