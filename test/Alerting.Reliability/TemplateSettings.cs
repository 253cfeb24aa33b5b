using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Alerting.Reliability;

/// <summary>The numbers of template.yaml that decide what a fault costs.</summary>
internal sealed class TemplateSettings
{
    private readonly YamlNode _root;

    private TemplateSettings(YamlNode root) => _root = root;

    public static TemplateSettings Read()
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "template.yaml"));
        yaml.Load(text);
        return new TemplateSettings(yaml.Documents[0].RootNode);
    }

    public TimeSpan VisibilityOf(string queue) => Seconds(Properties(queue)["VisibilityTimeout"]);

    public int MaxReceivesOf(string queue) => Number(Properties(queue)["RedrivePolicy"]["maxReceiveCount"]);

    public TimeSpan TimeoutOf(string function)
    {
        var own = ((YamlMappingNode)Properties(function)).Children;
        return Seconds(own.TryGetValue("Timeout", out var timeout) ? timeout : _root["Globals"]["Function"]["Timeout"]);
    }

    private YamlNode Properties(string resource) => _root["Resources"][resource]["Properties"];

    private static TimeSpan Seconds(YamlNode node) => TimeSpan.FromSeconds(Number(node));

    private static int Number(YamlNode node) => int.Parse(node.ToString(), CultureInfo.InvariantCulture);
}
