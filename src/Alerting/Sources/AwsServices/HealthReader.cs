using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Health: issues of AWS services, planned changes and account notifications.</summary>
/// <remarks>https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html</remarks>
internal sealed class HealthReader : ISourceReader
{
    private const int MaxEntities = 10;

    public string Source => "health";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.health") is not { } awsEvent)
            return null;
        var detail = awsEvent.Detail;
        var code = detail.Text("eventTypeCode") ?? awsEvent.DetailType;
        var service = detail.Text("service") ?? "AWS";
        var region = detail.Region("eventRegion") ?? awsEvent.Region;
        var account = detail.Text("affectedAccount") ?? awsEvent.Account;
        var arn = detail.Text("eventArn") ?? awsEvent.Resource ?? code;
        var state = detail.Text("statusCode") ?? "open";
        var updated = detail.Text("lastUpdatedTime", "communicationId") ?? awsEvent.Id;
        return [awsEvent.Signal(Source, code, Title(service, code, region), $"{arn}|{account}",
            Classify(awsEvent, state)) with
        {
            EventKey = $"{arn}|{account}|{state}|{updated}|{detail.Text("page")}",
            Account = account,
            Region = region,
            Service = service.ToLowerInvariant(),
            Summary = Description(detail),
            // The start of a planned change is in the future.
            StartsAt = detail.Text("eventTypeCategory") == "scheduledChange" ? null : detail.Time("startTime"),
            EndsAt = state == "closed" ? detail.Time("endTime") : null,
            Labels = NonEmpty.Labels(("resource", Entities(detail)), ("category", detail.Text("eventTypeCategory"))),
            Facts = NonEmpty.Facts(
                ("Category", detail.Text("eventTypeCategory") is { } category ? Wording.Words(category) : null),
                ("Affected", Entities(detail)), ("Starts", detail.Text("startTime")),
                    ("Ends", detail.Text("endTime"))),
            Links = NonEmpty.Links(("Event", ConsoleLinks.Page(awsEvent.Region is null ? null : region, "health",
                $"#/account/event-log?eventID={Uri.EscapeDataString(arn)}&eventTab=details", awsEvent.Partition))),
        }];
    }

    private static EventOutcome Classify(AwsEvent awsEvent, string state)
    {
        var category = awsEvent.Detail.Text("eventTypeCategory");
        var outcome = category switch
        {
            "issue" => EventOutcome.Failure(state, "AWS Health issues"),
            "investigation" => EventOutcome.Warning(state, "AWS Health investigations"),
            // Announced weeks ahead, and often never closed.
            "scheduledChange" or "accountNotification" =>
                EventOutcome.Warning(state, $"AWS Health {Wording.Words(category)}s", recovers: false),
            _ => EventOutcome.Warning(state, "AWS Health events", recovers: false) with
            {
                Problem = category is null ? "The event has no category." : $"Unknown category \"{category}\".",
            },
        };
        return state == "closed" ? outcome.AsResolved() : outcome;
    }

    /// <summary><c>AWS_EC2_OPERATIONAL_ISSUE</c> becomes "AWS Health: EC2 operational issue in eu-west-1".</summary>
    private static string Title(string service, string code, string? region)
    {
        var rest = code.StartsWith("AWS_", StringComparison.Ordinal) ? code["AWS_".Length..] : code;
        if (rest.StartsWith(service + "_", StringComparison.OrdinalIgnoreCase))
            rest = rest[(service.Length + 1)..];
        var where = region is null or "global" ? "" : $" in {region}";
        return $"AWS Health: {service} {Wording.Words(rest)}{where}";
    }

    private static string? Description(EventJson detail)
    {
        var texts = detail.Items("eventDescription").ToList();
        var english = texts.Find(text => text.Text("language")?.StartsWith("en", StringComparison.Ordinal) == true);
        if (english.Text("latestDescription") is { } found)
            return found;
        return texts.Count > 0 ? texts[0].Text("latestDescription") : null;
    }

    private static string? Entities(EventJson detail)
    {
        var names =
            detail.Items("affectedEntities").Select(entity => entity.Text("entityValue")).OfType<string>().ToList();
        if (names.Count == 0)
            return null;
        var more = names.Count > MaxEntities ? $" and {names.Count - MaxEntities} more" : "";
        return string.Join(", ", names.Take(MaxEntities)) + more;
    }
}
