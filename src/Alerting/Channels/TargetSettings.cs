using Alerting.Configuration;

namespace Alerting.Channels;

/// <summary>A target's address and options with their secrets read, kept only while sending.</summary>
public sealed class TargetSettings
{
    /// <summary>Shorter parts would match ordinary words.</summary>
    private const int ShortestSecret = 6;

    private readonly Dictionary<string, string> _options;
    private readonly List<string> _secrets = [];

    private TargetSettings(string address, Dictionary<string, string> options) =>
        (Address, _options) = (address, options);

    /// <summary>The phone number, mail address, topic ARN, URL, channel or key.</summary>
    public string Address { get; }

    public string? this[ChannelOption option] => _options.GetValueOrDefault(option.Name);

    /// <summary>The entries of an option that is a mapping.</summary>
    internal IEnumerable<(string Name, string Value)> Entries(ChannelOption mapping) => _options
        .Where(option => mapping.Covers(option.Key))
        .Select(option => (option.Key[mapping.Entry("").Length..], option.Value));

    public static async ValueTask<TargetSettings> ResolveAsync(Target target, Secrets secrets,
        CancellationToken cancellation)
    {
        // Secrets pasted into Parameter Store often end in a line break.
        var address = (await target.Address.ResolveAsync(secrets, cancellation)).Trim();
        var settings = new TargetSettings(address, new Dictionary<string, string>(StringComparer.Ordinal));
        var options = ChannelCatalog.TryFind(target.Channel, out var channel) ? channel.Options : null;
        settings.Keep(target.Address, address, target.IsSecret || IsUrl(address));
        foreach (var (name, setting) in target.Options)
        {
            var value = (await setting.ResolveAsync(secrets, cancellation)).Trim();
            settings._options[name] = value;
            settings.Keep(setting, value, options?.Find(name) is not { IsRedacted: false });
        }
        return settings;
    }

    /// <summary>Replaces this target's secrets, which a service may repeat in its error.</summary>
    public string Redact(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "***", StringComparison.OrdinalIgnoreCase);
        return text;
    }

    /// <summary>Never the values: this may be logged.</summary>
    public override string ToString() => $"{nameof(TargetSettings)} of {_options.Count} options";

    private void Keep(Setting setting, string value, bool isSecret)
    {
        if (!isSecret && !setting.HasSecret)
            return;
        Keep(value);
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || !IsUrl(value))
            return;
        Keep(uri.PathAndQuery);
        foreach (var piece in uri.PathAndQuery.Split('/', '?', '&', '='))
            Keep(piece);
    }

    private void Keep(string secret)
    {
        if (secret.Length >= ShortestSecret && !_secrets.Contains(secret))
            _secrets.Add(secret);
    }

    private static bool IsUrl(string text) => text.StartsWith("http", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A setting is not valid. The message names the setting, never its value.</summary>
internal sealed class SettingException(string message) : Exception(message);
