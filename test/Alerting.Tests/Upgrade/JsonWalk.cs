using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Alerting.Grouping.Storage;

namespace Alerting.Tests.Upgrade;

/// <summary>Walks stored JSON together with its type metadata and collects the names that have a value.</summary>
internal sealed class JsonWalk(JsonSerializerOptions options)
{
    private const string Discriminator = "type";

    /// <summary>Names that a type writes; <see cref="Found"/> has those with a value in some document.</summary>
    public HashSet<(Type Type, string Name)> Written { get; } = [];

    public HashSet<(Type Type, string Name)> Found { get; } = [];

    /// <summary>Names in a document that its type does not have.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Collects the names that a type and all types below it write.</summary>
    public void Add(Type type)
    {
        var info = InfoOf(type);
        foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
            Add(derived.DerivedType);
        if (ElementOf(info) is { } element)
            Add(element);
        // A polymorphic base type writes only what its derived types write.
        foreach (var property in info.PolymorphismOptions is null ? Properties(info) : [])
        {
            if (Written.Add((type, property.Name)))
                Add(property.PropertyType);
        }
    }

    public void Read(JsonElement json, Type type)
    {
        var info = InfoOf(type);
        switch (json.ValueKind)
        {
            case JsonValueKind.Array when ElementOf(info) is { } element:
                foreach (var each in json.EnumerateArray())
                    Read(each, element);
                break;
            case JsonValueKind.Object when info.Kind == JsonTypeInfoKind.Object:
                ReadObject(json, Derived(json, info));
                break;
        }
    }

    private void ReadObject(JsonElement json, JsonTypeInfo info)
    {
        var properties = Properties(info).ToDictionary(property => property.Name);
        foreach (var each in json.EnumerateObject())
        {
            if (properties.TryGetValue(each.Name, out var property))
            {
                if (HasValue(each.Value))
                    Found.Add((info.Type, each.Name));
                Read(each.Value, property.PropertyType);
            }
            else if (each.Name != Discriminator)
            {
                Unknown.Add($"{info.Type.Name}: {each.Name}");
            }
        }
    }

    private JsonTypeInfo Derived(JsonElement json, JsonTypeInfo info)
    {
        if (info.PolymorphismOptions is not { } options)
            return info;
        var kind = json.GetProperty(options.TypeDiscriminatorPropertyName).GetString();
        return InfoOf(options.DerivedTypes.Single(derived => Equals(derived.TypeDiscriminator, kind)).DerivedType);
    }

    private JsonTypeInfo InfoOf(Type type) => options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    /// <summary>A list with its own converter has no element type in its metadata.</summary>
    private static Type? ElementOf(JsonTypeInfo info) =>
        info.Type == typeof(EntryList) ? typeof(AlertEntry) : info.ElementType;

    /// <summary>Properties that are written and read; computed ones are not stored.</summary>
    private static IEnumerable<JsonPropertyInfo> Properties(JsonTypeInfo info) =>
        info.Properties.Where(property =>
            property.Get is not null && (property.Set is not null || property.AssociatedParameter is not null));

    private static bool HasValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.String => value.GetString() != "",
        JsonValueKind.Number => value.GetRawText() != "0",
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => true,
    };
}
