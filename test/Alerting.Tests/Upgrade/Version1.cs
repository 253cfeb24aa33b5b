using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Tests.Upgrade;

/// <summary>
/// Items and messages of a deployed version 1 stack, one file each in the folder <c>V1</c>. Version 1 wrote them, so
/// never edit or regenerate them; a later format gets its own files.
/// </summary>
internal static class Version1
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Upgrade", "V1");

    public static string Yaml { get; } = File.ReadAllText(Path.Combine(Folder, "alerting.yaml"));

    public static AlertingConfig Config { get; } = ConfigFile.Load(Yaml, "alerting.yaml", _ => null).Config!;

    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>An item of the table in DynamoDB's JSON.</summary>
    public static Item Item(string name) =>
        new(Read("table", name).ToDictionary(pair => pair.Key, pair => Value(pair.Value!.AsObject())));

    public static IEnumerable<string> Groups =>
        Names("table").Where(name => Item(name).Attributes.ContainsKey("state"));

    public static GroupState Group(string name) => GroupItems.Read(Item(name)).State;

    /// <summary>A queued message: its body, and for a FIFO queue its ids.</summary>
    public static QueuedText Message(string queue, string name)
    {
        var file = Read(queue, name);
        return new QueuedText(file["body"]!.GetValue<string>(), file["groupId"]?.GetValue<string>(),
            file["deduplicationId"]?.GetValue<string>(), file["reason"]?.GetValue<string>());
    }

    public static GroupEnvelope Envelope(string name) => MessageBody.ReadEnvelope(Message("groups", name).Body)!;

    public static Notification Notification(string name) =>
        MessageBody.ReadNotification(Message("deliveries", name).Body)!;

    /// <summary>The JSON in an attribute, which may be compressed.</summary>
    public static JsonElement Json(Item item, string attribute) =>
        StoredJson.Read(item.Attributes[attribute], UpgradeJson.Default.JsonElement);

    private static JsonObject Read(string folder, string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, folder, name + ".json")))!.AsObject();

    private static AttributeValue Value(JsonObject value) => value.Single() switch
    {
        { Key: "S" } text => new AttributeValue { S = text.Value!.GetValue<string>() },
        { Key: "N" } number => new AttributeValue { N = number.Value!.GetValue<string>() },
        var bytes =>
            new AttributeValue { B = new MemoryStream(Convert.FromBase64String(bytes.Value!.GetValue<string>())) },
    };
}

internal sealed record QueuedText(string Body, string? GroupId, string? DeduplicationId, string? Reason);

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class UpgradeJson : System.Text.Json.Serialization.JsonSerializerContext;
