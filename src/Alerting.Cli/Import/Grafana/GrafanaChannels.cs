using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import.Grafana;

/// <summary>Reads the integrations of Grafana's contact points into our channels.</summary>
/// <remarks>https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/</remarks>
internal sealed class GrafanaChannels(ImportedSecrets secrets)
{
    private static readonly char[] Separators = [',', ';', '\n'];

    /// <summary>Whether an integration mails.</summary>
    public bool UsesMail { get; private set; }

    /// <summary>The targets of one integration; none if there is no such channel.</summary>
    /// <param name="settings">With the keys of its type.</param>
    public IReadOnlyList<(string Channel, object Target)> Read(string type, ImportedMap settings, string point)
    {
        (string, object)[] targets = [.. Targets(type, settings, point)];
        if (targets.Length == 0)
            settings.Notes.Add(settings.Place, settings.Path, GrafanaAdvice.OfType(type));
        else
            settings.NoteRest(GrafanaAdvice.OfSetting);
        return targets;
    }

    private IEnumerable<(string, object)> Targets(string type, ImportedMap settings, string point) => type switch
    {
        "email" => [("email", Mail(settings))],
        "slack" => [("slack", Slack(settings, point))],
        "pagerduty" => [("pagerduty", Keyed(settings, point, type, "integrationKey", "routing_key"))],
        "opsgenie" => [("opsgenie", Keyed(settings, point, type, "apiKey", "key"))],
        "webhook" => [("webhook", Webhook(settings, point))],
        "telegram" => [("telegram", Telegram(settings, point))],
        "discord" or "teams" => [(type, Secret(settings, point, type, "url"))],
        "googlechat" => [("google_chat", Secret(settings, point, type, "url"))],
        "sns" => Sns(settings),
        _ => [],
    };

    private object Mail(ImportedMap settings)
    {
        UsesMail = true;
        string[] to = [.. (settings.Text("addresses") ?? "").Replace("\\n", "\n", StringComparison.Ordinal)
            .Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(AlertmanagerMail.Address)];
        if (to.Length == 0 || Array.Exists(to, IsTemplate))
        {
            settings.Note("addresses", "No address, or one that is taken from a template or a variable. Write it.");
            to = [AlertmanagerMail.DefaultFrom];
        }
        return to is [var only] ? only : YamlMap.List(to);
    }

    private object Slack(ImportedMap settings, string point)
    {
        foreach (var key in (string[])["mentionChannel", "mentionGroups", "mentionUsers"])
        {
            if (settings.Text(key) is { } whom)
                settings.Note(key, $"Write in the receiver: mention: {{ critical: {Mention(key, whom)} }}.");
        }
        if (!settings.Has("token"))
        {
            if (settings.Text("recipient") is { } channel)
                settings.Note("recipient", $"A webhook posts to its own channel. Check that it is {channel}.");
            return Secret(settings, point, "slack", "url");
        }
        return new YamlMap().With("token", Secret(settings, point, "slack-token", "token"))
            .With("channel", YamlText.Literal(settings.Text("recipient") ?? "#alerts"));
    }

    private static string Mention(string key, string whom) => key switch
    {
        "mentionChannel" => $"\"<!{whom}>\"",
        "mentionGroups" => $"\"{string.Join(' ', whom.Split(',').Select(id => $"<!subteam^{id.Trim()}>"))}\"",
        _ => $"\"{string.Join(' ', whom.Split(',').Select(id => $"<@{id.Trim()}>"))}\"",
    };

    private object Keyed(ImportedMap settings, string point, string type, string key, string ours)
    {
        var secret = Secret(settings, point, type, key);
        var url = settings.Text("apiUrl") ?? settings.Text("url");
        return url?.Contains(".eu.", StringComparison.Ordinal) == true
            ? new YamlMap().With(ours, secret).With("region", "eu") : secret;
    }

    private object Webhook(ImportedMap settings, string point)
    {
        var url = Secret(settings, point, "webhook", "url");
        settings.Note("url", "Alerting posts its own JSON, described in docs/channels.md. Adapt what receives it.");
        string? header = null;
        if (settings.Has("authorization_credentials"))
        {
            header = $"{settings.Text("authorization_scheme") ?? "Bearer"} " +
                Secret(settings, point, "webhook-token", "authorization_credentials");
        }
        else if (settings.Has("username") || settings.Has("password"))
        {
            settings.Note("username", "Store the whole header, such as \"Basic dXNlcjpwYXNz\", as a parameter.");
            foreach (var key in (string[])["username", "password"])
                settings.Take(key);
            header = secrets.Missing(point, "webhook-login", out _);
        }
        return header is null ? url
            : new YamlMap().With("url", url).With("headers", new YamlMap().With("Authorization", header));
    }

    private YamlMap Telegram(ImportedMap settings, string point) => new YamlMap()
        .With("chat", settings.Text("chatid") is { } chat && !IsTemplate(chat) ? chat : "0")
        .With("token", Secret(settings, point, "telegram", "bottoken"));

    private static IEnumerable<(string, object)> Sns(ImportedMap settings)
    {
        if ((settings.Text("topic_arn") ?? settings.Text("target_arn") ?? settings.Text("topic")) is { } arn)
            yield return ("sns", YamlText.Literal(arn));
        if (settings.Text("phone_number") is { } phone)
            yield return ("sms", YamlText.Literal(phone));
    }

    /// <summary>An export hides secrets, and then two that look the same need not be.</summary>
    private string Secret(ImportedMap settings, string point, string what, string key)
    {
        if (settings.Take(key) is TextNode given && !IsHidden(given.Text))
            return secrets.Placeholder(given, $"{settings.Path}.{key}", point, what);
        var placeholder = secrets.Missing(point, what, out var name);
        settings.Note(key,
            $"It is not in the file. Store it: aws ssm put-parameter --type SecureString --name {name} --value …");
        return placeholder;
    }

    private static bool IsHidden(string text) => text.Contains("REDACTED", StringComparison.OrdinalIgnoreCase);

    /// <summary>Grafana's templates, and variables of its environment.</summary>
    private static bool IsTemplate(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.StartsWith('$');
}
