using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// Records of asynchronous Lambda invocations, as a function's destination gets them: by SNS, EventBridge, or as the
/// event itself.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html</remarks>
internal sealed class LambdaDestinationReader : ISourceReader
{
    public string Source => "lambda-destination";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var told = AwsEvent.Of(message, "lambda", "aws.lambda");
        var record = told is null ? message.Json : told.Detail;
        var context = record.Child("requestContext");
        if (context.Text("functionArn") is not { } arn || context.Text("condition") is not { } condition)
            return null;
        var function = Function(arn);
        var place = AwsEvent.Plain(message, arn);
        told = (told ?? place) with
        {
            Account = place.Account, Region = place.Region, Partition = place.Partition, Detail = record,
        };
        return [Record(told with { Time = record.Time("timestamp") ?? told.Time }, function, condition, record)];
    }

    private Signal Record(AwsEvent told, string function, string condition, EventJson record)
    {
        var response = record.Child("responsePayload");
        var error = response.Text("errorMessage");
        var request = record.Child("requestContext");
        var title = condition == "Success"
            ? $"Lambda {function} succeeded"
            : Wording.With($"Lambda {function} gave up on an event", error ?? Why(condition));
        return told.Signal(Source, function, title, $"function/{function}", Judge(condition)) with
        {
            EventKey = request.Text("requestId") is { } id ? $"{Source}|{id}" : $"{Source}|{told.Id}",
            Service = "lambda",
            Summary = error,
            Labels = Shown.Labels(("resource", function), ("exception", response.Text("errorType"))),
            Facts = Shown.Facts(("Error type", response.Text("errorType")), ("Condition", condition),
                ("Attempts", request.Text("approximateInvokeCount")), ("Request", request.Text("requestId"))),
            Links = Shown.Links(("Function", told.Console("lambda", $"#/functions/{Uri.EscapeDataString(function)}")),
                ("Logs", Logs(told, function))),
        };
    }

    /// <summary><c>function:name:version</c>: whatever the version, the function is the same.</summary>
    private static string Function(string arn) =>
        Arn.TryParse(arn, out var parsed) && parsed.Resource.Split(':') is [_, var name, ..] ? name : arn;

    private static string? Why(string condition) => condition switch
    {
        "RetriesExhausted" => "retries are exhausted",
        "EventAgeExceeded" => "the event became too old",
        _ => Wording.Words(condition),
    };

    private static string? Logs(AwsEvent told, string function) =>
        told.Region is null || told.Time is not { Year: > 1 and < 9999 } at ? null
            : ConsoleLinks.LogGroup(told.Region, "/aws/lambda/" + function, at.AddMinutes(-10), at.AddMinutes(5),
                told.Partition);

    private static Meaning Judge(string condition) => condition == "Success"
        ? Meaning.Recovery(condition, "the invocation succeeded")
        : Meaning.Failure(condition, "events a function gave up on", recovers: false);
}
