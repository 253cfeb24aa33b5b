using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Grouping.Storage;

/// <summary>The JSON of everything stored and queued.</summary>
[JsonSourceGenerationOptions(
    // The faster writers would not be used: they ignore the encoder of Compact.
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(GroupState))]
[JsonSerializable(typeof(AlertEntry))]
[JsonSerializable(typeof(GroupEnvelope))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(Silence))]
[JsonSerializable(typeof(FiringAlert))]
public sealed partial class GroupJson : JsonSerializerContext
{
    /// <summary>
    /// Leaves non-ASCII letters unescaped: escapes would triple them, and the store's limit is in bytes.
    /// </summary>
    public static GroupJson Compact => field ??= new GroupJson(new JsonSerializerOptions(Default.Options!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
