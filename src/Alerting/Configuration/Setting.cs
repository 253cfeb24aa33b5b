namespace Alerting.Configuration;

/// <summary>
/// A configured text that may refer to secrets. Environment variables are already expanded; secrets are read on first
/// use and never appear in <see cref="ToString"/>.
/// </summary>
public sealed class Setting
{
    private readonly IReadOnlyList<SettingPart> _parts;

    public Setting(IReadOnlyList<SettingPart> parts) => _parts = [.. parts.Where(part => part.Text.Length > 0)];

    public static Setting Empty { get; } = new([]);

    public static Setting Literal(string text) => new([new SettingPart(text, IsSecret: false)]);

    /// <summary>Whether the text is empty, for example because its variable is not set.</summary>
    public bool IsEmpty => _parts.Count == 0;

    public bool HasSecret => _parts.Any(part => part.IsSecret);

    public async ValueTask<string> ResolveAsync(Secrets secrets, CancellationToken cancellation)
    {
        if (_parts is [{ IsSecret: false } only])
            return only.Text;
        var texts = new string[_parts.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = _parts[i].IsSecret ? await secrets.ReadAsync(_parts[i].Text, cancellation) : _parts[i].Text;
        return string.Concat(texts);
    }

    /// <summary>The text with secrets as their placeholders: <c>${ssm:/alerting/chat-webhook}</c>.</summary>
    public override string ToString() =>
        string.Concat(_parts.Select(part => part.IsSecret ? "${ssm:" + part.Text + "}" : part.Text));
}

/// <summary>Literal text, or the name of a parameter in Parameter Store.</summary>
public readonly record struct SettingPart(string Text, bool IsSecret);
