using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.Fakes;

namespace Alerting.Aws.Tests;

/// <summary>A channel is down for a day. The test queue hands out retries at once.</summary>
public sealed class LostChannelTests(MotoServer moto)
{
    private const string ByName = "routes: [{ to: chat, group_by: [name] }]";

    /// <summary>A dropped connection, an error, and a request to wait for a day.</summary>
    private static readonly HttpReply[] Failures =
    [
        HttpReply.Ok with { Abort = true },
        HttpReply.Text(500, "", "text/plain"),
        HttpReply.Text(503, "", "text/plain") with
            { Headers = new Dictionary<string, string> { ["Retry-After"] = "86400" } },
    ];

    [Fact]
    [Slow]
    public async Task Without_a_fallback_it_becomes_a_dead_letter_and_is_sent_once_when_the_channel_works_again()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName);
        stack.IsHurried = true;
        var (attempts, isBack) = (0, false);
        stack.Chat.Responder =
            _ => Task.FromResult(isBack ? HttpReply.Ok : Failures[Math.Min(attempts++, Failures.Length - 1)]);
        foreach (var name in (string[])["disk", "memory"])
            await stack.PublishAsync(DeployedStack.Alarm(name));
        await stack.RunAsync();

        attempts.ShouldBeGreaterThanOrEqualTo(2 * 14, stack.Logs);
        var listed = await CliAsync(stack, "list", "--json");
        listed.Output.ShouldContain("ERROR: disk");
        listed.Output.ShouldContain("ERROR: memory");
        listed.Output.ShouldContain("gave up after 14 attempts");
        listed.Output.ShouldNotContain("secret-path");

        // The channel still fails. A redrive that comes too early loses nothing.
        (await CliAsync(stack, "redrive", "--all")).ExitCode.ShouldBe(0);
        await stack.RunAsync();
        (await CliAsync(stack, "list")).Output.ShouldContain("ERROR: memory");

        isBack = true;
        var before = stack.Chat.Requests.Count;
        (await CliAsync(stack, "redrive", "--all")).Output.ShouldContain("2 of 2 redriven.");
        await stack.RunAsync();

        var notified = stack.Chat.Requests.Skip(before).Select(post => post.Body).ToArray();
        notified.Length.ShouldBe(2, stack.Logs);
        notified.ShouldContain(body => body.Contains("ERROR: disk", StringComparison.Ordinal));
        notified.ShouldContain(body => body.Contains("ERROR: memory", StringComparison.Ordinal));
        (await CliAsync(stack, "list")).Output.ShouldBe("No dead letters.\n");
        // The resolved notification is sent too, because the firing one was delivered in the end.
        await stack.PublishAsync(
            DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-15T03:4", StringComparison.Ordinal));
        await stack.RunAsync();
        stack.Chat.Requests[^1].Body.ShouldMatch("RESOLVED[^:]*: disk");
        stack.Logs.ShouldNotContain("secret-path");
    }

    [Fact]
    public async Task A_notification_for_a_renamed_receiver_becomes_a_dead_letter_and_can_be_redriven()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        await stack.ConfigureAsync(yaml => Renamed(yaml, "chat", "room"));
        await stack.RunAsync();

        var listed = await CliAsync(stack, "list", "--json");
        listed.Output.ShouldContain("ERROR: disk");
        listed.Output.ShouldContain(
            "chat by no channel: the receiver is not in the configuration; chat has no fallback");
        stack.Logs.ShouldContain("Not delivered: chat by no channel: the receiver is not in the configuration");
        stack.Chat.Requests.ShouldBeEmpty();

        await stack.ConfigureAsync(yaml => Renamed(yaml, "room", "chat"));
        await stack.KillAsync("deliver");
        (await CliAsync(stack, "redrive", "--all")).ExitCode.ShouldBe(0);
        await stack.RunAsync();
        stack.Chat.Requests.ShouldHaveSingleItem(stack.Logs).Body.ShouldContain("ERROR: disk");
    }

    [Fact]
    public async Task An_unknown_receiver_makes_the_function_read_the_configuration_again()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName);
        await stack.ConfigureByParameterAsync();
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();
        // The deliver function stays warm with the old configuration.
        await stack.ConfigureAsync(yaml => Renamed(yaml, "chat", "room"));
        await stack.KillAsync("alarm");
        await stack.KillAsync("group");
        await stack.PublishAsync(DeployedStack.Alarm("memory"));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        stack.Chat.Requests[1].Body.ShouldContain("ERROR: memory");
        stack.Logs.ShouldNotContain("Not delivered");
    }

    /// <summary>The receiver, but not its secret: the function may read one parameter only.</summary>
    private static string Renamed(string yaml, string from, string to) =>
        yaml.Replace("to: " + from, "to: " + to, StringComparison.Ordinal)
            .Replace($"  {from}: {{", $"  {to}: {{", StringComparison.Ordinal);

    private static Task<CliResult> CliAsync(DeployedStack stack, params string[] arguments) =>
        CliProcess.RunAsync(stack.Environment, ["dead", .. arguments]);
}
