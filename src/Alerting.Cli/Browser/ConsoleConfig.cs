using Alerting.Aws;
using Alerting.Configuration;
using Alerting.Grouping;

namespace Alerting.Cli.Browser;

/// <summary>The configuration: of this machine's file, or of the parameter that the functions read.</summary>
internal sealed class ConsoleConfig(string? path, TimeProvider time)
{
    private const string Parameter = "ssm:";

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);

    private LoadedConfig? _loaded;
    private DateTimeOffset _readAt;

    /// <summary>Read again after ten seconds.</summary>
    public async Task<LoadedConfig> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_loaded is { } loaded && now - _readAt < Age)
            return loaded;
        var name = path ?? Environment.GetEnvironmentVariable("ALERTING_CONFIG") ?? "";
        var text = "";
        try
        {
            var isParameter = name.StartsWith(Parameter, StringComparison.Ordinal);
            name = isParameter ? name : Inputs.FindConfig(path);
            text = isParameter ? await ReadParameterAsync(name[Parameter.Length..], cancellation)
                : await ReadFileAsync(name, cancellation);
            // The same object as long as the text is the same.
            _loaded = _loaded is { } before && before.Text == text ? before : LoadedConfig.Of(name, text);
        }
        catch (Exception unreadable) when (unreadable is UserException or SecretException)
        {
            _loaded = new LoadedConfig(name.Length > 0 ? name : "alerting.yaml", text) { Problem = unreadable.Message };
        }
        _readAt = now;
        return _loaded;
    }

    private static async Task<string> ReadParameterAsync(string name, CancellationToken cancellation)
    {
        using var parameters = new SsmParameters();
        return await parameters.ReadAsync(name, cancellation);
    }

    private static async Task<string> ReadFileAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Inputs.CannotRead(file, failure, "configuration file");
        }
    }
}

/// <param name="Name">Of the file or the parameter.</param>
internal sealed record LoadedConfig(string Name, string Text)
{
    public ConfigResult? Result { get; init; }

    /// <summary>Why it cannot be used; null if it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Null if it cannot be used.</summary>
    public AlertingConfig? Config => Result?.Config;

    /// <summary>Null if it cannot be used.</summary>
    public GroupRules? Rules { get; init; }

    public static LoadedConfig Of(string name, string text)
    {
        var result = ConfigFile.Load(text, Path.GetFileName(name), Environment.GetEnvironmentVariable);
        return new LoadedConfig(name, text)
        {
            Result = result,
            Rules = result.Config is { } config ? new GroupRules(config) : null,
            Problem = result.IsValid ? null : $"{name} is not valid: {result.Errors[0].Text}",
        };
    }
}
