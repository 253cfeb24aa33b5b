using Alerting.Alerts;

namespace Alerting.Sources.Webhooks;

/// <summary>One alert of an Alertmanager or Grafana webhook.</summary>
internal static class WebhookAlert
{
    private const int MaxFacts = 25;
    private const string SourceSeverity = "source_severity";

    /// <summary>For programs: it tells people nothing.</summary>
    private const string Sender = "fingerprint";

    /// <summary>Alerts that fire all the time by design, to prove that alerts arrive.</summary>
    private static readonly string[] AlwaysFiring = ["Watchdog", "DeadMansSwitch", "DeadMansSwitchAlert",
        "InfoInhibitor"];

    private static readonly string[] Statuses = ["firing", "resolved"];

    private static readonly string[] KnownAnnotations = ["summary", "title", "description", "message"];

    /// <summary>Of annotations that hold a link, with or without <c>_url</c>, the most useful first.</summary>
    private static readonly string[] LinkNames =
        ["runbook", "playbook", "dashboard", "panel", "graph", "logs", "link", "url"];

    public static Signal Signal(string source, EventJson alert, EventJson webhook, EventMessage message)
    {
        var labels = Map(alert, "labels");
        var annotations = Map(alert, "annotations");
        var name = labels.GetValueOrDefault("alertname") ?? annotations.GetValueOrDefault("summary")
            ?? "An alert without a name";
        var severity = labels.GetValueOrDefault("severity");
        var fingerprint = alert.Text(Sender)
            ?? Fingerprint.Of(string.Join('|', labels.OrderBy(label => label.Key, StringComparer.Ordinal)));
        // The sender's fingerprint finds the alert in its system; ours also includes the severity.
        if (alert.Has(Sender))
            labels.TryAdd(Sender, fingerprint);
        // A word that is none of those known is kept, for routes.
        if (!string.IsNullOrWhiteSpace(severity) && SeverityWords.Parse(severity) is null)
            labels.TryAdd(SourceSeverity, severity);
        var identity = $"{source}|{fingerprint}|{severity}";
        var status = alert.Text("status") ?? webhook.Text("status");
        var isResolved = status?.Equals("resolved", StringComparison.OrdinalIgnoreCase) == true;
        var endsAt = Time(alert, "endsAt");
        var problems = Problems(severity, status, labels);
        var end = isResolved ? alert.Text("endsAt") ?? "resolved" : "firing";
        return new Signal
        {
            Source = source,
            Name = name,
            Title = Title(name, annotations),
            Identity = identity,
            EventKey = $"{identity}|{alert.Text("startsAt")}|{end}",
            Status = isResolved ? AlertStatus.Resolved : AlertStatus.Firing,
            State = status ?? "firing",
            Description = Description(annotations),
            Account = labels.GetValueOrDefault("account") ?? labels.GetValueOrDefault("account_id"),
            Region = JsonFields.RegionOrNull(labels.GetValueOrDefault("region")),
            Service = labels.GetValueOrDefault("service") ?? labels.GetValueOrDefault("job"),
            OccurredAt = (isResolved ? endsAt : null) ?? Time(alert, "startsAt") ?? message.SentAt,
            StartsAt = Time(alert, "startsAt"),
            EndsAt = isResolved ? endsAt : null,
            Claims = Claims(name, severity),
            Fallback = new SeverityClaim(Severity.Warning, "default for alerts without a severity label"),
            Recovers = true,
            Ending = isResolved ? EndingOf(annotations) : null,
            IsOfOneSeverity = true,
            Labels = labels,
            Facts = Facts(labels, annotations, alert),
            Links = Links(alert, annotations, webhook, problems),
            Problems = problems,
        };
    }

    private static Dictionary<string, string> Map(EventJson alert, string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in alert.Pairs(name))
            map[key] = value;
        return map;
    }

    /// <summary>
    /// Grafana says why it reports an alert as resolved, if not because the rule's condition is no longer met. It sends
    /// no other end.
    /// </summary>
    /// <remarks>https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rule-evaluation/stale-alert-instances/</remarks>
    private static Ending? EndingOf(Dictionary<string, string> annotations) =>
        annotations.GetValueOrDefault("grafana_state_reason") switch
        {
            "MissingSeries" => new Ending(ReasonCode.NoData, "Its series is missing, not recovered"),
            "NoData" => new Ending(ReasonCode.NoData, "No data, not recovered"),
            "Error" => new Ending(ReasonCode.NoData, "Its rule cannot be evaluated, not recovered"),
            "RuleDeleted" => new Ending(ReasonCode.Deleted, "Alert rule deleted, not recovered"),
            "Paused" => new Ending(ReasonCode.NoData, "Alert rule paused, not recovered"),
            "Updated" => new Ending(ReasonCode.NoData, "Alert rule changed, not recovered"),
            _ => null,
        };

    /// <summary>Go's zero time means no time.</summary>
    private static DateTimeOffset? Time(EventJson alert, string name) =>
        alert.Time(name) is { Year: > 1 } time ? time : null;

    private static string Title(string name, Dictionary<string, string> annotations)
    {
        var summary = annotations.GetValueOrDefault("summary") ?? annotations.GetValueOrDefault("title");
        return string.IsNullOrWhiteSpace(summary) ? name : summary.Trim();
    }

    private static string? Description(Dictionary<string, string> annotations) =>
        annotations.GetValueOrDefault("description") ?? annotations.GetValueOrDefault("message");

    private static IReadOnlyList<SeverityClaim> Claims(string name, string? severity)
    {
        if (Array.Exists(AlwaysFiring, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)))
            return [new SeverityClaim(Severity.Info, $"{name} fires all the time by design")];
        return SeverityWords.Parse(severity) is { } known
            ? [new SeverityClaim(known, $"label severity={severity}")]
            : [];
    }

    private static List<Fact> Facts(Dictionary<string, string> labels, Dictionary<string, string> annotations,
        EventJson alert)
    {
        var facts = labels.Where(label => label.Key is not ("alertname" or "severity" or SourceSeverity or Sender))
            .Concat(annotations.Where(note =>
                !KnownAnnotations.Contains(note.Key) && LinkName(note.Key, note.Value) is null))
            .Where(pair => pair.Value.Length > 0 && !IsInternal(pair.Key))
            .Take(MaxFacts).Select(pair => new Fact(pair.Key, pair.Value)).ToList();
        if (alert.Text("valueString") is { } values)
            facts.Add(new Fact("Values", values));
        else
            facts.AddRange(alert.Pairs("values").Select(value => new Fact($"Value {value.Key}", value.Value)));
        return facts;
    }

    /// <summary>
    /// Whoever writes the rule writes its annotations, as its description: what names a link there is one.
    /// </summary>
    private static string? LinkName(string annotation, string value)
    {
        var name = annotation.ToLowerInvariant();
        var isUrl = name.EndsWith("_url", StringComparison.Ordinal);
        name = isUrl ? name[..^"_url".Length] : name;
        return Array.IndexOf(LinkNames, name) >= 0
            && (isUrl || value.StartsWith("http", StringComparison.OrdinalIgnoreCase)) ? name : null;
    }

    private static bool IsInternal(string name) => name.StartsWith("__", StringComparison.Ordinal);

    private static List<Link> Links(
        EventJson alert, Dictionary<string, string> annotations, EventJson webhook, List<string> problems)
    {
        var links = new List<Link>();
        var given = annotations.Select(note => (Name: LinkName(note.Key, note.Value), Url: note.Value))
            .Where(note => note.Name is not null).OrderBy(note => Array.IndexOf(LinkNames, note.Name)).ToList();
        AddAll("runbook", "playbook");
        Add("Dashboard", alert.Text("dashboardURL"));
        AddAll("dashboard", "panel", "graph", "logs", "link", "url");
        Add("Panel", alert.Text("panelURL"));
        Add("Graph", alert.Text("imageURL"));
        Add("Source", alert.Text("generatorURL"));
        Add("Silence", alert.Text("silenceURL"));
        Add("All alerts", webhook.Text("externalURL"));
        return links;

        void AddAll(params string[] names)
        {
            foreach (var (name, url) in given.Where(note => names.Contains(note.Name)))
                Add(name == "url" ? "Link" : $"{char.ToUpperInvariant(name![0])}{name[1..]}", url);
        }

        void Add(string text, string? url)
        {
            if (links.Exists(link => link.Url == url))
                return;
            if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http")
                links.Add(new Link(text, url!));
            else if (!string.IsNullOrWhiteSpace(url))
                problems.Add($"Link \"{text}\" removed: its URL does not begin with https:// or http://.");
        }
    }

    private static List<string> Problems(string? severity, string? status, Dictionary<string, string> labels)
    {
        var problems = new List<string>();
        if (status is not null
            && !Array.Exists(Statuses, known => known.Equals(status, StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add($"The status \"{status}\" is not firing or resolved; treated as firing.");
        }
        if (severity is not null && SeverityWords.Parse(severity) is null)
            problems.Add($"Unknown severity in the label severity=\"{severity}\"; the label is ignored.");
        if (labels.Count == 0)
            problems.Add("The alert has no labels.");
        return problems;
    }
}
