using System.Text.Json;
using Alerting.Cli.Deployments;

namespace Alerting.Cli.Why;

/// <summary>Runs a query of CloudWatch Logs Insights.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html</remarks>
internal sealed class LogsInsights(SignedCalls calls, TimeProvider time, InsightsPace pace)
{
    private const string Service = "CloudWatch Logs";
    private const int MostRows = 10_000;

    /// <summary>Throws a <see cref="UserException"/> when the log cannot be read.</summary>
    public async Task<InsightsAnswer> RunAsync(
        string group, string query, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellation)
    {
        var started = await CallAsync("StartQuery", group, json =>
        {
            json.WriteString("logGroupName", group);
            json.WriteNumber("startTime", since.ToUnixTimeSeconds());
            json.WriteNumber("endTime", until.ToUnixTimeSeconds());
            json.WriteString("queryString", query);
            json.WriteNumber("limit", MostRows);
        }, cancellation);
        var id = started.GetProperty("queryId").GetString()!;
        var began = time.GetTimestamp();
        for (var wait = pace.First; time.GetElapsedTime(began) < pace.Longest; wait = Longer(wait))
        {
            await Task.Delay(wait, time, cancellation);
            var answer = await CallAsync(
                "GetQueryResults", group, json => json.WriteString("queryId", id), cancellation);
            switch (answer.GetProperty("status").GetString())
            {
                case "Complete":
                    return InsightsAnswer.Read(answer);
                case "Scheduled" or "Running" or "Unknown":
                    continue;
                case var status:
                    throw new UserException(
                        $"The query of log group {group} ended as {status}. Try a shorter --since.");
            }
        }
        await CallAsync("StopQuery", group, json => json.WriteString("queryId", id), cancellation);
        throw new UserException(
            $"The query of log group {group} took longer than {pace.Longest.TotalSeconds:0} s. Try a shorter --since.");
    }

    private TimeSpan Longer(TimeSpan wait) => wait * 2 < pace.Slowest ? wait * 2 : pace.Slowest;

    /// <summary>An account has a limit of queries at once and of calls a second: both pass.</summary>
    private async Task<JsonElement> CallAsync(
        string action, string group, Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        var body = JsonLine.Of(write);
        for (var (attempt, wait) = (1, pace.First); ; (attempt, wait) = (attempt + 1, Longer(wait)))
        {
            var answer = await calls.PostAsync(
                "logs", body, "application/x-amz-json-1.1", $"Logs_20140328.{action}");
            if (!answer.IsError)
            {
                using var json = JsonDocument.Parse(answer.Text);
                return json.RootElement.Clone();
            }
            if (answer.Code is not ("ThrottlingException" or "LimitExceededException" or "ServiceUnavailableException")
                || attempt == pace.Attempts)
            {
                throw new UserException($"Cannot read log group {group}: " +
                    AwsProblem.Refused(Service, $"logs:{action}", answer, calls.Region));
            }
            await Task.Delay(wait, time, cancellation);
        }
    }
}

/// <summary>How long to wait between two looks at a query, and for how long at all.</summary>
internal sealed record InsightsPace(TimeSpan First, TimeSpan Slowest, TimeSpan Longest, int Attempts)
{
    public static InsightsPace Default { get; } = new(
        TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60), 6);
}

/// <summary>The rows, each with its fields that have a value.</summary>
internal sealed record InsightsAnswer(IReadOnlyList<IReadOnlyDictionary<string, string>> Rows, double BytesScanned)
{
    public static InsightsAnswer Read(JsonElement answer) => new(
        [.. answer.GetProperty("results").EnumerateArray().Select(Row)],
        answer.TryGetProperty("statistics", out var statistics)
            && statistics.TryGetProperty("bytesScanned", out var bytes) ? bytes.GetDouble() : 0);

    private static Dictionary<string, string> Row(JsonElement fields)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields.EnumerateArray())
        {
            if (field.TryGetProperty("value", out var value) && value.GetString() is { } text)
                row[field.GetProperty("field").GetString()!] = text;
        }
        return row;
    }
}
