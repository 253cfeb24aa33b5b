using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Database Migration Service: replication instances and tasks, through SNS and EventBridge.</summary>
/// <remarks>https://docs.aws.amazon.com/dms/latest/userguide/CHAP_EventBridge.html</remarks>
internal sealed class DmsReader : ISourceReader
{
    public string Source => "dms";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.dms") is { } awsEvent)
            return awsEvent.Detail.Has("eventId") || awsEvent.Detail.Has("eventType") ? [FromEvent(awsEvent)] : null;
        var id = message.Json.Text("Event ID");
        return id?.Contains("DMS-EVENT", StringComparison.Ordinal) == true ? [FromNotice(message, id)] : null;
    }

    private Signal FromEvent(AwsEvent awsEvent)
    {
        var detail = awsEvent.Detail;
        var name = NameIn(detail.Text("resourceLink"))
            ?? (awsEvent.Resource is { } arn ? Wording.LastPart(arn) : "a task");
        var what = detail.Text("eventType");
        var text = detail.Text("detailMessage") ?? (what is null ? "changed" : Wording.Words(what));
        return Notice(awsEvent, name, detail.Text("type"), detail.Text("eventId") ?? what, what ?? text, text) with
        {
            Facts = NonEmpty.Facts(("Kind", detail.Text("type")), ("Event", detail.Text("eventId")),
                ("Category", detail.Text("category"))),
            Links = NonEmpty.Links(("Resource", detail.Text("resourceLink"))),
        };
    }

    /// <summary>
    /// The name in <c>…#taskDetails/orders</c>, because SNS has only the name and EventBridge's ARN ends in a generated
    /// id.
    /// </summary>
    private static string? NameIn(string? link)
    {
        var page = link?.IndexOf('#', StringComparison.Ordinal) ?? -1;
        var at = page < 0 ? -1 : link!.LastIndexOfAny(['/', '=']);
        return at > page && at < link!.Length - 1 ? Uri.UnescapeDataString(link[(at + 1)..]) : null;
    }

    /// <summary>The link field has two lines: the link, and <c>SourceId: name</c>.</summary>
    private Signal FromNotice(EventMessage message, string id)
    {
        var json = message.Json;
        var awsEvent = AwsEvent.Plain(message);
        awsEvent = awsEvent with { Time = json.Time("Event Time") ?? awsEvent.Time };
        var lines = (json.Text("Identifier Link") ?? "").Split('\n', StringSplitOptions.TrimEntries);
        var named = Array.Find(lines, line => line.StartsWith("SourceId:", StringComparison.Ordinal));
        var name = json.Text("SourceId", "Source ID") ?? named?["SourceId:".Length..].Trim() ?? "a task";
        var number = id[id.IndexOf("DMS-EVENT", StringComparison.Ordinal)..].Trim();
        var text = json.Text("Event Message") ?? number;
        return Notice(awsEvent, name, json.Text("Event Source"), number, text, text) with
        {
            Facts = NonEmpty.Facts(("Kind", json.Text("Event Source")), ("Event", number)),
            Links = NonEmpty.Links(("Resource", lines[0])),
        };
    }

    /// <param name="kind">
    /// <c>REPLICATION_TASK</c> or <c>replication-task</c>; an instance and a task may have the same name.
    /// </param>
    private Signal Notice(AwsEvent awsEvent, string name, string? kind, string? id, string words, string text) =>
        awsEvent.Signal(Source, name, $"DMS {name}: {Wording.FirstSentence(text)}",
            $"{Wording.Words(kind ?? "replication task")}/{name}", Classify(id ?? "unknown", words)) with
        {
            Summary = text,
        };

    private static EventOutcome Classify(string state, string words)
    {
        bool TextContains(string word) => words.Contains(word, StringComparison.OrdinalIgnoreCase);
        if (TextContains("fail") && !TextContains("failover"))
            return EventOutcome.Failure(state, "replication failures");
        if (TextContains("failover"))
        {
            return TextContains("completed")
                ? EventOutcome.Recovery(state, "the failover completed")
                : EventOutcome.Warning(state, "replication failovers");
        }
        if (TextContains("started") || TextContains("resumed") || TextContains("finished"))
            return EventOutcome.Recovery(state, "the replication is running");
        if (TextContains("low storage") || TextContains("low_storage"))
            return EventOutcome.Warning(state, "replications low on storage", recovers: false);
        if (TextContains("stopped"))
            return EventOutcome.Warning(state, "stopped replications");
        return EventOutcome.Informational(state, "routine replication event");
    }
}
