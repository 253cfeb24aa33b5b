using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Serialization;

namespace Alerting.Cli.Deployments;

/// <summary>SAM CLI's configuration: the stack that <c>sam deploy</c> deploys from this folder.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
/// </remarks>
internal static class SamConfig
{
    public const string FileName = "samconfig.toml";

    /// <summary>The environments that deploy, and do not set the parameter to the value.</summary>
    public static IReadOnlyList<string> DeploysWithout(string folder, string parameter, string value) =>
        Read(folder) is not { } settings ? [] :
        [
            .. settings.Where(environment => environment.Value is TomlTable table && table.ContainsKey("deploy")
                && !Overrides(table).Contains($"{parameter}={value}", StringComparer.Ordinal))
                .Select(environment => environment.Key).Order(StringComparer.Ordinal),
        ];

    /// <summary>Null without the file or the key. The environment is SAM's default one.</summary>
    public static string? StackName(string folder)
    {
        var settings = Read(folder);
        return Find(settings, "default", "deploy", "parameters", "stack_name") as string
            ?? Find(settings, "default", "global", "parameters", "stack_name") as string;
    }

    private static TomlTable? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return TomlSerializer.Deserialize(File.ReadAllText(path), TomlTypes.Default.TomlTable);
        }
        catch (TomlException)
        {
            throw new UserException($"{path} is not valid TOML. Name the stack with --stack.");
        }
    }

    /// <summary>A list, or the text that <c>sam deploy --guided</c> writes, with quotes around the values.</summary>
    private static IEnumerable<string> Overrides(TomlTable environment) =>
        Find(environment, "deploy", "parameters", "parameter_overrides") switch
    {
        TomlArray list => list.OfType<string>(),
        string text => text.Replace("\"", "", StringComparison.Ordinal).Split(' '),
        _ => [],
    };

    private static object? Find(TomlTable? table, params ReadOnlySpan<string> path)
    {
        object? at = table;
        foreach (var key in path)
            at = at is TomlTable inner && inner.TryGetValue(key, out var value) ? value : null;
        return at;
    }
}

[TomlSerializable(typeof(TomlTable))]
internal sealed partial class TomlTypes : TomlSerializerContext;
