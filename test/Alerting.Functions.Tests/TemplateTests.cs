using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>What <c>template.yaml</c> and the code must agree on, and what no template of ours may do.</summary>
public sealed class TemplateTests
{
    private static readonly YamlMappingNode Template = Load();

    [Fact]
    public void Every_function_has_a_role_that_the_executable_knows()
    {
        var roles = Functions().Select(function => Text(function.Properties, "Environment", "Variables", FunctionRoles.Variable)).ToArray();

        roles.ShouldNotBeEmpty();
        foreach (var role in roles)
            FunctionRoles.TryParse(role, out _).ShouldBeTrue($"ALERTING_FUNCTION: {role}");
        roles.Distinct().Count().ShouldBe(Enum.GetValues<FunctionRole>().Length, "every role is deployed, and once");
    }

    [Fact]
    public void Every_function_is_built_by_the_makefile_where_the_solution_stands()
    {
        foreach (var (name, function) in Resources("AWS::Serverless::Function"))
        {
            Text(function, "Metadata", "BuildMethod").ShouldBe("makefile", name);
            Text(function, "Metadata", "WorkingDirectory").ShouldBe(".", name);
        }
    }

    [Fact]
    public void What_is_invoked_asynchronously_keeps_what_fails()
    {
        foreach (var (name, properties) in Functions().Where(function =>
            Text(function.Properties, "FunctionUrlConfig", "AuthType") is null && Queue(function.Properties) is null))
            Text(properties, "EventInvokeConfig", "DestinationConfig", "OnFailure", "Type").ShouldBe("SQS", name);
    }

    [Fact]
    public void What_reads_a_queue_reports_single_failures_and_its_queue_keeps_what_fails()
    {
        var timeout = int.Parse(Text(Template, "Globals", "Function", "Timeout")!, CultureInfo.InvariantCulture);
        var queues = Resources("AWS::SQS::Queue").ToDictionary(queue => queue.Name, queue => queue.Resource["Properties"]);
        var readers = Functions().Where(function => Queue(function.Properties) is not null).ToArray();

        readers.Length.ShouldBe(2);
        foreach (var (name, properties) in readers)
        {
            var (source, queue) = Queue(properties)!.Value;
            ((YamlSequenceNode)source["FunctionResponseTypes"]).Single().ToString().ShouldBe("ReportBatchItemFailures", name);
            int.Parse(Text(queues[queue], "VisibilityTimeout")!, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(6 * timeout, queue);
            var deadLetters = Text(queues[queue], "RedrivePolicy", "deadLetterTargetArn")!.Split('.')[0];
            Text(queues[deadLetters], "FifoQueue").ShouldBe(Text(queues[queue], "FifoQueue"), "FIFO queues need FIFO dead letters");
        }
    }

    [Fact]
    public void No_permission_is_for_everything()
    {
        foreach (var scalar in Template.AllNodes.OfType<YamlMappingNode>().SelectMany(node => node.Children))
        {
            if (scalar.Key is YamlScalarNode { Value: "Action" or "Resource" } && scalar.Value is YamlScalarNode { Value: { } value })
                value.ShouldNotContain("*");
        }
    }

    /// <summary>The event source that is a queue, and the queue's name.</summary>
    private static (YamlNode Source, string Queue)? Queue(YamlNode function)
    {
        if (function is not YamlMappingNode map || !map.Children.TryGetValue("Events", out var events))
            return null;
        foreach (var (_, source) in ((YamlMappingNode)events).Children)
            if (Text(source, "Type") == "SQS")
                return (source["Properties"], Text(source, "Properties", "Queue")!.Split('.')[0]);
        return null;
    }

    private static IEnumerable<(string Name, YamlMappingNode Properties)> Functions() =>
        Resources("AWS::Serverless::Function").Select(function => (function.Name, (YamlMappingNode)function.Resource["Properties"]));

    private static IEnumerable<(string Name, YamlMappingNode Resource)> Resources(string type) =>
        ((YamlMappingNode)Template["Resources"]).Children
            .Where(resource => resource.Value is YamlMappingNode)
            .Select(resource => (((YamlScalarNode)resource.Key).Value!, (YamlMappingNode)resource.Value))
            .Where(resource => Text(resource.Item2, "Type") == type);

    private static string? Text(YamlNode node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(key), out node!))
                return null;
        }
        return (node as YamlScalarNode)?.Value;
    }

    private static YamlMappingNode Load()
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "template.yaml"));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
