using System.Reflection;
using System.Text;
using Alerting.Configuration;

namespace Alerting.Playground.Setup;

/// <summary>Where configurations come from here: the file that was named, or the playground's own.</summary>
public sealed class PlaygroundConfig(PlaygroundOptions options)
{
    private const string OwnName = "playground.yaml";

    /// <summary>
    /// What template.yaml would fill in, so that the shipped alerting.yaml shows every channel. Only where nothing is
    /// really sent.
    /// </summary>
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["ALERT_PHONE"] = "+447700900123",
        ["ALERT_EMAIL_TOPIC"] = "arn:aws:sns:eu-west-1:123456789012:alerting-EmailTopic",
        ["ALERT_CHAT_WEBHOOK_PARAMETER"] = "/alerting/chat-webhook",
    };

    /// <summary>How messages name the file.</summary>
    public string FileName => options.ConfigPath ?? OwnName;

    /// <summary>The text to start with. Throws <see cref="IOException"/> and its like when the file cannot be read.</summary>
    public string ReadText()
    {
        if (options.ConfigPath is { } path)
            return File.ReadAllText(path);
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(OwnName)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public ConfigResult Load(string text) => ConfigFile.Load(text, Path.GetFileName(FileName), Environment);

    private string? Environment(string name) =>
        System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value
        : options.IsLive ? null
        : Examples.GetValueOrDefault(name);
}
