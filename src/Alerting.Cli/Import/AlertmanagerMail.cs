using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import;

/// <summary>E-mail: one mail server for all receivers, that of <c>global</c> or of the first that has its own.</summary>
internal sealed class AlertmanagerMail(ImportedMap global, ImportedSecrets secrets)
{
    public const string DefaultFrom = "alerting@example.com";

    private string? _host;
    private string? _from;
    private string? _user;
    private string? _password;
    private bool _isUsed;

    /// <summary>The addresses, with a sender of their own.</summary>
    public object Read(ImportedMap config)
    {
        _isUsed = true;
        string[] to = [.. (config.Text("to") ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Address)];
        if (to.Any(address => address.Contains("{{", StringComparison.Ordinal)))
            config.Note("to", "It is a template, which is not expanded here. Write an address, or a route for each.");
        to = [.. to.Select(address => address.Contains("{{", StringComparison.Ordinal) ? DefaultFrom : address)];
        if (to.Length == 0)
            to = [DefaultFrom];
        Server(config);
        var from = config.Text("from");
        _from ??= global.Text("smtp_from") ?? from;
        object addresses = to is [var only] ? only : YamlMap.List(to);
        return from is null || from == _from ? addresses : new YamlMap().With("to", addresses).With("from", from);
    }

    /// <summary>Null without e-mail.</summary>
    public YamlMap? Smtp()
    {
        if (!_isUsed)
        {
            foreach (var key in (string[])["smtp_smarthost", "smtp_from", "smtp_auth_username", "smtp_auth_password",
                "smtp_auth_password_file"])
            {
                if (global.Has(key))
                    global.Note(key, "No receiver uses e-mail, so it is left out.");
                global.Take(key);
            }
            return null;
        }
        if (_host is null || _from is null)
            global.Notes.Add(global.Place, "global", "The mail server or its sender is missing. Complete smtp:.");
        var (host, port) = HostAndPort(_host ?? "smtp.example.com:587");
        return new YamlMap().With("host", host).With("port", port == "587" ? null : port).With("user", _user)
            .With("password", _password).With("from", _from ?? DefaultFrom);
    }

    private void Server(ImportedMap config)
    {
        var own = config.Text("smarthost");
        var shared = global.Text("smtp_smarthost");
        var (user, password) = (config.Text("auth_username"), Password(config, "auth_password"));
        if (_host is null)
        {
            (_host, _user) = (shared ?? own, global.Text("smtp_auth_username") ?? user);
            _password = Password(global, "smtp_auth_password") ?? password;
        }
        if (own is not null && own != _host)
            config.Note("smarthost", $"All receivers share one mail server here: {_host}.");
    }

    private string? Password(ImportedMap map, string key)
    {
        if ((map.Take(key) ?? map.Take(key + "_file")) is not TextNode secret)
            return null;
        map.Take(key + "_file");
        return secrets.Placeholder(secret, $"{map.Path}.{key}", "smtp", "password");
    }

    /// <summary>Ours are addresses without a name.</summary>
    public static string Address(string text) =>
        text.EndsWith('>') && text.LastIndexOf('<') is >= 0 and var at ? text[(at + 1)..^1] : text;

    private static (string Host, string Port) HostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon < 0 ? (text, "587") : (text[..colon], text[(colon + 1)..]);
    }
}
