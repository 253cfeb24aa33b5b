using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>Parses the header without reflection.</summary>
internal sealed class LambdaClientContext : IClientContext, IClientApplication
{
    public IDictionary<string, string> Environment { get; private init; }

    public IDictionary<string, string> Custom { get; private init; }

    public IClientApplication Client => this;

    public string AppPackageName { get; private init; }

    public string AppTitle { get; private init; }

    public string AppVersionCode { get; private init; }

    public string AppVersionName { get; private init; }

    public string InstallationId { get; private init; }

    public static LambdaClientContext Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        var client = Strings(document.RootElement, "client");
        return new LambdaClientContext
        {
            Environment = Strings(document.RootElement, "env"),
            Custom = Strings(document.RootElement, "custom"),
            AppPackageName = client.GetValueOrDefault("app_package_name"),
            AppTitle = client.GetValueOrDefault("app_title"),
            AppVersionCode = client.GetValueOrDefault("app_version_code"),
            AppVersionName = client.GetValueOrDefault("app_version_name"),
            InstallationId = client.GetValueOrDefault("installation_id"),
        };
    }

    private static Dictionary<string, string> Strings(JsonElement parent, string name)
    {
        var strings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (parent.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                strings[property.Name] = property.Value.ToString();
            }
        }

        return strings;
    }
}
