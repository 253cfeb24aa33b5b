using Alerting.Channels;
using Alerting.Configuration;

namespace Alerting.Playground.Setup;

/// <summary>
/// Replaces Parameter Store without <c>--live</c>. Each secret gets a made-up value of the right format, so that a real
/// configuration works unchanged.
/// </summary>
internal static class SampleSecrets
{
    private const string Unknown = "made-up-by-the-playground";

    public static SecretReader For(AlertingConfig config)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var target in config.Targets)
        {
            foreach (var (option, setting) in target.Options)
            {
                if (NameOf(setting) is { } name)
                    values[name] = Sample(target.Channel, option);
            }
        }
        return (name, _) => Task.FromResult(values.GetValueOrDefault(name, Unknown));
    }

    /// <summary>The parameter name if the setting is only a reference, else null.</summary>
    private static string? NameOf(Setting setting)
    {
        var text = setting.ToString();
        return setting.HasSecret && text.StartsWith("${ssm:", StringComparison.Ordinal)
            && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1
            ? text["${ssm:".Length..^1]
            : null;
    }

    private static string Sample(string channel, string option) =>
        ChannelCatalog.TryFind(channel, out var found) && found.Options.Find(option) is { Sample: var sample }
            ? sample
            : Unknown;
}
