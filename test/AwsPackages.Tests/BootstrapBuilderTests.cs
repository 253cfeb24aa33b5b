using System.Text;
using Alerting.TestKit;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.SNSEvents;
using Amazon.Lambda.SQSEvents;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace AwsPackages.Tests;

/// <summary>Runs handlers with different signatures in this process until cancelled.</summary>
public sealed class BootstrapBuilderTests : IDisposable
{
    private const string OneMessage = """{"Records":[{"messageId":"m-1","body":"hello"}]}""";
    private static readonly SourceGeneratorLambdaJsonSerializer<EventJson> Serializer = new();

    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _error = Console.Error;

    /// <summary>A bootstrap replaces the console, which belongs to the test runner here.</summary>
    public void Dispose()
    {
        Console.SetOut(_out);
        Console.SetError(_error);
    }

    [Fact]
    public async Task A_handler_that_returns_a_plain_task_gets_an_empty_response()
    {
        string? seen = null;
        var result = await AnswerAsync(
            LambdaBootstrapBuilder.Create<SQSEvent>(
                (SQSEvent e, ILambdaContext _) =>
                {
                    seen = e.Records[0].Body;
                    return Task.CompletedTask;
                },
                Serializer));

        result.Succeeded.ShouldBeTrue();
        result.Post.BodyBytes.ShouldBeEmpty();
        result.Post.Header("Content-Type").ShouldBe("application/json");
        seen.ShouldBe("hello");
    }

    [Fact]
    public async Task A_method_group_needs_only_an_explicit_input_type()
    {
        var result = await AnswerAsync(LambdaBootstrapBuilder.Create<SNSEvent>(IgnoreAsync, Serializer));

        result.Succeeded.ShouldBeTrue();
        result.Post.BodyBytes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_serializer_writes_the_output()
    {
        var result = await AnswerAsync(
            LambdaBootstrapBuilder.Create<SQSEvent, SQSBatchResponse>(
                (SQSEvent e) => new SQSBatchResponse([new() { ItemIdentifier = e.Records[0].MessageId }]), Serializer));

        result.Body.ShouldBe("""{"batchItemFailures":[{"itemIdentifier":"m-1"}]}""");
    }

    [Fact]
    public async Task A_stream_is_passed_through()
    {
        var result = await AnswerAsync(LambdaBootstrapBuilder.Create(
            (Func<Stream, Task<Stream>>)(async input =>
            {
                using var reader = new StreamReader(input);
                return new MemoryStream(Encoding.UTF8.GetBytes((await reader.ReadToEndAsync()).ToUpperInvariant()));
            })));

        result.Body.ShouldBe(OneMessage.ToUpperInvariant());
    }

    [Fact]
    public async Task A_handler_can_write_to_the_output_stream()
    {
        var result = await AnswerAsync(LambdaBootstrapBuilder.Create(
            (Stream input, ILambdaContext _, MemoryStream output) => input.CopyTo(output)));

        result.Body.ShouldBe(OneMessage);
    }

    [Fact]
    public async Task The_given_http_client_is_used()
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler);

        var result = await AnswerAsync(LambdaBootstrapBuilder.Create(() => Task.CompletedTask).UseHttpClient(client));

        result.Succeeded.ShouldBeTrue();
        client.Timeout.ShouldBe(TimeSpan.FromHours(12));
    }

    private static Task IgnoreAsync(SNSEvent input, ILambdaContext context) => Task.CompletedTask;

    private static async Task<InvocationResult> AnswerAsync(LambdaBootstrapBuilder builder)
    {
        await using var server = new RuntimeApiServer();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var bootstrap =
            builder.ConfigureOptions(options => options.RuntimeApiEndpoint = server.HostAndPort).Build();
        var running = bootstrap.RunAsync(stop.Token);
        var result = await server.InvokeAsync(OneMessage);
        await stop.CancelAsync();
        await running;
        return result;
    }
}
