using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Notifications;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Tests.Upgrade;

/// <summary>
/// Items and messages as a deployed stack of version 1 holds them, each in a file of the folder <c>V1</c>. Version 1 wrote them
/// itself, so they are never regenerated or edited; a later format gets files of its own.
/// </summary>
internal static class Version1
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Upgrade", "V1");

    public static string Yaml { get; } = File.ReadAllText(Path.Combine(Folder, "alerting.yaml"));

    public static AlertingConfig Config { get; } = ConfigFile.Load(Yaml, "alerting.yaml", _ => null).Config!;

    public static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>An item of the table, with its attributes as DynamoDB's API writes them.</summary>
    public static Item Item(string name) => new(Read("table", name).ToDictionary(pair => pair.Key, pair => Value(pair.Value!.AsObject())));

    /// <summary>The groups among the items of the table.</summary>
    public static IEnumerable<string> Groups => Names("table").Where(name => Item(name).Attributes.ContainsKey("state"));

    public static GroupState Group(string name) => GroupItems.Read(Item(name)).State;

    /// <summary>What a queue holds: its body, and for a FIFO queue its ids.</summary>
    public static QueuedText Message(string queue, string name)
    {
        var file = Read(queue, name);
        return new QueuedText(file["body"]!.GetValue<string>(), file["groupId"]?.GetValue<string>(),
            file["deduplicationId"]?.GetValue<string>(), file["reason"]?.GetValue<string>());
    }

    public static GroupEnvelope Envelope(string name) => MessageBody.ReadEnvelope(Message("groups", name).Body)!;

    public static Notification Notification(string name) => MessageBody.ReadNotification(Message("deliveries", name).Body)!;

    /// <summary>The JSON inside an item, whatever attribute holds it.</summary>
    public static JsonElement Json(Item item, string attribute) =>
        StoredJson.Read(item.Attributes[attribute], UpgradeJson.Default.JsonElement);

    private static JsonObject Read(string folder, string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, folder, name + ".json")))!.AsObject();

    private static AttributeValue Value(JsonObject value) => value.Single() switch
    {
        { Key: "S" } text => new AttributeValue { S = text.Value!.GetValue<string>() },
        { Key: "N" } number => new AttributeValue { N = number.Value!.GetValue<string>() },
        var bytes => new AttributeValue { B = new MemoryStream(Convert.FromBase64String(bytes.Value!.GetValue<string>())) },
    };
}

internal sealed record QueuedText(string Body, string? GroupId, string? DeduplicationId, string? Reason);

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class UpgradeJson : System.Text.Json.Serialization.JsonSerializerContext;
