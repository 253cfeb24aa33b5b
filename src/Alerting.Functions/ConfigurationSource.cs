using Alerting.Configuration;

namespace Alerting.Functions;

/// <summary>
/// Finds the configuration: <c>ALERTING_CONFIG</c> is a path, or <c>ssm:/name</c>; without it, the <c>alerting.yaml</c>
/// beside the executable.
/// </summary>
public static class ConfigurationSource
{
    public const string Variable = "ALERTING_CONFIG";
    private const string Ssm = "ssm:";

    public static async Task<AlertingConfig> LoadAsync(
        Func<string, string?> environment, Secrets secrets, CancellationToken cancellation)
    {
        var place = environment(Variable) is { Length: > 0 } set ? set : Path.Combine(AppContext.BaseDirectory, "alerting.yaml");
        var text = place.StartsWith(Ssm, StringComparison.Ordinal)
            ? await secrets.ReadAsync(place[Ssm.Length..], cancellation)
            : await ReadFileAsync(place, cancellation);
        var result = ConfigFile.Load(text, Path.GetFileName(place), environment);
        return result.Config ?? throw new InvalidConfigurationException(
            $"The configuration {place} is not valid: {string.Join("; ", result.Errors)}");
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
