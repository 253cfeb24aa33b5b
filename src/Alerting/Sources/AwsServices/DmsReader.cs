using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Database Migration Service: replication instances and tasks, by SNS and by EventBridge.</summary>
/// <remarks>https://docs.aws.amazon.com/dms/latest/userguide/CHAP_EventBridge.html</remarks>
internal sealed class DmsReader : ISourceReader
{
    public string Source => "dms";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.dms") is { } told)
            return told.Detail.Has("eventId") || told.Detail.Has("eventType") ? [FromEvent(told)] : null;
        var id = message.Json.Text("Event ID");
        return id?.Contains("DMS-EVENT", StringComparison.Ordinal) == true ? [FromNotice(message, id)] : null;
    }

    private Signal FromEvent(AwsEvent told)
    {
        var detail = told.Detail;
        var name = NameIn(detail.Text("resourceLink"))
            ?? (told.Resource is { } arn ? Wording.LastPart(arn) : "a task");
        var what = detail.Text("eventType");
        var text = detail.Text("detailMessage") ?? (what is null ? "changed" : Wording.Words(what));
        return Told(told, name, detail.Text("type"), detail.Text("eventId") ?? what, what ?? text, text) with
        {
            Facts = Shown.Facts(("Kind", detail.Text("type")), ("Event", detail.Text("eventId")),
                ("Category", detail.Text("category"))),
            Links = Shown.Links(("Resource", detail.Text("resourceLink"))),
        };
    }

    /// <summary>
    /// <c>…#taskDetails/orders</c>: the name people gave, which is all that a notice by SNS has. The ARN ends in letters that
    /// only this road knows.
    /// </summary>
    private static string? NameIn(string? link)
    {
        var page = link?.IndexOf('#', StringComparison.Ordinal) ?? -1;
        var at = page < 0 ? -1 : link!.LastIndexOfAny(['/', '=']);
        return at > page && at < link!.Length - 1 ? Uri.UnescapeDataString(link[(at + 1)..]) : null;
    }

    /// <summary>The link field holds two lines: the link, and <c>SourceId: name</c>.</summary>
    private Signal FromNotice(EventMessage message, string id)
    {
        var json = message.Json;
        var told = AwsEvent.Plain(message);
        told = told with { Time = json.Time("Event Time") ?? told.Time };
        var lines = (json.Text("Identifier Link") ?? "").Split('\n', StringSplitOptions.TrimEntries);
        var named = Array.Find(lines, line => line.StartsWith("SourceId:", StringComparison.Ordinal));
        var name = json.Text("SourceId", "Source ID") ?? named?["SourceId:".Length..].Trim() ?? "a task";
        var number = id[id.IndexOf("DMS-EVENT", StringComparison.Ordinal)..].Trim();
        var text = json.Text("Event Message") ?? number;
        return Told(told, name, json.Text("Event Source"), number, text, text) with
        {
            Facts = Shown.Facts(("Kind", json.Text("Event Source")), ("Event", number)),
            Links = Shown.Links(("Resource", lines[0])),
        };
    }

    /// <param name="kind">An instance may bear the name of a task: <c>REPLICATION_TASK</c>, <c>replication-task</c>.</param>
    private Signal Told(AwsEvent told, string name, string? kind, string? id, string words, string text) =>
        told.Signal(Source, name, $"DMS {name}: {Wording.FirstSentence(text)}",
            $"{Wording.Words(kind ?? "replication task")}/{name}", Judge(id ?? "unknown", words)) with
        {
            Summary = text,
        };

    private static Meaning Judge(string state, string words)
    {
        bool Says(string word) => words.Contains(word, StringComparison.OrdinalIgnoreCase);
        if (Says("fail") && !Says("failover"))
            return Meaning.Failure(state, "failures of a replication");
        if (Says("failover"))
        {
            return Says("completed")
                ? Meaning.Recovery(state, "the failover completed")
                : Meaning.Worry(state, "failovers of a replication");
        }
        if (Says("started") || Says("resumed") || Says("finished"))
            return Meaning.Recovery(state, "the replication runs");
        if (Says("low storage") || Says("low_storage"))
            return Meaning.Worry(state, "replications low on storage", recovers: false);
        if (Says("stopped"))
            return Meaning.Worry(state, "replications that stop");
        return Meaning.News(state, "a replication's normal course");
    }
}
