using System.Text.Json.Nodes;
using Alerting.Configuration.Reading;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace Alerting.Tests.Configuration;

/// <summary>Compares <c>alerting.schema.json</c> with the loader.</summary>
public class SchemaForEditors
{
    private static readonly JsonObject Schema = JsonNode.Parse(ConfigCases.Shipped("alerting.schema.json"))!.AsObject();

    public static TheoryData<string> Sections => [.. Keys.All.Select(keys => keys.Name)];

    [Theory, MemberData(nameof(Sections))]
    public void Has_the_keys_of_the_loader_and_no_others(string section)
    {
        var definition = section.Length == 0 ? Schema : Schema["definitions"]![section].ShouldNotBeNull();

        definition["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        definition["properties"]!.AsObject().Select(property => property.Key)
            .ShouldBe(Keys.All.Single(keys => keys.Name == section).Names, ignoreOrder: true);
    }

    [Fact]
    public void Has_no_mapping_that_the_loader_lacks() =>
        Schema["definitions"]!.AsObject().Where(definition => definition.Value!["properties"] is not null)
            .Select(definition => definition.Key).ShouldBeSubsetOf(Keys.All.Select(keys => keys.Name));

    [Fact]
    public void Describes_every_key() =>
        Keys.All.Select(keys => keys.Name.Length == 0 ? Schema : Schema["definitions"]![keys.Name]!)
            .SelectMany(definition => definition["properties"]!.AsObject())
            .Where(property => property.Value!["description"] is null && property.Value["$ref"] is null)
            .Select(property => property.Key).ShouldBeEmpty();

    [Theory]
    [InlineData("Shipped/alerting.yaml", true)]
    [InlineData("Good/design-example.yaml", true)]
    [InlineData("Good/everything.yaml", true)]
    [InlineData("Good/on-call.yaml", true)]
    [InlineData("Bad/unknown-keys.yaml", false)]
    [InlineData("Bad/wrong-durations.yaml", false)]
    [InlineData("Bad/wrong-phones.yaml", false)]
    [InlineData("Bad/wrong-times.yaml", false)]
    [InlineData("Bad/receiver-without-channel.yaml", false)]
    [InlineData("Bad/rate-limit-and-budget.yaml", false)]
    public async Task Accepts_the_same_files_as_the_loader(string file, bool isValid)
    {
        var schema = await JsonSchema.FromJsonAsync(Schema.ToJsonString(), TestContext.Current.CancellationToken);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(ConfigCases.Read(file)));

        var errors = schema.Validate(Json(yaml.Documents[0].RootNode)!.ToJsonString());

        errors.Select(error => error.ToString()).Any().ShouldBe(!isValid, string.Join("\n", errors));
    }

    /// <summary>Converts scalars to strings and applies merge keys, as the loader does.</summary>
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value,
        YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
        YamlMappingNode map => new JsonObject(
            Entries(map).Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, Json(entry.Value)))),
        _ => null,
    };

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Entries(YamlMappingNode map) =>
        map.SelectMany(entry => entry is { Key: YamlScalarNode { Value: "<<" }, Value: YamlMappingNode merged }
            ? Entries(merged).Where(inherited => !map.Children.ContainsKey(inherited.Key))
            : [entry]);
}
