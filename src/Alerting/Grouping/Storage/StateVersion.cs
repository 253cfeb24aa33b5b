using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alerting.Grouping.Storage;

/// <summary>
/// Reads the version of a stored state and refuses a newer one: saving it again would lose the parts this code does not
/// know.
/// </summary>
internal sealed class StateVersion : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var version = reader.GetInt32();
        return version <= GroupState.CurrentVersion ? version : throw new NewerStateException(version);
    }

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}

public sealed class NewerStateException(int version) : Exception(
    $"The stored state of a group has version {version}, but this deployment reads only up to " +
    $"{GroupState.CurrentVersion}. " +
    "Deploy the newer release again.");
