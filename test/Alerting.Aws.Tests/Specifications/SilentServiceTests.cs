using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.TestServers;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>A service that takes requests and never answers is away, like one that refuses them: what depends on that goes on without it.</summary>
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
        using var dynamo = new AmazonDynamoDBClient(Credentials, Impatient(new AmazonDynamoDBConfig()));

        var failure = await Should.ThrowAsync<TableUnavailableException>(() => new AlertingTable(dynamo, "t").GetAsync("p", "s", Cancellation));
        failure.Message.ShouldBe("DynamoDB cannot be reached");
    }

    [Fact]
    public async Task A_table_that_was_silent_is_not_waited_for_again_at_once_but_after_a_moment()
    {
        using var dynamo = new AmazonDynamoDBClient(Credentials, Impatient(new AmazonDynamoDBConfig()));
        var time = new FakeTimeProvider();
        var table = new AlertingTable(dynamo, "t", time);

        for (var call = 1; call <= 3; call++)
            await Should.ThrowAsync<TableUnavailableException>(() => table.GetAsync("p", "s", Cancellation));
        Asked().ShouldBe(1);

        time.Advance(AlertingTable.OpenCircuit);
        await Should.ThrowAsync<TableUnavailableException>(() => table.GetAsync("p", "s", Cancellation));
        Asked().ShouldBe(2);

        // The client may send one try over two connections; what was asked is the same then.
        int Asked() => _silent.Requests.Select(asked => asked.Header("amz-sdk-invocation-id")).Distinct().Count();
    }

    [Fact]
    public async Task The_queue_cannot_be_reached()
    {
        using var sqs = new AmazonSQSClient(Credentials, Impatient(new AmazonSQSConfig()));

        var failure = await Should.ThrowAsync<QueueUnavailableException>(() => new SqsDeadLetters(sqs, _silent.Uri + "1/q").SendAsync("x", "y", Cancellation));
        failure.Message.ShouldBe("SQS cannot be reached");
    }

    [Fact]
    public async Task Who_breaks_off_is_not_told_that_it_cannot_be_reached()
    {
        using var dynamo = new AmazonDynamoDBClient(Credentials, Impatient(new AmazonDynamoDBConfig()));
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(() => new AlertingTable(dynamo, "t").GetAsync("p", "s", limit.Token));
    }

    [Fact]
    public void What_failed_by_itself_is_still_away_when_the_time_is_up_meanwhile()
    {
        var broken = new CancellationToken(canceled: true);

        Unreachable.Is(new TimeoutException(), broken).ShouldBeTrue();
        Unreachable.Is(new HttpRequestException(), broken).ShouldBeTrue();
        Unreachable.Is(new TaskCanceledException(), broken).ShouldBeFalse();
        Unreachable.Is(new TaskCanceledException(), CancellationToken.None).ShouldBeTrue();
        Unreachable.Is(new ArgumentException(), CancellationToken.None).ShouldBeFalse();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private T Impatient<T>(T config)
        where T : ClientConfig
    {
        (config.ServiceURL, config.AuthenticationRegion) = (_silent.Uri.ToString(), "eu-west-1");
        (config.Timeout, config.MaxErrorRetry) = (TimeSpan.FromSeconds(0.5), 0);
        return config;
    }
}
