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
        await UseAsync(await FindAsync(parsed, terminal), table => work(new DynamoOnCall(table)));

    public static async Task<T> UseFeedsAsync<T>(
        ParseResult parsed, Terminal terminal, Func<DynamoCalendarFeeds, Task<T>> work) =>
        await UseAsync(await FindAsync(parsed, terminal), table => work(new DynamoCalendarFeeds(table)));

    /// <summary>Null when no table is named: then only the configuration counts.</summary>
    public static async Task<OnCallRecords?> ReadAsync(
        ParseResult parsed, Terminal terminal, CancellationToken cancellation) =>
        await Deployment.Of(parsed, terminal).FindNamedAsync(DeployedName.Table, parsed.GetValue(OnCallInputs.Table))
            is { } name ? await UseAsync(name, table => new DynamoOnCall(table).ListAsync(cancellation))
            : null;

    private static Task<string> FindAsync(ParseResult parsed, Terminal terminal) =>
        Deployment.Of(parsed, terminal).FindAsync(DeployedName.Table, parsed.GetValue(OnCallInputs.Table));

    private static Task<T> UseAsync<T>(string name, Func<AlertingTable, Task<T>> work) =>
        AwsProblem.ExplainAsync($"table {name}", async () =>
        {
            using var dynamo = AwsClients.Dynamo();
            return await work(new AlertingTable(dynamo, name));
        });
}
