using Tomlyn;
using Tomlyn.Model;

namespace Alerting.Cli.Deployments;

/// <summary>SAM CLI's configuration: the stack that <c>sam deploy</c> deploys from this folder.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
/// </remarks>
internal static class SamConfig
{
    public const string FileName = "samconfig.toml";

    /// <summary>Null without the file or the key. The environment is SAM's default one.</summary>
    public static string? StackName(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            var settings = TomlSerializer.Deserialize<TomlTable>(File.ReadAllText(path));
            return Find(settings, "default", "deploy", "parameters", "stack_name")
                ?? Find(settings, "default", "global", "parameters", "stack_name");
        }
        catch (TomlException)
        {
            throw new UserException($"{path} is not valid TOML. Name the stack with --stack.");
        }
    }

    private static string? Find(TomlTable? table, params ReadOnlySpan<string> path)
    {
        object? at = table;
        foreach (var key in path)
            at = at is TomlTable inner && inner.TryGetValue(key, out var value) ? value : null;
        return at as string;
    }
}
