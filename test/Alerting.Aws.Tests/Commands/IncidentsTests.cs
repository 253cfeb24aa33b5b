using System.Text.RegularExpressions;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.Fakes;

namespace Alerting.Aws.Tests.Commands;

/// <summary><c>alerting incidents</c> with the table and the queue of a deployment, filled by the real functions.</summary>
public sealed partial class IncidentsTests(MotoServer moto)
{
    private const string Config = """
        people:
          ann: { name: Ann Lee, webhook: "http://localhost:1/ann" }
          bob: { webhook: "http://localhost:1/bob" }
        escalations: { duty: [{ notify: [ann] }, { after: 10m, notify: [bob] }] }
        routes: [{ to: chat, escalate: duty, repeat: never }]
        """;

    [Fact]
    public async Task A_person_lists_shows_and_answers_the_incidents_of_a_deployment()
    {
        await using var stack = await StackAsync();
        (await CliAsync(stack, "list")).Output.ShouldBe("No open incidents.\n");
        await stack.PublishAsync(DeployedStack.Alarm("orders"));
        await stack.RunAsync();

        var listed = await CliAsync(stack, "list");
        listed.Output.ShouldMatch(
            """^\s*code\s+severity\s+since\s+alerts\s+answer\s*\n[\s─]+\n\s*#\w+\s+error\s+\w{3} \d+ \w{3} .*\d\d:\d\d\s+\S.*orders\s+Nobody is on it\.""");
        var code = Code().Match(listed.Output).Value;

        (await AnswerAsync(stack, "ack", code, "--by", "ann")).Output.ShouldMatch(
            $@"^Incident {code}: Acknowledged by Ann Lee \(\d\d:\d\d [+A-Z\d]+\) until .*\d\d:\d\d [+A-Z\d]+\.\n$");
        (await AnswerAsync(stack, "unack", code, "--by", "ann")).ExitCode.ShouldBe(0);
        (await AnswerAsync(stack, "escalate", code, "--by", "ann")).ExitCode.ShouldBe(0);
        stack.Chat.Requests.ShouldContain(post => post.Path.EndsWith("/bob", StringComparison.Ordinal), stack.Logs);

        var shown = await CliAsync(stack, "show", "orders");
        shown.Output.ShouldContain("Notified: chat, ann by webhook, bob by webhook");
        shown.Output.ShouldMatch(@"\d\d:\d\d [+A-Z\d]+.*answer\s+Acknowledged by Ann Lee");
        shown.Output.ShouldContain("Delivered: escalation to bob by webhook.");
        shown.Output.ShouldNotContain("@");

        (await AnswerAsync(stack, "close", code, "--by", "ann", "--reason", "planned")).Output.ShouldMatch(
            $@"^Incident {code}: Closed .* by Ann Lee: planned\.\n$");
        var id = Id().Match(shown.Output).Value;
        (await CliAsync(stack, "show", id)).Output.ShouldMatch(@"Closed .* by Ann Lee: planned\.");
        (await CliAsync(stack, "ack", id)).Error.ShouldMatch($@"^alerting: Incident {code} is over\. Closed .*\n$");
        var late = await CliAsync(stack, "ack", code);
        (late.ExitCode, late.Error).ShouldBe((2,
            $"alerting: No open incident {code}. 'alerting incidents list' shows them; one that is over is found by its id.\n"));
    }

    [Fact]
    public async Task A_table_a_queue_or_a_profile_that_is_wrong_is_named()
    {
        await using var stack = await StackAsync();
        await stack.PublishAsync(DeployedStack.Alarm("orders"));
        await stack.RunAsync();

        (await CliAsync(stack, "list", "--table", "away")).Error.ShouldBe("alerting: The table away does not exist in " +
            "eu-west-1. Write the stack's output TableName, or choose another region or account with AWS_REGION or " +
            "AWS_PROFILE.\n");
        (await CliAsync(stack, "ack", "orders", "--groups", stack.GroupsQueue + "x.fifo")).Error.ShouldStartWith(
            $"alerting: The queue {stack.GroupsQueue}x.fifo does not exist in eu-west-1. Write the stack's output GroupsQ");
        var others = new Dictionary<string, string>(stack.Environment)
            { ["AWS_PROFILE"] = "nope", ["AWS_ACCESS_KEY_ID"] = "" };
        var profile = await CliProcess.RunAsync(others, "incidents", "list", "--table", stack.Table);
        (profile.ExitCode, profile.Error).ShouldBe((2, "alerting: The AWS profile nope does not exist in your ~/.aws " +
            "files. Set AWS_PROFILE to another one.\n"));
    }

    [Theory]
    [InlineData("AccessDeniedException",
        "User: arn:aws:iam::1:user/ann is not authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:t",
        "Not permitted: dynamodb:Query on alerts. Add the permission to your role, or choose another profile")]
    [InlineData("ExpiredTokenException", "The security token included in the request is expired",
        "AWS rejects the credentials (ExpiredTokenException). Sign in again, or choose another profile with AWS_PROFILE")]
    public async Task A_refusal_names_the_permission_or_the_credentials(string code, string message, string sentence)
    {
        await using var refusing = new RecordingHttpServer
        {
            Responder = _ => Task.FromResult(HttpReply.Text(400,
                $$"""{"__type":"com.amazon.coral.service#{{code}}","Message":"{{message}}"}""",
                "application/x-amz-json-1.0")),
        };
        var result = await CliProcess.RunAsync(new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = refusing.Uri.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "example-secret",
            ["AWS_REGION"] = "eu-west-1",
        }, "incidents", "list", "--table", "alerts");

        (result.ExitCode, result.Output).ShouldBe((2, ""));
        result.Error.ShouldStartWith($"alerting: {sentence}");
    }

    private async Task<DeployedStack> StackAsync()
    {
        var stack = await DeployedStack.CreateAsync(moto.Uri, Config);
        await stack.ConfigureAsync(
            yaml => yaml.Replace("http://localhost:1/", $"{stack.Chat.Uri}", StringComparison.Ordinal));
        return stack;
    }

    /// <summary>The group function applies the answer while the command waits for it.</summary>
    private static async Task<CliResult> AnswerAsync(DeployedStack stack, params string[] arguments)
    {
        var answer = CliAsync(stack, arguments);
        await stack.RunAsync(until: () => answer.IsCompleted);
        await stack.RunAsync();
        return await answer;
    }

    private static Task<CliResult> CliAsync(DeployedStack stack, params string[] arguments) =>
        CliProcess.RunAsync(new Dictionary<string, string>(stack.Environment) { ["TZ"] = "Europe/Berlin" },
        [
            "incidents", .. arguments,
            .. (string[])(arguments.Contains("--table") ? [] : ["--table", stack.Table]),
            .. (string[])(arguments[0] is "list" or "show" || arguments.Contains("--groups") ? []
                : ["--groups", stack.GroupsQueue]),
        ]);

    [GeneratedRegex("#[a-z0-9]+")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<=\()i[0-9a-f]{15}(?=\))")]
    private static partial Regex Id();
}
