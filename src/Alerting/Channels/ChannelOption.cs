namespace Alerting.Channels;

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

    /// <summary>What the playground uses instead of the secret: made up, in the right format.</summary>
    public string Sample { get; init; } = "made-up-by-the-playground";

    /// <summary>The key in <see cref="Configuration.Target.Options"/> of one entry of a mapping.</summary>
    public string Entry(string name) => $"{Name}.{name}";

    /// <summary>Whether a key of a target's options is this option's, or that of one of its entries.</summary>
    internal bool Covers(string key) => IsMapping ? key.StartsWith(Entry(""), StringComparison.Ordinal) : key == Name;
}
