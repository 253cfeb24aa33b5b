using System.CommandLine;
using Alerting.Aws.State;
using Alerting.Cli.Deployments;
using Alerting.OnCall;

namespace Alerting.Cli.OnCall;

/// <summary>The overrides of a deployment.</summary>
internal static class OnCallTable
{
    /// <summary>Runs the work on the table and turns AWS errors into user errors.</summary>
    public static async Task<T> UseAsync<T>(ParseResult parsed, Terminal terminal, Func<DynamoOnCall, Task<T>> work) =>
        await UseAsync(
            await Deployment.Of(parsed, terminal).FindAsync(DeployedName.Table, parsed.GetValue(OnCallInputs.Table)),
            work);

    /// <summary>Nothing when no table is named: then only the configuration counts.</summary>
    public static async Task<OnCallRecords> ReadAsync(
        ParseResult parsed, Terminal terminal, CancellationToken cancellation) =>
        await Deployment.Of(parsed, terminal).FindNamedAsync(DeployedName.Table, parsed.GetValue(OnCallInputs.Table))
            is { } name ? await UseAsync(name, table => table.ListAsync(cancellation)) : OnCallRecords.Empty;

    private static Task<T> UseAsync<T>(string name, Func<DynamoOnCall, Task<T>> work) =>
        AwsProblem.ExplainAsync($"table {name}", async () =>
        {
            using var dynamo = AwsClients.Dynamo();
            return await work(new DynamoOnCall(new AlertingTable(dynamo, name)));
        });
}
