using System.Text;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.Fakes;

namespace Alerting.Aws.Tests.Browser;

/// <summary>Who may look, who may change something, and what the page may load.</summary>
public sealed class ConsoleSafetyTests(MotoServer moto)
{
    [Fact]
    public async Task Only_the_page_that_was_opened_by_its_address_is_answered()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await using var console = await ConsoleProcess.StartAsync(stack);
        var session = new Uri(console.Http.BaseAddress!, "/api/session");

        (await StatusAsync(console.Http, HttpMethod.Get, session, ("Host", "evil.example.com"))).ShouldBe(421);
        (await StatusAsync(console.Http, HttpMethod.Get, session, ("Origin", "https://evil.example.com")))
            .ShouldBe(403);
        (await StatusAsync(console.Http, HttpMethod.Get, session, ("Sec-Fetch-Site", "cross-site"))).ShouldBe(403);
        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        (await StatusAsync(stranger, HttpMethod.Get, session)).ShouldBe(401);
        (await StatusAsync(stranger, HttpMethod.Get, console.Http.BaseAddress!)).ShouldBe(401);
        (await StatusAsync(stranger, HttpMethod.Get, new Uri(console.Http.BaseAddress!, "/?token=01"))).ShouldBe(401);
        (await StatusAsync(stranger, HttpMethod.Get, console.Address)).ShouldBe(303);
        var silences = new Uri(console.Http.BaseAddress!, "/api/silences");
        (await StatusAsync(console.Http, HttpMethod.Post, silences)).ShouldBe(403);
        (await StatusAsync(console.Http, HttpMethod.Post, silences, ("X-Console-Token", "guessed"))).ShouldBe(403);
        (await console.PostAsync("/api/silences", "not JSON")).Status.ShouldBe(400);
        (await console.GetAsync("/api/silences")).GetProperty("silences").GetArrayLength().ShouldBe(0);

        using var page = await console.Http.GetAsync(new Uri("/history", UriKind.Relative), Cancellation);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        html.ShouldNotContain("style=");
        html.ShouldNotContain("<script>");
    }

    [Fact]
    public async Task Credentials_that_may_only_read_see_everything_and_change_nothing()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await stack.PublishAsync(DeployedStack.Alarm("orders"));
        await stack.RunAsync();
        stack.Proxy.InterceptRequest = (action, request) =>
            action is "PutItem" or "UpdateItem" or "SendMessage" or "SendMessageBatch"
            && request.Header("Authorization")?.Contains("AKIDREADER", StringComparison.Ordinal) == true
                ? HttpReply.Text(400, $$"""
                    {"__type":"com.amazonaws#AccessDeniedException",
                     "message":"User: reader is not authorized to perform: some:{{action}} on resource: x"}
                    """, "application/x-amz-json-1.0") : null;
        await using var console = await ConsoleProcess.StartAsync(stack, "AKIDREADER");

        var access = (await console.GetAsync("/api/session")).GetProperty("access");
        access.GetProperty("answer").GetString().ShouldBe(
            "These credentials may not send to the groups queue (sqs:SendMessage).");
        access.GetProperty("table").GetString().ShouldBe(
            "These credentials may not write to the table (dynamodb:PutItem).");
        access.GetProperty("redrive").GetString().ShouldBe(
            "These credentials may not send to the deliveries queue (sqs:SendMessage).");
        var now = await console.GetAsync("/api/now");
        var id = now.GetProperty("incidents")[0].GetProperty("id").GetString();
        var (status, message) = await console.PostAsync("/api/answers",
            $$"""{"kind":"ack","press":"p1","incidents":[{"id":"{{id}}"}]}""");
        status.ShouldBe(422);
        message.ShouldContain("SendMessage");
        (await console.PostAsync("/api/silences", """{"matchers":["name = \"x\""],"minutes":5}""")).Message
            .ShouldContain("PutItem");
    }

    [Fact]
    public async Task A_table_that_does_not_exist_and_a_port_that_cannot_be_get_one_sentence()
    {
        var environment = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "example-secret",
            ["AWS_REGION"] = "eu-west-1", ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1",
        };

        var port = await CliProcess.RunAsync(environment, "console", "--table", "x", "--port", "70000");
        (port.ExitCode, port.Error).ShouldBe(
            (2, "alerting: --port cannot be 70000. Write a number from 0 to 65535.\n"));
        var away = await CliProcess.RunAsync(environment, "console", "--table", "x");
        away.ExitCode.ShouldBe(2);
        away.Error.ShouldStartWith("alerting: Cannot use these credentials: AWS cannot be reached in eu-west-1.");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<int> StatusAsync(
        HttpClient http, HttpMethod method, Uri uri, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, uri);
        if (method == HttpMethod.Post)
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
