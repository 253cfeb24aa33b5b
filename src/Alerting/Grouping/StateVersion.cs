using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alerting.Grouping;

/// <summary>
/// Reads the version of a stored state, which stands before all that depends on it, and refuses one that is newer than this
/// code: half understood and saved again, it would be lost.
/// </summary>
internal sealed class StateVersion : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var version = reader.GetInt32();
        return version <= GroupState.CurrentVersion ? version : throw new NewerStateException(version);
    }

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>A stored state is from a newer deployment than this one.</summary>
public sealed class NewerStateException(int version) : Exception(
    $"The stored state of a group has version {version}, and this deployment reads up to {GroupState.CurrentVersion}: deploy the newer one again.");
