using Alerting.Configuration;

namespace Alerting.Playground.Setup;

/// <summary>
/// Replaces Parameter Store without <c>--live</c>. Each secret gets a made-up value of the right format, so that a real
/// configuration works unchanged.
/// </summary>
public static class SampleSecrets
{
    public static SecretReader For(AlertingConfig config)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var target in config.Receivers.Values.SelectMany(receiver => receiver.Targets))
            foreach (var (option, setting) in target.Options)
                if (NameOf(setting) is { } name)
                    values[name] = Value(target.Channel, option);
        return (name, _) => Task.FromResult(values.GetValueOrDefault(name, "made-up-by-the-playground"));
    }

    /// <summary>The parameter name if the setting is only a reference, else null.</summary>
    private static string? NameOf(Setting setting)
    {
        var text = setting.ToString();
        return setting.HasSecret && text.StartsWith("${ssm:", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1
            ? text["${ssm:".Length..^1]
            : null;
    }

    private static string Value(string channel, string option) => (channel, option) switch
    {
        ("slack", "token") => "xoxb-made-up-by-the-playground",
        ("telegram", "token") => "123456789:made-up-by-the-playground",
        ("telegram", "chat") => "-1001234567890",
        ("pagerduty", _) => "0123456789abcdef0123456789abcdef",
        ("sms", _) => "+447700900123",
        ("email", _) => "oncall@example.com",
        ("sns", _) => "arn:aws:sns:eu-west-1:123456789012:oncall",
        ("google_chat", "url") => "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=made-up&token=made-up",
        (_, "url" or "api_url") => $"https://{channel.Replace('_', '-')}.example.com/hooks/made-up-by-the-playground",
        _ => "made-up-by-the-playground",
    };
}
