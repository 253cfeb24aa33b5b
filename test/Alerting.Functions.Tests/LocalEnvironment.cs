using System.Text.Json;

namespace Alerting.Functions.Tests;

/// <summary>The variables that <c>sam local invoke</c> sets with <c>env.local.json</c>.</summary>
internal static class LocalEnvironment
{
    public static IReadOnlyDictionary<string, Dictionary<string, string>> All { get; } = Read();

    public static Dictionary<string, string> Of(string function) => new(All[function])
    {
        ["AWS_SAM_LOCAL"] = "true",
        ["ALERTING_FUNCTION"] = function.Replace("Function", "", StringComparison.Ordinal).ToLowerInvariant(),
        ["AWS_LAMBDA_LOG_FORMAT"] = "JSON",
        ["AWS_REGION"] = "eu-west-1",
    };

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "env.local.json")));
        return json.RootElement.EnumerateObject().ToDictionary(
            function => function.Name,
            function => function.Value.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!));
    }
}
