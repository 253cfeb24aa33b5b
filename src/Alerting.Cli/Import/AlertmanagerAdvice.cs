namespace Alerting.Cli.Import;

/// <summary>What to do instead of each key of Alertmanager that has no counterpart.</summary>
internal static class AlertmanagerAdvice
{
    private const string OwnWords = "Alerting words its own messages.";
    private const string OwnLook = "Alerting formats its own messages, by severity.";
    private const string Roots = "Certificates are checked against the roots of the system.";
    private const string Direct = "Requests go out directly. If that cannot be, put a relay behind a webhook.";
    private const string Timeouts = "Every request has a time limit already.";
    private const string Identity = "The event's own labels are shown, and its group is the key of the incident.";

    private static readonly (string Advice, string[] Keys)[] Channel =
    [
        (OwnWords, ["title", "text", "message", "message_text", "content", "summary", "description", "html", "pretext",
            "fallback", "footer", "subject", "note", "fields", "short_fields", "details", "entity_display_name",
            "state_message", "message_type", "parse_mode", "attachments", "props", "headers", "custom_details"]),
        (OwnLook, ["author_name", "author_link", "author_icon", "footer_icon", "color", "username", "icon_emoji",
            "icon_url", "image_url", "thumb_url", "avatar_url", "emoji", "mrkdwn_in", "link_names", "callback_id",
            "title_link", "titleLink", "type", "images", "links", "monospace", "threading", "blocks"]),
        (Identity, ["client", "client_url", "source", "class", "component", "group", "entity", "tags", "attributes",
            "monitoring_tool", "metadata"]),
        ("Buttons to answer an incident are added where the channel has them.", ["actions"]),
        ("The alert's own severity is sent.", ["severity", "priority"]),
        ("Choose responders in Opsgenie by the integration's own rules.", ["responders"]),
        ("With the token of a bot, messages are threaded and updated already.",
            ["update_message", "update_alerts", "post_updates_to_thread", "message_strategy", "threaded_options"]),
        (Timeouts, ["timeout"]),
        ("Long messages are cut to the channel's own limits.", ["max_alerts"]),
        ("The whole body is fixed and described in docs/channels.md. Adapt what receives it.", ["payload"]),
        ("The functions sign requests with their own role. Give it sns:Publish on the topic.",
            ["sigv4", "use_aws_http_client"]),
        ("Messages go to the chat, not to one of its topics.", ["message_thread_id"]),
        ("Severities below error make no sound already.", ["disable_notifications"]),
        ("All receivers share the mail server of smtp:.", ["smarthost", "hello", "auth_username", "auth_password",
            "auth_password_file", "auth_secret", "auth_secret_file", "auth_identity"]),
        ("TLS is required, except on localhost.", ["require_tls", "force_implicit_tls", "implicit_tls"]),
        (Roots, ["tls_config"]),
        ("The service's own address is used. For a proxy of it, write api_url in the channel.",
            ["api_url", "url", "app_url"]),
    ];

    private static readonly (string Advice, string[] Keys)[] Http =
    [
        (Direct, ["proxy_url", "no_proxy", "proxy_from_environment", "proxy_connect_header"]),
        (Roots, ["tls_config"]),
        ("Not needed.", ["enable_http2"]),
        ("Webhooks are not followed to another address. Write the final URL.", ["follow_redirects"]),
        ("Store the whole header, such as \"Basic dXNlcjpwYXNz\", as a parameter, and write it in the webhook's "
            + "headers: { Authorization: \"${ssm:/name}\" }.", ["basic_auth", "authorization", "bearer_token",
            "bearer_token_file"]),
        ("Only a fixed token is possible: headers: { Authorization: \"${ssm:/name}\" } of a webhook.", ["oauth2"]),
        ("Write them in the webhook's headers:, secrets as \"${ssm:/name}\".", ["http_headers"]),
    ];

    private static readonly (string Advice, string[] Keys)[] Global =
    [
        ("Alertmanager sends the end of each alert, so none is needed here.", ["resolve_timeout"]),
        ("TLS is required, except on localhost.", ["smtp_require_tls", "smtp_force_implicit_tls"]),
        (Roots, ["smtp_tls_config"]),
        ("The mail server is greeted with the function's own name.", ["smtp_hello"]),
        ("Only user and password are possible: smtp: { user, password }.",
            ["smtp_auth_identity", "smtp_auth_secret", "smtp_auth_secret_file"]),
        ("No receiver here uses it.", ["slack_api_url", "slack_api_url_file", "slack_app_token", "slack_app_token_file",
            "slack_app_url", "pagerduty_url", "opsgenie_api_url", "opsgenie_api_key", "opsgenie_api_key_file",
            "telegram_api_url", "telegram_bot_token", "telegram_bot_token_file", "mattermost_webhook_url",
            "mattermost_webhook_url_file", "smtp_auth_username", "smtp_auth_password", "smtp_auth_password_file"]),
        ("Alerting has no such channel.", ["victorops_api_key", "victorops_api_key_file", "victorops_api_url",
            "wechat_api_url", "wechat_api_secret", "wechat_api_secret_file", "wechat_api_corp_id", "webex_api_url",
            "jira_api_url", "rocketchat_api_url", "rocketchat_token", "rocketchat_token_file", "rocketchat_token_id",
            "rocketchat_token_id_file", "hipchat_api_url", "hipchat_auth_token"]),
    ];

    private static readonly (string Advice, string[] Keys)[] File =
    [
        (OwnWords, ["templates"]),
        ("The functions write their own metrics and logs.", ["tracing", "event_recorder", "instrumentation"]),
    ];

    public static string? OfChannel(string kind, string key) => (kind, key) switch
    {
        ("webhook_configs" or "opsgenie_configs", "url") => null,
        _ => Find(Channel, key),
    };

    public static string? OfGlobal(string key) => Find(Global, key);

    public static string? OfFile(string key) => Find(File, key);

    /// <summary>Lists the keys of <c>http_config</c>.</summary>
    /// <param name="isAuthorized">Whether its authorization became a header or a token.</param>
    public static void NoteHttp(ImportedMap owner, bool isAuthorized)
    {
        if (!owner.Has("http_config"))
            return;
        var http = owner.Map("http_config");
        if (isAuthorized)
            http.Take("authorization");
        http.NoteRest(key => Find(Http, key));
    }

    private static string? Find((string Advice, string[] Keys)[] table, string key) =>
        table.FirstOrDefault(row => row.Keys.Contains(key)).Advice;
}
