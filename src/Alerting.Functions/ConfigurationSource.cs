using Alerting.Configuration;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// <c>ALERTING_CONFIG</c> is a path or <c>ssm:/name</c>; the default is the <c>alerting.yaml</c> next to the
/// executable. A file is read once. A parameter can change at any time and is read again as often as secrets are.
/// </summary>
public sealed class ConfigurationSource(Func<string, string?> environment, Secrets secrets)
{
    public const string Variable = "ALERTING_CONFIG";
    private const string Ssm = "ssm:";

    private readonly string _location =
        environment(Variable) is { Length: > 0 } set ? set : Path.Combine(AppContext.BaseDirectory, "alerting.yaml");

    private AlertingConfig? _config;
    private string? _text;

    private bool IsParameter => _location.StartsWith(Ssm, StringComparison.Ordinal);

    /// <summary>
    /// The same object until the text changes. An invalid change is logged once and the previous configuration stays in
    /// use; without a previous one it throws <see cref="InvalidConfigurationException"/>.
    /// </summary>
    /// <param name="isLatest">Bypasses the cache of parameters.</param>
    public async ValueTask<AlertingConfig> ReadAsync(bool isLatest, CancellationToken cancellation)
    {
        if (_config is { } current && !IsParameter)
            return current;
        // Cached text is the same object, so the comparison is cheap.
        var text = await TextAsync(isLatest, cancellation);
        var isSame = text == _text;
        _text = text;
        if (isSame && _config is { } before)
            return before;
        var result = ConfigFile.Load(text, Path.GetFileName(_location), environment, withNotes: false);
        if (result.Config is { } config)
            return _config = config;
        var error = $"The configuration {_location} is invalid: {string.Join("; ", result.Errors)}";
        if (_config is null)
            throw new InvalidConfigurationException(error);
        LambdaLogger.Log(LogLevel.Error, "Keeping the previous configuration. {error}", error);
        return _config;
    }

    private async ValueTask<string> TextAsync(bool isLatest, CancellationToken cancellation)
    {
        if (!IsParameter)
            return await ReadFileAsync(_location, cancellation);
        var parameter = _location[Ssm.Length..];
        return await (isLatest
            ? secrets.ReadLatestAsync(parameter, cancellation)
            : secrets.ReadAsync(parameter, cancellation));
    }

    private static async Task<string> ReadFileAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidConfigurationException($"Cannot read the configuration {path}: {failure.Message}");
        }
    }
}

/// <summary>The message lists every error with its line and column.</summary>
public sealed class InvalidConfigurationException(string message) : Exception(message);
