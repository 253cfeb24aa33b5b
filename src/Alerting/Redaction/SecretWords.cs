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
        "sig", "psk", "secretstring", "jsessionid", "phpsessid", "connect.sid", "licensekey", "license_key",
        "passwords", "api key", "access key", "secret key", "encryption_key", "encryptionkey", "signing_key",
        "signingkey", "master_key", "masterkey", "passwort", "kennwort", "contraseña", "contrasena", "senha",
        "wachtwoord", "motdepasse", "mot de passe", "password_salt", "passwordsalt",
    ];

    /// <summary>Keys whose values are secret only if they look like it: <c>pass=17 fail=0</c> are counts.</summary>
    public static readonly string[] WeakNames =
        [
            "pass", "pw", "salt", "creds", "pin", "auth", "otp", "totp", "cvv", "cvc", "cvv2", "passcode", "code",
            "routing_key", "routingkey",
            "integration_key", "integrationkey", "service_key", "servicekey",
        ];

    /// <summary>Those of the weak names whose values are numbers.</summary>
    public static readonly string[] Pins = ["pin", "otp", "totp", "passcode"];

    /// <summary>Codes that are valid once. A colon may follow, because no sentence goes on so.</summary>
    public static readonly string[] OneTimeCodes =
    [
        "verification code", "security code", "login code", "one-time code", "verification_code", "mfa_code",
        "otp_code",
    ];

    /// <summary>Names that come before a password in sentences too.</summary>
    public static readonly string[] Passwords = ["password", "passwd", "passphrase", "pwd", "passwort", "kennwort"];

    /// <summary>The same, and those of other languages.</summary>
    public static readonly string[] SpokenPasswords =
        [.. Passwords, "contraseña", "contrasena", "senha", "wachtwoord", "mot de passe"];

    /// <summary>A value in quotes after these is secret if it looks random: <c>api key 'Xk3…' is bad</c></summary>
    public static readonly string[] QuotedSecrets = ["secret", "api key", "access key"];

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
}
