namespace Alerting.Redaction;

/// <summary>
/// The words beside which secrets are found. A text without any of them is not searched further; with one, a recogniser
/// checks what is around it.
/// </summary>
internal static class SecretWords
{
    /// <summary>Keys that end in one of these have secret values.</summary>
    public static readonly string[] Names =
    [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "api_key", "api-key", "accesskey",
        "access_key", "secretkey", "secret_key", "privatekey", "private_key", "signature", "credential", "credentials",
        "authorization", "cookie", "sessionid", "session_id", "connectionstring", "accountkey", "sharedaccesskey",
        "sig", "passwords", "api key", "access key", "secret key", "encryption_key", "encryptionkey", "signing_key",
        "signingkey", "master_key", "masterkey",
    ];

    /// <summary>Keys whose values are secret only if they look like it: <c>pass=17 fail=0</c> are counts.</summary>
    public static readonly string[] WeakNames = ["pass", "pin", "auth"];

    /// <summary>Names that come before a password in sentences too.</summary>
    public static readonly string[] Passwords = ["password", "passwd", "passphrase", "pwd"];

    /// <summary>
    /// Hosts of webhooks, and the path before the secret part. A host that begins with a dot matches all its
    /// subdomains.
    /// </summary>
    /// <remarks>
    /// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks,
    /// https://discord.com/developers/docs/resources/webhook, https://core.telegram.org/bots/api#making-requests,
    /// https://developers.google.com/workspace/chat/quickstart/webhooks,
    /// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
    /// </remarks>
    public static readonly (string Host, string Path)[] Webhooks =
    [
        ("hooks.slack.com", "/"), ("hooks.slack-gov.com", "/"), ("discord.com", "/api/webhooks/"),
        ("discordapp.com", "/api/webhooks/"), ("api.telegram.org", "/bot"), ("chat.googleapis.com", "/v1/spaces/"),
        (".webhook.office.com", "/"), (".logic.azure.com", "/workflows/"), (".api.powerplatform.com", "/"),
        ("events.pagerduty.com", "/integration/"), ("hooks.zapier.com", "/hooks/"), ("maker.ifttt.com", "/"),
    ];

    /// <summary>Prefixes of well-known tokens, and how many characters must follow.</summary>
    /// <remarks>
    /// https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats,
    /// https://docs.slack.dev/authentication/tokens, https://docs.stripe.com/keys
    /// </remarks>
    public static readonly (string Prefix, int AtLeast)[] Tokens =
    [
        ("AIza", 30), ("ghp_", 20), ("gho_", 20), ("ghs_", 20), ("ghu_", 20), ("ghr_", 20), ("github_pat_", 20),
        ("glpat-", 16), ("xoxb-", 10), ("xoxp-", 10), ("xoxa-", 10), ("xoxs-", 10), ("xapp-", 10), ("sk_live_", 10),
        ("sk_test_", 10), ("rk_live_", 10), ("sk-", 24), ("npm_", 30),
    ];
}
