using System.CommandLine;
using Alerting.Aws.State;
using Alerting.Cli.Deployments;

namespace Alerting.Cli.Status;

/// <summary><c>alerting status</c>: one screen about a deployment. Exit code 1 when the pipeline has a problem.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("status",
            "Shows whether the deployed pipeline is healthy: queues, dead letters, open incidents, checks.")
        {
            Deployment.Stack, Deployment.Table, Inputs.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var deployment = Deployment.Of(parsed, terminal);
            var table = await deployment.FindTableAsync();
            var status = await AwsProblem.ExplainAsync($"table {table} or a queue", async () =>
            {
                using var dynamo = AwsClients.Dynamo();
                using var sqs = AwsClients.Sqs();
                return await new StatusReader(new AlertingTable(dynamo, table), sqs, time)
                    .ReadAsync(deployment, cancellation);
            });
            var report = new StatusReport(terminal, time);
            if (parsed.GetValue(Inputs.Json))
                report.Write(status);
            else
                report.Print(status);
            return status.Problems.Count == 0 ? CommandLine.Done : CommandLine.No;
        });
        return command;
    }
}
