using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Fakes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>
/// A service that accepts requests and never responds counts as unreachable, like one that refuses connections.
/// </summary>
public sealed class SilentServiceTests : IAsyncLifetime
{
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "example-secret");
    private readonly TaskCompletionSource<HttpReply> _never = new();
    private readonly RecordingHttpServer _silent = new();

    public ValueTask InitializeAsync()
    {
        _silent.Responder = _ => _never.Task;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _never.TrySetResult(HttpReply.Ok);
        return _silent.DisposeAsync();
    }

    [Fact]
    public async Task The_table_cannot_be_reached()
    {
        using var dynamo = new AmazonDynamoDBClient(Credentials, WithShortTimeout(new AmazonDynamoDBConfig()));

        var failure = await Should.ThrowAsync<TableUnavailableException>(
            () => new AlertingTable(dynamo, "t").GetAsync("p", "s", Cancellation));
        failure.Message.ShouldBe("DynamoDB cannot be reached");
    }

    [Fact]
    public async Task After_a_timeout_the_table_is_not_called_until_the_circuit_closes()
    {
        using var dynamo = new AmazonDynamoDBClient(Credentials, WithShortTimeout(new AmazonDynamoDBConfig()));
        var time = new FakeTimeProvider();
        var table = new AlertingTable(dynamo, "t", time);

        for (var call = 1; call <= 3; call++)
            await Should.ThrowAsync<TableUnavailableException>(() => table.GetAsync("p", "s", Cancellation));
        CallCount().ShouldBe(1);

        time.Advance(AlertingTable.OpenCircuit);
        await Should.ThrowAsync<TableUnavailableException>(() => table.GetAsync("p", "s", Cancellation));
        CallCount().ShouldBe(2);

        // The client may send one attempt over two connections, with the same invocation id.
        int CallCount() => _silent.Requests.Select(asked => asked.Header("amz-sdk-invocation-id")).Distinct().Count();
    }

    [Fact]
    public async Task The_queue_cannot_be_reached()
    {
        using var sqs = new AmazonSQSClient(Credentials, WithShortTimeout(new AmazonSQSConfig()));

        var failure = await Should.ThrowAsync<QueueUnavailableException>(
            () => new SqsDeadLetters(sqs, _silent.Uri + "1/q").SendAsync("x", "y", Cancellation));
        failure.Message.ShouldBe("SQS cannot be reached");
    }

    [Fact]
    public async Task A_cancelled_call_does_not_report_the_table_as_unavailable()
    {
        using var dynamo = new AmazonDynamoDBClient(Credentials, WithShortTimeout(new AmazonDynamoDBConfig()));
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(
            () => new AlertingTable(dynamo, "t").GetAsync("p", "s", limit.Token));
    }

    [Fact]
    public void A_failure_counts_as_unreachable_even_after_a_cancellation()
    {
        var broken = new CancellationToken(canceled: true);

        Unreachable.Is(new TimeoutException(), broken).ShouldBeTrue();
        Unreachable.Is(new HttpRequestException(), broken).ShouldBeTrue();
        Unreachable.Is(new TaskCanceledException(), broken).ShouldBeFalse();
        Unreachable.Is(new TaskCanceledException(), CancellationToken.None).ShouldBeTrue();
        Unreachable.Is(new ArgumentException(), CancellationToken.None).ShouldBeFalse();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private T WithShortTimeout<T>(T config)
        where T : ClientConfig
    {
        (config.ServiceURL, config.AuthenticationRegion) = (_silent.Uri.ToString(), "eu-west-1");
        (config.Timeout, config.MaxErrorRetry) = (TimeSpan.FromSeconds(0.5), 0);
        return config;
    }
}
