using Alerting.Configuration;

namespace Alerting.Channels;

/// <summary>How one channel is configured.</summary>
/// <param name="Key">The key in a receiver, and a target's channel: <c>sms</c>, <c>email</c>, <c>slack</c>.</param>
/// <param name="Name">For people: <c>SMS</c>, <c>e-mail</c>, <c>Slack</c>.</param>
/// <param name="Example">A valid one, for errors.</param>
/// <param name="All">The keys of its mapping form.</param>
/// <param name="Addresses">
/// The alternative sets of options that make a target; the first of each is the address. A set of one option may also
/// be written without a mapping, <c>slack: https://…</c>.
/// </param>
public sealed record ChannelOptions(
    string Key, string Name, string Example, IReadOnlyList<ChannelOption> All,
    params IReadOnlyList<ChannelOption[]> Addresses)
{
    /// <summary>How its messages mention people; null if they cannot.</summary>
    internal MentionSyntax? Mention { get; init; }

    /// <summary>The hosts that serve this channel and no other; <c>.example.com</c> is every host below it.</summary>
    internal IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The option that an address without a mapping stands for; null if that is not enough.</summary>
    internal ChannelOption? Short => Addresses.FirstOrDefault(options => options.Length == 1)?[0];

    internal string Needs =>
        string.Join(", or ", Addresses.Select(options => string.Join(" and ", options.Select(option => option.Name))));

    /// <summary>The option of a key of <see cref="Configuration.Target.Options"/>.</summary>
    public ChannelOption? Find(string name) => All.FirstOrDefault(option => option.Covers(name));
}

/// <param name="Example">For errors.</param>
/// <param name="IsIn">Whether a text mentions somebody in this syntax.</param>
internal sealed record MentionSyntax(string Example, Func<string, bool> IsIn);

/// <summary>One key of a channel's configuration.</summary>
/// <param name="Check">Returns the error of a value, or null.</param>
public sealed record ChannelOption(string Name, Func<string, string?>? Check = null)
{
    /// <summary>Belongs in Parameter Store. In plain text it is noted.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Redacted from the verdict, as every secret is. Headers may be secrets.</summary>
    public bool IsRedacted
    {
        get => field || IsSecret;
        init;
    }

    /// <summary>Accepts several values; each becomes a target.</summary>
    public bool IsList { get; init; }

    /// <summary>A mapping of names to values, such as the headers of a webhook.</summary>
    public bool IsMapping { get; init; }

    /// <summary>Returns the error of such a name, or null.</summary>
    public Func<string, string?>? CheckName { get; init; }

    /// <summary>A made-up value in the right format, which the playground uses instead of the secret.</summary>
    public string Sample { get; init; } = "made-up-by-the-playground";

    /// <summary>The key in <see cref="Configuration.Target.Options"/> of one entry of a mapping.</summary>
    public string Entry(string name) => $"{Name}.{name}";

    /// <summary>Whether a key of a target's options is this option's, or that of one of its entries.</summary>
    internal bool Covers(string key) => IsMapping ? key.StartsWith(Entry(""), StringComparison.Ordinal) : key == Name;
}

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
