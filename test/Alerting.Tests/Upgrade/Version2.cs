using System.Text.Json;

namespace Alerting.Tests.Upgrade;

/// <summary>What version 2 stores and queues beyond version 1, as plain JSON in the folder <c>V2</c>.</summary>
internal static class Version2
{
    public static JsonElement Json(string name) => JsonSerializer.Deserialize(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Upgrade", "V2", name + ".json")),
        UpgradeJson.Default.JsonElement);
}
