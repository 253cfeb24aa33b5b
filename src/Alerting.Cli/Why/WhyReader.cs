using Alerting.Aws.State;
using Alerting.Cli.Deployments;

namespace Alerting.Cli.Why;

/// <summary>Reads the record and the log at the same time. What cannot be read is named, and the rest is shown.</summary>
/// <param name="group">The functions' log group; null if nothing names it.</param>
internal sealed class WhyReader(string table, string? group, TimeProvider time)
{
    public async Task<WhyAnswer> ReadAsync(WhyQuestion question, CancellationToken cancellation)
    {
        var reading = TryAsync(() => RecordAsync(question, cancellation));
        // The log knows no incidents, only the names of their alerts.
        if (WhyQuestion.IsIncident(question.Text))
            question = question with { Names = WhyRecord.NamesOf((await reading).Entries) };
        var lines = await TryAsync(() => LogAsync(question, cancellation));
        var record = await reading;
        if (record.IsFailed && lines.IsFailed)
            throw new UserException(record.Problem!);
        var answer = WhyAnswer.Of(question, record, lines);
        return answer.Entries.Count > 0 ? answer
            : answer with { Meant = WhyAnswer.MeantBy(question.Text, [.. record.Names.Union(lines.Names)]) };
    }

    private static async Task<WhyRead> TryAsync(Func<Task<WhyRead>> read)
    {
        try
        {
            return await read();
        }
        catch (UserException failure)
        {
            return WhyRead.Failed(failure.Message);
        }
    }

    private Task<WhyRead> RecordAsync(WhyQuestion question, CancellationToken cancellation) =>
        AwsProblem.ExplainAsync($"table {table}", async () =>
        {
            using var dynamo = AwsClients.Dynamo();
            return await new WhyRecord(new AlertingTable(dynamo, table), time).ReadAsync(question, cancellation);
        });

    private Task<WhyRead> LogAsync(WhyQuestion question, CancellationToken cancellation) =>
        AwsProblem.ExplainAsync($"log group {group}", async () =>
        {
            if (group is null)
            {
                throw new UserException(
                    "The log was not read. Name the stack with --stack, or the log group with --log-group.");
            }
            using var calls = await SignedCalls.CreateAsync(Environment.GetEnvironmentVariable);
            return await new WhyLog(new LogsInsights(calls, time, InsightsPace.Default), group)
                .ReadAsync(question, cancellation);
        });
}
