using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Records of asynchronous Lambda invocations, through SNS, EventBridge or a Lambda destination.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html</remarks>
internal sealed class LambdaDestinationReader : ISourceReader
{
    public string Source => "lambda-destination";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var awsEvent = AwsEvent.Of(message, "lambda", "aws.lambda");
        var record = awsEvent is null ? message.Json : awsEvent.Detail;
        var context = record.Child("requestContext");
        if (context.Text("functionArn") is not { } arn || context.Text("condition") is not { } condition)
            return null;
        var function = Function(arn);
        var place = AwsEvent.Plain(message, arn);
        awsEvent = (awsEvent ?? place) with
        {
            Account = place.Account, Region = place.Region, Partition = place.Partition, Detail = record,
        };
        return [Record(awsEvent with { Time = record.Time("timestamp") ?? awsEvent.Time }, function, condition,
            record)];
    }

    private Signal Record(AwsEvent awsEvent, string function, string condition, EventJson record)
    {
        var response = record.Child("responsePayload");
        var error = response.Text("errorMessage");
        var request = record.Child("requestContext");
        var title = condition == "Success"
            ? $"Lambda {function} succeeded"
            : Wording.WithReason($"Lambda {function} failed to process an event", error ?? Why(condition));
        return awsEvent.Signal(Source, function, title, $"function/{function}", Classify(condition)) with
        {
            EventKey = request.Text("requestId") is { } id ? $"{Source}|{id}" : $"{Source}|{awsEvent.Id}",
            Service = "lambda",
            Summary = error,
            Labels = NonEmpty.Labels(("resource", function), ("exception", response.Text("errorType"))),
            Facts = NonEmpty.Facts(("Error type", response.Text("errorType")), ("Condition", condition),
                ("Attempts", request.Text("approximateInvokeCount")), ("Request", request.Text("requestId"))),
            Links = NonEmpty.Links(
                ("Function", awsEvent.Console("lambda", $"#/functions/{Uri.EscapeDataString(function)}")),
                ("Logs", Logs(awsEvent, function))),
        };
    }

    /// <summary>The name in <c>function:name:version</c>.</summary>
    private static string Function(string arn) =>
        Arn.TryParse(arn, out var parsed) && parsed.Resource.Split(':') is [_, var name, ..] ? name : arn;

    private static string? Why(string condition) => condition switch
    {
        "RetriesExhausted" => "retries exhausted",
        "EventAgeExceeded" => "the event was too old",
        _ => Wording.Words(condition),
    };

    private static string? Logs(AwsEvent awsEvent, string function) =>
        awsEvent.Region is null || awsEvent.Time is not { } at ? null
            : ConsoleLinks.LogGroup(awsEvent.Region, "/aws/lambda/" + function, at, awsEvent.Partition);

    private static EventOutcome Classify(string condition) => condition == "Success"
        ? EventOutcome.Recovery(condition, "the invocation succeeded")
        : EventOutcome.Failure(condition, "failed asynchronous invocations", recovers: false);
}
