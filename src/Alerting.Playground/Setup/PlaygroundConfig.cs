using System.Reflection;
using System.Text;
using Alerting.Configuration;

namespace Alerting.Playground.Setup;

/// <summary>Loads the file of <c>--config</c>, or the built-in configuration.</summary>
internal sealed class PlaygroundConfig(PlaygroundOptions options)
{
    private const string BuiltInName = "playground.yaml";

    /// <summary>
    /// Values that template.yaml would set, so that the shipped alerting.yaml shows every channel. Not used with
    /// <c>--live</c>.
    /// </summary>
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["ALERT_PHONE"] = "+447700900123",
        ["ALERT_EMAIL_TOPIC"] = "arn:aws:sns:eu-west-1:123456789012:alerting-EmailTopic",
        ["ALERT_CHAT_WEBHOOK_PARAMETER"] = "/alerting/chat-webhook",
    };

    public string FileName => options.ConfigPath ?? BuiltInName;

    public string ReadText()
    {
        if (options.ConfigPath is { } path)
            return File.ReadAllText(path);
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(BuiltInName)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public ConfigResult Load(string text) => ConfigFile.Load(text, Path.GetFileName(FileName), Environment);

    private string? Environment(string name) =>
        System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value
        : options.IsLive ? null
        : Examples.GetValueOrDefault(name);
}
