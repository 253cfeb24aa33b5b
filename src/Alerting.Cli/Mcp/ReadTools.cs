namespace Alerting.Cli.Mcp;

/// <summary>The tools for an assistant. None changes or sends anything.</summary>
internal static class ReadTools
{
    private static readonly ToolArgument Config =
        new("config", "The path of the configuration. Default: alerting.yaml.", "--config");

    public static IReadOnlyList<ReadTool> All { get; } =
    [
        new("incidents_list", "The open incidents of the deployment, those that nobody answered first.",
            ["incidents", "list"], []) { IsDeployed = true },
        new("incidents_show", "One incident with its alerts, who was notified, and its timeline.",
            ["incidents", "show"],
            [new("incident", "Its code (#k7f), its id, or the name of one of its alerts.") { IsRequired = true }])
            { IsDeployed = true },
        new("why", "Every decision about an alert with its reason: why it was, or was not, notified.", ["why"],
            [
                new("name", "The alert's name or a part of it, its id, or an incident's code.") { IsRequired = true },
                new("since", "How far back, such as 24h or 7d. Default: 24h.", "--since"),
            ]) { IsDeployed = true },
        new("status", "Whether the deployed pipeline is healthy: queues, dead letters, open incidents, checks.",
            ["status"], []) { IsDeployed = true },
        new("oncall_show", "Who is on call now or at a time, until when, and who is next.", ["oncall", "show"],
            [
                new("schedule", "The schedule. Default: all."),
                new("at", "The time, such as 2026-11-14T03:00:00Z. Default: now.", "--at"), Config,
            ]) { IsDeployed = true },
        new("explain", "How an event would be read, classified and routed, and every message. Sends nothing.",
            ["explain"],
            [
                new("event", "The event: a Lambda event, a webhook's body, JSON or text.")
                    { IsRequired = true, IsContent = true },
                new("at", "When it is processed, such as 2026-11-14T03:00:00Z. Default: now.", "--at"), Config,
            ]),
        new("check", "Every error and note of a configuration, with line and column.", ["check"],
            [
                Config,
                new("yaml", "The text of a configuration, instead of its path.", "--config") { IsContent = true },
            ]),
        new("replay", "Who would be notified of recorded events, when and why, over simulated time. Sends nothing.",
            ["replay"],
            [
                new("lines", "JSON lines, each with \"at\" and \"event\".") { IsRequired = true, IsContent = true },
                new("until", "When the replay ends. Default: when nothing is waiting.", "--until"), Config,
            ]),
    ];
}
