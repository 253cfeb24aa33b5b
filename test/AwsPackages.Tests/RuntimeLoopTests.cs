using System.Text.Json;
using Alerting.TestKit;

namespace AwsPackages.Tests;

/// <summary>Runs the loop in its own process and checks what it sends to the Runtime API.</summary>
public sealed class RuntimeLoopTests
{
    [Fact]
    public async Task An_output_is_posted_as_json_to_the_response_of_its_request()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server);

        var result = await server.InvokeAsync("""{"do":"echo","text":"grüß"}""");

        result.Succeeded.ShouldBeTrue();
        result.Body.ShouldBe("""{"Text":"grüß"}""");
        result.Post.Header("Content-Type").ShouldNotBeNull().ShouldStartWith("application/json");
        result.Post.Path.ShouldBe($"/2018-06-01/runtime/invocation/{result.RequestId}/response");
    }

    [Fact]
    public async Task Invocations_are_processed_one_by_one()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server);

        var invocations = Enumerable.Range(0, 20).Select(n => server.InvokeAsync($$"""{"text":"{{n}}"}""")).ToArray();
        var results = await Task.WhenAll(invocations);

        results.Select(r => r.Body).ShouldBe(Enumerable.Range(0, 20).Select(n => $$"""{"Text":"{{n}}"}"""));
    }

    [Fact]
    public async Task After_an_exception_is_posted_the_next_invocation_is_requested()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server);

        var failed = await server.InvokeAsync("""{"do":"fail","text":"bad\norder ☹"}""");
        var next = await server.InvokeAsync("""{"text":"still here"}""");

        failed.Succeeded.ShouldBeFalse();
        failed.ErrorType.ShouldBe("ArgumentException");
        failed.Post.Header("Content-Type").ShouldBe("application/vnd.aws.lambda.error+json");
        failed.Post.Header("Lambda-Runtime-Function-XRay-Error-Cause").ShouldNotBeNull()
            .ShouldContain("ArgumentException");
        using var error = JsonDocument.Parse(failed.Body);
        error.RootElement.GetProperty("errorType").GetString().ShouldBe("ArgumentException");
        error.RootElement.GetProperty("errorMessage").GetString().ShouldBe("bad\norder ☹");
        error.RootElement.GetProperty("stackTrace").GetArrayLength().ShouldBeGreaterThan(0);
        next.Body.ShouldBe("""{"Text":"still here"}""");
    }

    [Fact]
    public async Task The_error_contains_the_chain_of_causes()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server);

        var failed = await server.InvokeAsync("""{"do":"fail for a cause","text":"disk full"}""");

        using var error = JsonDocument.Parse(failed.Body);
        error.RootElement.GetProperty("errorMessage").GetString().ShouldBe("cannot save");
        var cause = error.RootElement.GetProperty("cause");
        cause.GetProperty("errorType").GetString().ShouldBe("IOException");
        cause.GetProperty("errorMessage").GetString().ShouldBe("disk full");
        cause.TryGetProperty("stackTrace", out _).ShouldBeFalse("it was never thrown");
        cause.GetProperty("cause").GetProperty("errorType").GetString().ShouldBe("TimeoutException");
    }

    [Fact]
    public async Task The_error_contains_all_causes_of_an_aggregate()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server);

        var failed = await server.InvokeAsync("""{"do":"fail for two causes","text":"disk full"}""");

        using var error = JsonDocument.Parse(failed.Body);
        error.RootElement.GetProperty("cause").GetProperty("errorType").GetString().ShouldBe("ArgumentException");
        error.RootElement.GetProperty("causes").EnumerateArray()
            .Select(cause => cause.GetProperty("errorType").GetString())
            .ShouldBe(["ArgumentException", "TimeoutException"]);
    }

    [Fact]
    public async Task A_cause_that_is_too_large_is_omitted()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server);

        var failed = await server.InvokeAsync($$"""{"do":"fail for a cause","text":"{{new string('x', 300_000)}}"}""");

        using var error = JsonDocument.Parse(failed.Body);
        error.RootElement.GetProperty("errorMessage").GetString().ShouldBe("cannot save");
        error.RootElement.GetProperty("cause").GetProperty("errorMessage").GetString().ShouldNotBeNull()
            .ShouldContain("256KB");
    }

    [Fact]
    public async Task An_unreadable_payload_fails_only_its_own_invocation()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server);

        var failed = await server.InvokeAsync("""{"text":[1,2]}""");
        var next = await server.InvokeAsync("""{"text":"fine"}""");

        failed.Succeeded.ShouldBeFalse();
        failed.ErrorType.ShouldBe("JsonSerializerException");
        failed.Body.ShouldContain("Error converting the Lambda event JSON payload to type");
        next.Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task The_context_has_the_function_the_request_and_the_remaining_time()
    {
        await using var server = new RuntimeApiServer { FunctionTimeout = TimeSpan.FromHours(5) };
        await using var process = SampleProcess.Start(
            server,
            ("AWS_LAMBDA_FUNCTION_NAME", "AlarmFunction"),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
            ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/alarm"),
            ("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/02/[$LATEST]abc"));

        var result = await server.InvokeAsync("""{"do":"describe"}""");

        const string trace = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1";
        using var answer = JsonDocument.Parse(result.Body);
        answer.RootElement.GetProperty("Text").GetString().ShouldBe(string.Join(
            '|',
            result.RequestId,
            "AlarmFunction",
            "$LATEST",
            "arn:aws:lambda:eu-west-1:123456789012:function:test",
            "/aws/lambda/alarm",
            "2026/01/02/[$LATEST]abc",
            "256",
            trace,
            trace,
            "5"));
    }

    [Fact]
    public async Task A_failed_initialization_is_reported_and_ends_the_process()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server, ("SAMPLE_INITIALIZATION", "fails"));

        var error = await server.InitializationError.WaitAsync(TimeSpan.FromSeconds(30),
            TestContext.Current.CancellationToken);
        await process.ExitAsync();

        // AWS's RuntimeApiClient.ReportInitializationErrorAsync(Exception) sends the type only in the document:
        // https://github.com/aws/aws-lambda-dotnet/blob/master/Libraries/src/Amazon.Lambda.RuntimeSupport/Client/RuntimeApiClient.cs
        error.Header("Lambda-Runtime-Function-Error-Type").ShouldBeNull();
        error.Header("Lambda-Runtime-Function-XRay-Error-Cause").ShouldBeNull();
        error.Body.ShouldContain("InvalidOperationException");
        error.Body.ShouldContain("no database");
        server.Polled.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task An_initializer_that_returns_false_ends_the_process_before_the_first_invocation()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server, ("SAMPLE_INITIALIZATION", "declines"));

        await process.ExitAsync();

        server.Polled.IsCompleted.ShouldBeFalse();
        server.InitializationError.IsCompleted.ShouldBeFalse();
    }
}
