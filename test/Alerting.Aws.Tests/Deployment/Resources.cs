using Alerting.Aws.State;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;

namespace Alerting.Aws.Tests.Deployment;

/// <summary>A separate table and queues for each test, as template.yaml declares them.</summary>
internal sealed class Resources : IDisposable
{
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "example-secret");
    private readonly string _suffix = Guid.NewGuid().ToString("N")[..8];

    public Resources(Uri endpoint)
    {
        Dynamo = new AmazonDynamoDBClient(Credentials,
            new AmazonDynamoDBConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = "eu-west-1" });
        Sqs = new AmazonSQSClient(Credentials,
            new AmazonSQSConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = "eu-west-1" });
    }

    public AmazonDynamoDBClient Dynamo { get; }

    public AmazonSQSClient Sqs { get; }

    public string Suffix => _suffix;

    public async Task<AlertingTable> CreateTableAsync()
    {
        var name = "alerting-" + _suffix;
        await Dynamo.CreateTableAsync(new CreateTableRequest
        {
            TableName = name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            KeySchema = Keys("pk", "sk"),
            AttributeDefinitions = [Text("pk"), Text("sk"), Text("dueShard"), new("dueAt", ScalarAttributeType.N)],
            GlobalSecondaryIndexes =
            [
                new()
                {
                    IndexName = "due",
                    KeySchema = Keys("dueShard", "dueAt"),
                    Projection = new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = ["key", "route"] },
                },
            ],
        });
        return new AlertingTable(Dynamo, name);
    }

    /// <summary>The groups in a table.</summary>
    public DynamoGroupStore Store(string table) => new(new AlertingTable(Dynamo, table), TimeProvider.System);

    /// <summary>A queue's URL. FIFO queues have high throughput.</summary>
    public async Task<string> CreateQueueAsync(string name, bool isFifo = false)
    {
        var attributes = isFifo
            ? new Dictionary<string, string> { ["FifoQueue"] = "true", ["DeduplicationScope"] = "messageGroup",
                ["FifoThroughputLimit"] = "perMessageGroupId" }
            : [];
        attributes["VisibilityTimeout"] = "180";
        var created = await Sqs.CreateQueueAsync(new Amazon.SQS.Model.CreateQueueRequest
        {
            QueueName = $"{name}-{_suffix}{(isFifo ? ".fifo" : "")}",
            Attributes = attributes,
        });
        return created.QueueUrl;
    }

    public void Dispose()
    {
        Dynamo.Dispose();
        Sqs.Dispose();
    }

    private static List<KeySchemaElement> Keys(string hash, string range) =>
        [new(hash, KeyType.HASH), new(range, KeyType.RANGE)];

    private static AttributeDefinition Text(string name) => new(name, ScalarAttributeType.S);
}
