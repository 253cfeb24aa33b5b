using System.CommandLine;
using Alerting.Cli.Deployments;
using Alerting.Configuration.Values;

namespace Alerting.Cli.Why;

/// <summary><c>alerting why</c>: why an alert was, or was not, notified. Exit code 1 when nothing is known of it.</summary>
internal static class WhyCommand
{
    /// <summary>The record of an incident is kept for so long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    private static readonly Argument<string> Name = new("NAME")
    {
        Description = "An alert's name or a part of it, its id, or an incident's code (#k7f) or id.",
    };

    private static readonly Option<string?> Since = new("--since")
    {
        Description = "How far back to look, such as 24h or 7d. Default: 24h; 90d for an incident.",
        HelpName = "DURATION",
    };

    private static readonly Option<string?> LogGroup = new(DeployedName.Logs.Option)
    {
        Description = "The functions' log group (output LogGroup). Default: ALERTING_LOG_GROUP, else the stack's.",
        HelpName = "NAME",
    };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("why",
            "Lists every decision about an alert with its reason: why it was, or was not, notified. Reads the record " +
            "in the deployment's table, and the functions' log for what became no incident.")
        {
            Name, Since, Deployment.Stack, Deployment.Table, LogGroup, Inputs.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var now = time.GetUtcNow();
            var name = WhyQuestion.NameOf(parsed.GetValue(Name)!);
            if (name.Length == 0)
                throw new UserException("The name is empty. Write an alert's name or a part of it.");
            var question = new WhyQuestion(name, now - Span(parsed.GetValue(Since), name), now);
            var deployment = Deployment.Of(parsed, terminal);
            var table = await deployment.FindTableAsync();
            var group = parsed.GetValue(LogGroup) ?? await deployment.FindIfDeployedAsync(DeployedName.Logs);
            var answer = await new WhyReader(table, group, time).ReadAsync(question, cancellation);
            var report = new WhyReport(terminal, time);
            if (parsed.GetValue(Inputs.Json))
                report.Write(answer);
            else
                report.Print(answer);
            return answer.Entries.Count > 0 ? CommandLine.Done : CommandLine.No;
        });
        return command;
    }

    private static TimeSpan Span(string? since, string name)
    {
        if (since is null)
            return WhyQuestion.IsIncident(name) ? Longest : TimeSpan.FromHours(24);
        if (!Durations.TryParse(since, out var span) || span <= TimeSpan.Zero)
            throw new UserException(Durations.Error(since));
        return span <= Longest ? span
            : throw new UserException("The record goes back 90 days. Choose a shorter --since.");
    }
}
