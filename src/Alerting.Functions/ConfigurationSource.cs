using Alerting.Configuration;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Finds the configuration: <c>ALERTING_CONFIG</c> is a path, or <c>ssm:/name</c>; without it, the <c>alerting.yaml</c>
/// beside the executable. A file is deployed with the code and read once; a parameter may be changed at any time, and is read
/// again as secrets are, so that functions that stay warm do not disagree for long.
/// </summary>
public sealed class ConfigurationSource(Func<string, string?> environment, Secrets secrets)
{
    public const string Variable = "ALERTING_CONFIG";
    private const string Ssm = "ssm:";

    private readonly string _place =
        environment(Variable) is { Length: > 0 } set ? set : Path.Combine(AppContext.BaseDirectory, "alerting.yaml");

    private AlertingConfig? _config;
    private string? _text;

    private bool IsParameter => _place.StartsWith(Ssm, StringComparison.Ordinal);

    /// <summary>
    /// The same object as long as nothing changed. A change that is not valid leaves in force what was, and is said once; where
    /// nothing was, it throws <see cref="InvalidConfigurationException"/>.
    /// </summary>
    /// <param name="isLatest">Whether a parameter is read anew, however lately it was.</param>
    public async ValueTask<AlertingConfig> ReadAsync(bool isLatest, CancellationToken cancellation)
    {
        if (_config is { } current && !IsParameter)
            return current;
        // Text that is still remembered is the same object, so to compare it costs nothing.
        var text = await TextAsync(isLatest, cancellation);
        var isSame = text == _text;
        _text = text;
        if (isSame && _config is { } before)
            return before;
        var result = ConfigFile.Load(text, Path.GetFileName(_place), environment);
        if (result.Config is { } config)
            return _config = config;
        var refusal = $"The configuration {_place} is not valid: {string.Join("; ", result.Errors)}";
        if (_config is null)
            throw new InvalidConfigurationException(refusal);
        LambdaLogger.Log(LogLevel.Error, "{refusal}; the one before it stays in force", refusal);
        return _config;
    }

    private async ValueTask<string> TextAsync(bool isLatest, CancellationToken cancellation)
    {
        if (!IsParameter)
            return await ReadFileAsync(_place, cancellation);
        var parameter = _place[Ssm.Length..];
        return await (isLatest ? secrets.ReadLatestAsync(parameter, cancellation) : secrets.ReadAsync(parameter, cancellation));
    }

    private static async Task<string> ReadFileAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidConfigurationException($"The configuration {path} cannot be read: {failure.Message}");
        }
    }
}

/// <summary>The configuration cannot be used. The message names every error with its place.</summary>
public sealed class InvalidConfigurationException(string message) : Exception(message);
