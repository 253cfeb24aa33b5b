using System.Text.RegularExpressions;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;

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
        (await AnswerAsync(stack, "snooze", code, "--for", "2h", "--by", "ann")).Output.ShouldMatch(
            $@"^Incident {code}: Snoozed by Ann Lee .*until .*\d\d:\d\d [+A-Z\d]+\.\n$");
        (await AnswerAsync(stack, "unack", code, "--by", "ann")).ExitCode.ShouldBe(0);
        (await AnswerAsync(stack, "escalate", code, "--by", "ann")).ExitCode.ShouldBe(0);
        stack.Chat.Requests.ShouldContain(post => post.Path.EndsWith("/bob", StringComparison.Ordinal), stack.Logs);

        var shown = await CliAsync(stack, "show", "orders");
        shown.Output.ShouldContain("Notified: chat, ann by webhook and bob by webhook");
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
    public async Task A_groups_queue_that_does_not_exist_is_named()
    {
        await using var stack = await StackAsync();
        await stack.PublishAsync(DeployedStack.Alarm("orders"));
        await stack.RunAsync();

        var lost = await CliAsync(stack, "ack", "orders", "--groups", stack.GroupsQueue + "x.fifo");

        lost.ExitCode.ShouldBe(2);
        lost.Error.ShouldMatch(
            @"^alerting: Cannot use table \S+ or the groups queue: SQS answered \S+: it does not exist in eu-west-1\.");
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
