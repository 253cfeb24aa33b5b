using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>The variables that <c>sam local invoke</c> sets with <c>env.local.json</c>.</summary>
internal static class LocalEnvironment
{
    public static IReadOnlyDictionary<string, Dictionary<string, string>> All { get; } = Read();

    /// <summary>The template's variables, over them those of the file, and what SAM adds.</summary>
    public static Dictionary<string, string> Of(string function)
    {
        var root = Template();
        var variables = new Dictionary<string, string>();
        foreach (var declared in (YamlNode[])[root["Globals"]["Function"], root["Resources"][function]["Properties"]])
        {
            foreach (var (name, value) in ((YamlMappingNode)declared["Environment"]["Variables"]).Children)
                variables[name.ToString()] = Resolve(value, root["Parameters"]);
        }
        foreach (var (name, value) in All[function])
            variables[name] = value;
        variables["AWS_SAM_LOCAL"] = "true";
        variables["AWS_LAMBDA_LOG_FORMAT"] = "JSON";
        variables["AWS_REGION"] = "eu-west-1";
        return variables;
    }

    /// <summary>
    /// A parameter's default, and of a resource its logical id: SAM knows no other value, so the queues have names
    /// here. What depends on a condition is empty, as all conditions on receivers are false by default.
    /// </summary>
    private static string Resolve(YamlNode value, YamlNode parameters)
    {
        if (value is not YamlScalarNode scalar)
            return "";
        var name = scalar.Value!;
        var isReference = !scalar.Tag.IsEmpty && scalar.Tag.Value == "!Ref";
        return isReference && ((YamlMappingNode)parameters).Children.TryGetValue(name, out var parameter)
            ? parameter["Default"].ToString()
            : name;
    }

    private static YamlNode Template()
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "template.yaml"));
        yaml.Load(text);
        return yaml.Documents[0].RootNode;
    }

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "env.local.json")));
        return json.RootElement.EnumerateObject().ToDictionary(
            function => function.Name,
            function => function.Value.EnumerateObject()
                .ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!));
    }
}
