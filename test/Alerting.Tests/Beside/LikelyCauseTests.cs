using System.Text.Json;
using Alerting.Alerts;
using Alerting.Aws;
using Alerting.Aws.Signed;
using Alerting.Beside;
using Alerting.Fakes;
using Alerting.Notifications;

namespace Alerting.Tests.Beside;

/// <summary>The errors of an alarm's log group, from a stand-in for CloudWatch Logs over HTTP.</summary>
public sealed class LikelyCauseTests : IAsyncDisposable
{
    private const string DotNet = "fail: Shop.Payments[0]\n      Charge failed\n" +
        "System.TimeoutException: The operation has timed out.\n" +
        "   at System.Net.Http.HttpClient.SendAsync(HttpRequestMessage request)\n" +
        "   at Shop.Payments.PaymentClient.ChargeAsync(Decimal amount) in /src/PaymentClient.cs:line 41\n" +
        "   at Shop.Orders.OrderService.PayAsync() in /src/OrderService.cs:line 12";

    private const string Python = "[ERROR] ValueError: bad amount\nTraceback (most recent call last):\n" +
        "  File \"/var/task/app.py\", line 12, in handler\n    charge(event)\n" +
        "  File \"/var/task/payments.py\", line 7, in charge\n    raise ValueError('bad amount')";

    private const string Java = "ERROR Charge failed\njava.lang.IllegalStateException: closed\n" +
        "\tat java.util.Objects.requireNonNull(Objects.java:233)\n" +
        "\tat com.shop.payments.PaymentClient.charge(PaymentClient.java:41)";

    private const string Node = "2026-11-14T02:39:00.000Z\treq\tERROR\tTypeError: x is not a function\n" +
        "    at node:internal/process:1:2\n    at PaymentClient.charge (/var/task/pay.js:3:5)";

    private readonly RecordingHttpServer _server = new();
    private readonly AwsHttp _aws = new();
    private readonly SignedHttp _http;

    public LikelyCauseTests()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "example-secret");
        _http = new SignedHttp(_aws, name => name switch
        {
            "AWS_REGION" => "eu-west-1",
            "AWS_ENDPOINT_URL" => _server.Uri.ToString(),
            _ => null,
        }, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _aws.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(DotNet, "12 × TimeoutException at PaymentClient.ChargeAsync")]
    [InlineData(Python, "12 × ValueError at charge (payments.py)")]
    [InlineData(Java, "12 × IllegalStateException at PaymentClient.charge")]
    [InlineData(Node, "12 × TypeError at PaymentClient.charge")]
    [InlineData("ERROR no more connections", "12 × no more connections")]
    public async Task The_most_frequent_error_is_named_with_its_place(string line, string cause)
    {
        Answer(Enumerable.Repeat(line, 12).Prepend("INFO started").Append("ERROR something else"));

        var beside = await BesideAsync();

        beside.Facts[0].ShouldBe(new Fact("Likely cause", cause));
        beside.Facts[1].ShouldBe(new Fact("Also in the log", "1 × something else"));
        beside.Links.ShouldHaveSingleItem().Text.ShouldStartWith("Log at 02:3");
        var request = _server.Requests.ShouldHaveSingleItem();
        request.Header("X-Amz-Target").ShouldBe("Logs_20140328.FilterLogEvents");
        request.Header("Authorization")!.ShouldContain("/eu-west-1/logs/aws4_request");
        request.Body.ShouldContain("\"logGroupName\":\"/aws/lambda/orders-api\"");
    }

    [Fact]
    public async Task A_group_with_more_than_a_page_is_read_again_for_its_errors()
    {
        Answer(["INFO started"], more: true);

        await BesideAsync();

        _server.Requests.Count.ShouldBe(2);
        _server.Requests[1].Body.ShouldContain("filterPattern");
    }

    [Theory]
    [InlineData("no lines")]
    [InlineData("only news")]
    [InlineData("another account")]
    public async Task Where_nothing_is_known_nothing_is_said(string situation)
    {
        Answer(situation == "only news" ? ["INFO started"] : []);

        var page = situation == "another account"
            ? Page(Some.Signal() with { Account = "999999999999" }) : Page(Some.Signal());

        (await BesideAsync(page)).IsEmpty.ShouldBeTrue();
        _server.Requests.Count.ShouldBe(situation == "another account" ? 0 : 1);
    }

    /// <summary>A log line is somebody else's text: one line, redacted, and cut.</summary>
    [Fact]
    public async Task A_hostile_line_is_only_text()
    {
        Answer([$"ERROR <!here> *x* password=hunter2secret https://evil.example/ {new string('a', 9000)}"]);

        var fact = (await BesideAsync()).Facts.ShouldHaveSingleItem();

        fact.Value.Length.ShouldBeLessThanOrEqualTo(160);
        fact.Value.ShouldNotContain("hunter2secret");
        var page = Page(Some.Signal()) with
        {
            Kind = NotificationKind.Update,
            Beside = new BesideNote { Sent = [], IsEdit = true, Content = new BesideContent { Facts = [fact] } },
        };
        var message = new MessageWriter(Some.Config("receivers: { a: { sms: \"+447700900001\" } }\nroutes: [{ to: a }]"))
            .Write(page);
        message.Items[0].Facts[0].Value.ShouldNotContain("https://evil.example/");
    }

    [Theory]
    [InlineData(400, "{\"__type\":\"AccessDeniedException\"}", "CloudWatch Logs answered AccessDeniedException to FilterLogEvents")]
    [InlineData(500, "<html>", "CloudWatch Logs answered HTTP 500 to FilterLogEvents")]
    [InlineData(200, "<html>", "CloudWatch Logs answered no JSON")]
    [InlineData(200, "[]", "CloudWatch Logs answered without events")]
    [InlineData(200, "huge", "CloudWatch Logs answered more than 4 MB")]
    [InlineData(400, "{\"__type\":\"a#<b>Evil\\\"\"}", "CloudWatch Logs answered HTTP 400 to FilterLogEvents")]
    public async Task A_service_that_refuses_or_answers_nonsense_is_left_out(int status, string body, string reason)
    {
        _server.Responder = _ => Task.FromResult(HttpReply.Text(
            status, body == "huge" ? new string(' ', 5 * 1024 * 1024) : body));

        (await Should.ThrowAsync<BesideException>(() => BesideAsync())).Message.ShouldBe(reason);
    }

    [Fact]
    public async Task A_service_that_hangs_is_left_out()
    {
        var end = new TaskCompletionSource<HttpReply>();
        _server.Responder = _ => end.Task;

        var gathered = await BesideGathering.OfAsync(Page(Some.Signal()), [Source], TimeProvider.System,
            TestContext.Current.CancellationToken);

        gathered.LeftOut.ShouldBe(["likely cause: no answer within 2 s"]);
        end.SetResult(HttpReply.Ok);
    }

    private LogSource Source => new(
        LogGroups.Parse("/aws/lambda/*"), new CloudWatchLogs(_http), ("123456789012", "eu-west-1"));

    private Task<BesideContent> BesideAsync(Notification? page = null) =>
        Source.GatherAsync(page ?? Page(Some.Signal()), TestContext.Current.CancellationToken);

    private static Notification Page(Signal signal) => Some.Notification(Some.Alert(
        signal with { Labels = new Dictionary<string, string> { ["dim_FunctionName"] = "orders-api" } }));

    private void Answer(IEnumerable<string> lines, bool more = false)
    {
        var events = lines.Select((line, i) => $$"""
            {"logStreamName":"s","timestamp":{{Some.Time.AddMinutes(-2).ToUnixTimeMilliseconds() + i}},"eventId":"{{i}}","message":"{{JsonEncodedText.Encode(line)}}"}
            """);
        var body = $$"""{"events":[{{string.Join(',', events)}}]{{(more ? ",\"nextToken\":\"t\"" : "")}}}""";
        _server.Responder = _ => Task.FromResult(HttpReply.Text(200, body));
    }
}
