using Alerting.Aws.State;
using Alerting.OnCall;

namespace Alerting.Cli.OnCall;

/// <summary>The overrides of a deployment.</summary>
internal static class OnCallTable
{
    /// <summary>Null without a table: then only the configuration counts.</summary>
    public static string? NameOf(string? option)
    {
        var name = option ?? Environment.GetEnvironmentVariable("ALERTING_TABLE");
        return string.IsNullOrEmpty(name) ? null : name;
    }

    public static Task<T> UseAsync<T>(string? option, Func<DynamoOnCall, Task<T>> work) =>
        UseTableAsync(option, table => work(new DynamoOnCall(table)));

    public static Task<T> UseFeedsAsync<T>(string? option, Func<DynamoCalendarFeeds, Task<T>> work) =>
        UseTableAsync(option, table => work(new DynamoCalendarFeeds(table)));

    /// <summary>Runs the work on the table and turns AWS errors into user errors.</summary>
    private static async Task<T> UseTableAsync<T>(string? option, Func<AlertingTable, Task<T>> work)
    {
        if (NameOf(option) is not { } name)
            throw new UserException("Name the deployment's table (output TableName) with --table or ALERTING_TABLE.");
        return await AwsErrors.CatchAsync(name, queue: null, async () =>
        {
            using var dynamo = AwsClients.Dynamo();
            return await work(new AlertingTable(dynamo, name));
        });
    }

    public static async Task<OnCallRecords> ReadAsync(string? option, CancellationToken cancellation) =>
        NameOf(option) is null ? OnCallRecords.Empty
            : await UseAsync(option, table => table.ListAsync(cancellation));
}
