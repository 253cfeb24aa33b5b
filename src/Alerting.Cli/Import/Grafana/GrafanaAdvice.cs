namespace Alerting.Cli.Import.Grafana;

/// <summary>What to do instead of each key of Grafana's alerting that has no counterpart.</summary>
internal static class GrafanaAdvice
{
    private const string OwnWords = "Alerting words its own messages.";
    private const string OwnLook = "Alerting formats its own messages, by severity.";

    private static readonly (string Advice, string[] Keys)[] Settings =
    [
        (OwnWords, ["title", "message", "text", "summary", "description", "subject", "details", "note", "parse_mode",
            "messageType", "msgType"]),
        (OwnLook, ["username", "icon_emoji", "icon_url", "avatar_url", "use_discord_username", "color", "sectiontitle",
            "disable_web_page_preview", "protect_content", "hide_open_button", "hide_version_info", "client",
            "client_url", "singleEmail"]),
        ("The event's own labels are shown, and its group is the key of the incident.",
            ["class", "component", "group", "source", "sendTagsAs", "attributes"]),
        ("The alert's own severity is sent.", ["severity", "overridePriority", "priority", "okPriority"]),
        ("A resolved notification closes the incident.", ["autoClose"]),
        ("Choose responders in Opsgenie by the integration's own rules.", ["responders"]),
        ("Messages go to the chat, not to one of its topics.", ["message_thread_id"]),
        ("Severities below error make no sound already.", ["disable_notifications"]),
        ("Alerting posts its own JSON by POST, described in docs/channels.md.", ["httpMethod", "payload"]),
        ("Long messages are cut to the channel's own limits.", ["maxAlerts"]),
        ("Write them in the webhook's headers:, secrets as \"${ssm:/name}\".", ["headers"]),
        ("Bodies are signed with the webhook's secret: { url, secret: \"${ssm:/name}\" }, see docs/channels.md.",
            ["hmacConfig"]),
        ("Certificates are checked against the roots of the system.", ["tlsConfig", "tls_config"]),
        ("Only a fixed token is possible: headers: { Authorization: \"${ssm:/name}\" } of a webhook.",
            ["http_config", "oauth2", "oauth2_config"]),
        ("The functions sign requests with their own role. Give it sns:Publish on the topic.",
            ["sigv4", "accessKey", "secretKey", "authProvider", "assumeRoleARN", "externalId"]),
        ("The service's own address is used. For a proxy of it, write api_url in the channel.",
            ["api_url", "apiUrl", "endpointUrl", "url"]),
    ];

    private static readonly (string Advice, string[] Keys)[] File =
    [
        (OwnWords, ["templates", "deleteTemplates", "template_files"]),
        ("Rules stay in Grafana, which posts to the webhook of the stack.",
            ["groups", "deleteRules", "datasources"]),
        ("What is not in the file does not exist here.",
            ["deleteContactPoints", "resetPolicies", "deleteMuteTimes"]),
    ];

    private static readonly Dictionary<string, string> Missing = new(StringComparer.Ordinal)
    {
        ["oncall"] = "Use a schedule and an escalation policy here, see docs/on-call.md.",
        ["pushover"] = "Use ntfy, which rings phones in the same way.",
        ["prometheus-alertmanager"] = "Alerting groups and routes alerts itself. Send them to its webhook.",
        ["victorops"] = "Use Splunk On-Call's own e-mail or webhook integration, or a schedule and an escalation " +
            "policy here.",
        ["webex"] = "Use e-mail, or a webhook to a relay that posts to the room.",
        ["jira"] = "Use a webhook to an automation rule of Jira that creates the issue.",
    };

    public static string? OfSetting(string key) => Find(Settings, key);

    public static string? OfFile(string key) => Find(File, key);

    /// <param name="type">Of an integration without a channel here.</param>
    public static string OfType(string type) =>
        $"Alerting has no channel {type}. {Missing.GetValueOrDefault(type, "Use a webhook to a relay, or e-mail.")}";

    private static string? Find((string Advice, string[] Keys)[] table, string key) =>
        table.FirstOrDefault(row => row.Keys.Contains(key)).Advice;
}
