using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Alerting.Logs.Batches;
using Amazon.Lambda.CloudWatchLogsEvents;
using Amazon.Lambda.TestUtilities;

namespace Alerting.Functions.Tests;

/// <summary>Runs the log function in this process.</summary>
public sealed class LogFunctionTests : IAsyncLifetime
{
    private readonly Receivers _receivers = new();
    private readonly TestLambdaLogger _log = new();
    private AlertingServices _services = null!;
    private LogFunction _function = null!;

    public ValueTask InitializeAsync()
    {
        _receivers.Configure($$"""
            receivers: { chat: { slack: "{{_receivers.Chat.Uri}}hook" } }
            routes: [{ to: chat }]
            logs: { min_severity: error, rules: [{ match: ['log_group = "/ecs/careful"'], min_severity: info }] }
            """);
        _services = new AlertingServices(_receivers.Variable, TimeProvider.System);
        _function = new LogFunction(_services);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _services.Dispose();
        return _receivers.DisposeAsync();
    }

    [Fact]
    public async Task Similar_errors_become_one_alert_with_count_stack_and_links()
    {
        var alerts = await AlertsAsync(Events.Text("logs/errors.json"));

        alerts.Count.ShouldBe(2, "the warning is below the minimum severity");
        var charge = alerts[0];
        Text(charge, "severity").ShouldBe("error");
        Text(charge, "severityReason").ShouldBe("log level Error");
        Text(charge, "summary").ShouldStartWith("Seen 14 times");
        charge["labels"]!["exception"]!.GetValue<string>().ShouldBe("System.Net.Http.HttpRequestException");
        charge["labels"]!["log_group"]!.GetValue<string>().ShouldBe("/aws/lambda/shop-orders");
        charge["links"]!.AsArray().Select(link => Text(link!, "text")).ShouldBe(["Log stream", "Logs Insights"]);
        _receivers.Chat.Requests.ShouldContain(post => post.Body.Contains("Shop.Payments.PaymentClient.ChargeAsync"));
    }

    [Fact]
    public async Task Secrets_in_log_lines_are_not_sent()
    {
        await InvokeAsync(Events.Text("logs/errors.json"));

        var sent = string.Join('\n', _receivers.Chat.Requests.Select(post => post.Body));
        sent.ShouldContain("password=&lt;redacted&gt;");
        sent.ShouldNotContain("hunter2");
        sent.ShouldNotContain("AKIAIOSFODNN7EXAMPLE");
        sent.ShouldNotContain("jane.doe@example.com");
    }

    [Fact]
    public async Task A_function_timeout_becomes_an_error_alert()
    {
        var alert = (await AlertsAsync(Events.Text("logs/lambda-timeout.json"))).ShouldHaveSingleItem();

        Text(alert, "title").ShouldBe("report: Task timed out after 30.03 seconds");
        Text(alert, "severityReason").ShouldBe("Lambda: task timed out");
    }

    [Fact]
    public async Task A_stack_trace_over_several_events_is_one_occurrence()
    {
        var alert = (await AlertsAsync(Events.Text("logs/python-stack.json"))).ShouldHaveSingleItem();

        Text(alert, "summary").ShouldStartWith("Seen once");
        alert["labels"]!["exception"]!.GetValue<string>().ShouldBe("KeyError");
    }

    [Fact]
    public async Task The_DotNet_console_logger_writes_its_message_on_the_next_line()
    {
        var alert = (await AlertsAsync(Batch("/ecs/shop", "fail: Shop.Store[0]", "      Lost order 17",
            "      System.InvalidOperationException: No stock",
            "         at Shop.Store.Take(Int32 id) in /src/Store.cs:line 12"))).ShouldHaveSingleItem();

        Text(alert, "title").ShouldBe("shop: Lost order 17: System.InvalidOperationException: No stock");
        Text(alert, "severity").ShouldBe("error");
    }

    [Theory]
    [InlineData("thread 'main' panicked at src/main.rs:4:5:", "index out of bounds: the len is 3 but the index is 7",
        "stack backtrace:",
        "   0: rust_begin_unwind", "             at /rustc/abc/library/std/src/panicking.rs:665:5", "   1: shop::main")]
    [InlineData("Traceback (most recent call last):", "  File \"/app/a.py\", line 1, in a", "    b()", "KeyError: 'x'",
        "",
        "During handling of the above exception, another exception occurred:", "", "Traceback (most recent call last):",
        "  File \"/app/a.py\", line 3, in c", "    raise ValueError('no such order')", "ValueError: no such order")]
    public async Task A_stack_trace_with_a_separate_message_or_cause_is_one_occurrence(params string[] lines)
    {
        var alert = (await AlertsAsync(Batch("/ecs/shop", lines))).ShouldHaveSingleItem();

        Text(alert, "severity").ShouldBe("error");
        Text(alert, "summary").ShouldStartWith("Seen once");
    }

    [Fact]
    public async Task The_minimum_severity_can_be_set_per_log_group() =>
        (await AlertsAsync(Batch("/ecs/careful", "INFO started", "ERROR failed"))).Count.ShouldBe(2);

    [Fact]
    public async Task The_control_message_of_CloudWatch_Logs_is_accepted()
    {
        (await AlertsAsync(Events.Text("logs/control.json"))).ShouldBeEmpty();

        _receivers.Chat.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Our_own_log_group_is_refused_and_logged_once()
    {
        _receivers.Environment["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/alerting";
        var body = Batch("/aws/alerting", "ERROR not delivered");

        (await AlertsAsync(body)).ShouldBeEmpty();
        (await AlertsAsync(body)).ShouldBeEmpty();

        _receivers.Chat.Requests.ShouldBeEmpty();
        _log.Buffer.ToString().Split("is this function's own and is ignored").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("{\"awslogs\":{\"data\":\"this is no base64!\"}}")]
    [InlineData("{\"awslogs\":{\"data\":\"aGVsbG8=\"}}")]
    [InlineData("{\"awslogs\":{}}")]
    [InlineData("{\"Records\":[]}")]
    [InlineData("not JSON")]
    public async Task An_unreadable_event_fails_with_one_sentence(string body)
    {
        var failure = await Should.ThrowAsync<LogBatchException>(() => InvokeAsync(body));

        failure.Message.ShouldEndWith(".");
        failure.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_typed_event_is_processed_the_same_way()
    {
        var data = JsonNode.Parse(Batch("/ecs/shop", "ERROR failed"))!["awslogs"]!["data"]!.GetValue<string>();
        var input = new CloudWatchLogsEvent { Awslogs = new CloudWatchLogsEvent.Log { EncodedData = data } };

        await _function.HandleAsync(input, Context());

        _receivers.Chat.Requests.ShouldHaveSingleItem().Body.ShouldContain("ERROR: shop: failed");
    }

    private static string Batch(string logGroup, params string[] lines)
    {
        var events = new JsonArray([.. lines.Select((line, i) => new JsonObject
        {
            ["id"] = i.ToString("D56", null), ["timestamp"] = 1794624026000 + i, ["message"] = line,
        })]);
        var batch = new JsonObject
        {
            ["messageType"] = "DATA_MESSAGE", ["owner"] = "123456789012", ["logGroup"] = logGroup,
            ["logStream"] = "web/1",
            ["subscriptionFilters"] = new JsonArray("alerting"), ["logEvents"] = events,
        };
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(batch.ToJsonString()));
        return new JsonObject
            { ["awslogs"] = new JsonObject { ["data"] = Convert.ToBase64String(packed.ToArray()) } }.ToJsonString();
    }

    private TestLambdaContext Context() => new() { Logger = _log, RemainingTime = TimeSpan.FromSeconds(30) };

    private async Task<string> InvokeAsync(string body)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(body));
        await using var answer = await _function.HandleAsync(input, Context());
        using var reader = new StreamReader(answer);
        return await reader.ReadToEndAsync();
    }

    private async Task<List<JsonNode>> AlertsAsync(string body) =>
        [.. JsonNode.Parse(await InvokeAsync(body))!["alerts"]!.AsArray().Select(alert => alert!)];

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
