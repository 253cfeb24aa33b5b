using System.Text.Json;
using Alerting.Beside;
using Alerting.Text;

namespace Alerting.Aws.Signed;

/// <summary>Reads log groups of this account and region.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html</remarks>
public sealed class CloudWatchLogs(SignedHttp http) : ILogReader
{
    /// <summary>AWS answers 1 MB of lines at most; JSON makes them longer.</summary>
    private const int MaxAnswer = 4 * 1024 * 1024;

    /// <summary>For a group whose lines do not fit: those that usually mean an error.</summary>
    private const string ErrorPattern =
        "?ERROR ?Error ?error ?CRITICAL ?Critical ?FATAL ?Fatal ?fatal ?Exception ?exception ?panic ?Traceback ?\"timed out\"";

    public async Task<byte[]> ReadAsync(
        string group, DateTimeOffset first, DateTimeOffset last, CancellationToken cancellation)
    {
        using var all = await CallAsync("FilterLogEvents", Query(group, first, last, pattern: null), cancellation);
        if (!all.RootElement.TryGetProperty("nextToken", out var more) || more.ValueKind != JsonValueKind.String)
            return LogSubscriptionJson.Of(all.RootElement, group);
        using var errors = await CallAsync("FilterLogEvents", Query(group, first, last, ErrorPattern), cancellation);
        return LogSubscriptionJson.Of(errors.RootElement, group);
    }

    public async Task<string?> FindAsync(string metricNamespace, string metric, CancellationToken cancellation)
    {
        using var found = await CallAsync("DescribeMetricFilters", JsonText.Utf8(json =>
        {
            json.WriteString("metricName", metric);
            json.WriteString("metricNamespace", metricNamespace);
        }), cancellation);
        return found.RootElement.TryGetProperty("metricFilters", out var filters)
            && filters.ValueKind == JsonValueKind.Array && filters.GetArrayLength() > 0
            && filters[0].TryGetProperty("logGroupName", out var name) ? name.GetString() : null;
    }

    private static ReadOnlyMemory<byte> Query(
        string group, DateTimeOffset first, DateTimeOffset last, string? pattern) => JsonText.Utf8(json =>
    {
        json.WriteString("logGroupName", group);
        json.WriteNumber("startTime", first.ToUnixTimeMilliseconds());
        json.WriteNumber("endTime", last.ToUnixTimeMilliseconds());
        if (pattern is not null)
            json.WriteString("filterPattern", pattern);
    });

    private async Task<JsonDocument> CallAsync(
        string action, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        SignedResponse answer;
        try
        {
            answer = await http.PostAsync("logs", http.Region ?? "us-east-1",
                [("content-type", "application/x-amz-json-1.1"), ("x-amz-target", "Logs_20140328." + action)],
                body, MaxAnswer, cancellation);
        }
        catch (HttpRequestException)
        {
            throw new BesideException("CloudWatch Logs cannot be reached");
        }
        if (answer.Body is not { } json)
            throw new BesideException("CloudWatch Logs answered more than 4 MB");
        if (answer.IsError)
            throw new BesideException($"CloudWatch Logs answered {AwsErrors.CodeOf(answer)} to {action}");
        try
        {
            var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document
                : throw new BesideException("CloudWatch Logs answered without events");
        }
        catch (JsonException)
        {
            throw new BesideException("CloudWatch Logs answered no JSON");
        }
    }
}
