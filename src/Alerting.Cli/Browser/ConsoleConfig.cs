using Alerting.Aws;
using Alerting.Configuration;
using Alerting.Grouping;

namespace Alerting.Cli.Browser;

/// <summary>The configuration: of this machine's files, or of the parameters that the functions read.</summary>
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
            name = name.Contains(Parameter, StringComparison.Ordinal) ? name : Inputs.FindConfig(path);
            var sources = new List<ConfigText>();
            foreach (var location in Inputs.ConfigFiles(name))
                sources.Add(new ConfigText(location, await ReadAsync(location, cancellation)));
            text = string.Join('\n', sources.Select(source => source.Text));
            // The same object as long as the text is the same.
            _loaded = _loaded is { } before && before.Text == text ? before : LoadedConfig.Of(name, text, sources);
        }
        catch (Exception unreadable) when (unreadable is UserException or SecretException)
        {
            _loaded = new LoadedConfig(name.Length > 0 ? name : "alerting.yaml", text) { Problem = unreadable.Message };
        }
        _readAt = now;
        return _loaded;
    }

    private static Task<string> ReadAsync(string location, CancellationToken cancellation) =>
        location.StartsWith(Parameter, StringComparison.Ordinal)
            ? ReadParameterAsync(location[Parameter.Length..], cancellation) : ReadFileAsync(location, cancellation);

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

    public static LoadedConfig Of(string name, string text, IReadOnlyList<ConfigText> sources)
    {
        var result = ConfigFile.Load(
            [.. sources.Select(source => source with { Name = Path.GetFileName(source.Name) })],
            Environment.GetEnvironmentVariable);
        return new LoadedConfig(name, text)
        {
            Result = result,
            Rules = result.Config is { } config ? new GroupRules(config) : null,
            Problem = result.IsValid ? null : $"{name} is not valid: {result.Errors[0].Text}",
        };
    }
}
