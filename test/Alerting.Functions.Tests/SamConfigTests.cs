using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>
/// What <c>samconfig.toml</c> must set for SAM to build and deploy <c>template.yaml</c>, in each environment.
/// </summary>
public sealed class SamConfigTests
{
    /// <summary>Transforms that SAM CLI expands only on request, and the setting that requests it.</summary>
    private static readonly Dictionary<string, string> Settings =
        new() { ["AWS::LanguageExtensions"] = "language_extensions" };

    private static readonly Dictionary<string, Dictionary<string, string>> Sections =
        Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "samconfig.toml")));

    [Fact]
    public void Every_environment_sets_what_the_transforms_need() => Missing(Transforms(), Sections).ShouldBeEmpty();

    /// <summary>SAM CLI 1.161 and newer end with "'list' object has no attribute 'get'" without it.</summary>
    [Fact]
    public void A_transform_without_its_setting_is_found() =>
        Missing(["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"],
            Parse(["[default.deploy.parameters]", "[prod.global.parameters]", "language_extensions = true"]))
            .ShouldBe(["samconfig.toml: add language_extensions = true under [default.global.parameters]"]);

    /// <summary>SAM's cache looks only at CodeUri, and the configuration stands outside of it.</summary>
    [Fact]
    public void No_environment_builds_from_a_cache() =>
        Sections.ShouldAllBe(section => section.Value.GetValueOrDefault("cached", "false") == "false");

    [Fact]
    public void Default_and_production_are_complete()
    {
        Environments().ShouldBe(["default", "prod"]);
        Commands("prod").ShouldBe(Commands("default"), "an environment inherits nothing from another");
    }

    /// <summary>
    /// CloudFormation refuses a stack whose parameter has another name or a value that its pattern does not allow.
    /// </summary>
    [Fact]
    public void Every_parameter_that_is_set_is_declared_and_allows_the_value()
    {
        var declared = ((YamlMappingNode)Template()["Parameters"]).Children;
        var set = Sections.Values.SelectMany(section => section).Where(setting => setting.Key == "parameter_overrides")
            .SelectMany(setting => setting.Value.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries))
            .Select(pair => pair.Trim('"').Split('=', 2)).ToArray();

        set.ShouldNotBeEmpty();
        foreach (var pair in set)
        {
            declared.ShouldContainKey(new YamlScalarNode(pair[0]));
            var parameter = (YamlMappingNode)declared[new YamlScalarNode(pair[0])];
            if (parameter.Children.TryGetValue("AllowedPattern", out var pattern))
                pair[1].ShouldMatch(pattern.ToString());
            if (parameter.Children.TryGetValue("AllowedValues", out var values))
                ((YamlSequenceNode)values).Select(value => value.ToString()).ShouldContain(pair[1]);
        }
    }

    private static IEnumerable<string> Missing(IEnumerable<string> transforms,
        Dictionary<string, Dictionary<string, string>> sections) =>
        from transform in transforms
        where Settings.ContainsKey(transform)
        let setting = Settings[transform]
        from environment in sections.Keys.Select(section => section.Split('.')[0]).Distinct()
        where sections.GetValueOrDefault($"{environment}.global.parameters", []).GetValueOrDefault(setting) != "true"
        select $"samconfig.toml: add {setting} = true under [{environment}.global.parameters]";

    private static IEnumerable<string> Environments() =>
        Sections.Keys.Select(section => section.Split('.')[0]).Distinct();

    private static IEnumerable<string> Commands(string environment) =>
        Sections.Keys.Select(section => section.Split('.')).Where(parts => parts[0] == environment)
            .Select(parts => parts[1]);

    private static IEnumerable<string> Transforms() =>
        Template()["Transform"] is YamlSequenceNode list
            ? list.Select(transform => transform.ToString())
            : [Template()["Transform"].ToString()];

    private static YamlNode Template()
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "template.yaml"));
        yaml.Load(text);
        return yaml.Documents[0].RootNode;
    }

    /// <summary>The tables of the file with their keys; the values as they are written.</summary>
    private static Dictionary<string, Dictionary<string, string>> Parse(IEnumerable<string> lines)
    {
        var sections = new Dictionary<string, Dictionary<string, string>>();
        Dictionary<string, string>? section = null;
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
                sections[line.Trim('[', ']')] = section = [];
            else if (line.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, var value])
                section?.Add(key, value);
        }
        return sections;
    }
}
