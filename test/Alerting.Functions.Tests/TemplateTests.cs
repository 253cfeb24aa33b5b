using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>Checks that <c>template.yaml</c> fits the code and follows our rules.</summary>
public sealed class TemplateTests
{
    private static readonly YamlMappingNode Template = Load();

    [Fact]
    public void Every_function_has_a_valid_role()
    {
        var roles = Functions().Select(
            function => Text(function.Properties, "Environment", "Variables", FunctionRoles.Variable)).ToArray();

        roles.ShouldNotBeEmpty();
        foreach (var role in roles)
            FunctionRoles.TryParse(role, out _).ShouldBeTrue($"ALERTING_FUNCTION: {role}");
        roles.Distinct().Count().ShouldBe(Enum.GetValues<FunctionRole>().Length, "every role is deployed exactly once");
    }

    [Fact]
    public void The_makefile_builds_every_function_in_the_solution_folder()
    {
        foreach (var (name, function) in Resources("AWS::Serverless::Function"))
        {
            Text(function, "Metadata", "BuildMethod").ShouldBe("makefile", name);
            Text(function, "Metadata", "WorkingDirectory").ShouldBe(".", name);
        }
    }

    [Fact]
    public void Asynchronous_functions_have_a_dead_letter_queue()
    {
        var synchronous = Resources("AWS::Lambda::Url")
            .Select(url => Text(url.Resource, "Properties", "TargetFunctionArn")).ToArray();
        synchronous.ShouldBe(["WebhookFunction"]);
        foreach (var (name, properties) in Functions().Where(function =>
            !synchronous.Contains(function.Name) && !Queues(function.Properties).Any()))
        {
            Text(properties, "EventInvokeConfig", "DestinationConfig", "OnFailure", "Type").ShouldBe("SQS", name);
        }
    }

    [Fact]
    public void Queue_functions_report_failures_per_message_and_their_queues_have_dead_letters()
    {
        var timeout = int.Parse(Text(Template, "Globals", "Function", "Timeout")!, CultureInfo.InvariantCulture);
        var queues =
            Resources("AWS::SQS::Queue").ToDictionary(queue => queue.Name, queue => queue.Resource["Properties"]);
        var readers = Functions().SelectMany(function => Queues(function.Properties)
            .Select(read => (function.Name, function.Properties, read.Source, read.Queue))).ToArray();

        readers.Select(reader => reader.Queue).ShouldBe(["GroupsQueue", "DeliveriesQueue", "PagesQueue"]);
        foreach (var (name, properties, source, queue) in readers)
        {
            ((YamlSequenceNode)source["FunctionResponseTypes"]).Single().ToString()
                .ShouldBe("ReportBatchItemFailures", name);
            // Longer, or Lambda refuses it; hardly longer, because a crash costs a page this time.
            var own = Text(properties, "Timeout") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : timeout;
            int.Parse(Text(queues[queue], "VisibilityTimeout")!, CultureInfo.InvariantCulture)
                .ShouldBeInRange(own + 5, own + 10, queue);
            var deadLetters = Text(queues[queue], "RedrivePolicy", "deadLetterTargetArn")!.Split('.')[0];
            Text(queues[deadLetters], "FifoQueue")
                .ShouldBe(Text(queues[queue], "FifoQueue"), "FIFO queues need FIFO dead letters");
        }
    }

    /// <summary>A throttled function would leave pages hidden until their visibility timeout ends.</summary>
    [Fact]
    public void Pages_and_other_deliveries_share_the_reserved_concurrency()
    {
        var allowed = Values(Template["Parameters"]["DeliverConcurrency"], "AllowedValues");
        var slots = ((YamlMappingNode)Template["Mappings"]["DeliverySlots"]).Children;

        slots.Keys.Select(key => key.ToString()).ShouldBe(allowed);
        foreach (var (limit, shares) in slots.Where(pair => pair.Key.ToString() != "0"))
        {
            (int.Parse(Text(shares, "Pages")!, CultureInfo.InvariantCulture)
                + int.Parse(Text(shares, "Others")!, CultureInfo.InvariantCulture))
                .ShouldBe(int.Parse(limit.ToString(), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Otherwise an upgrade could queue pages before the queue's event source exists.</summary>
    [Fact]
    public void Groups_queue_pages_only_once_something_reads_them() =>
        Text(Template, "Resources", "GroupFunction", "DependsOn").ShouldBe("DeliverFunctionPages");

    /// <summary>
    /// X-Ray has no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    /// </summary>
    [Fact]
    public void No_permission_has_a_wildcard_that_can_be_narrower()
    {
        var statements =
            Template.AllNodes.OfType<YamlMappingNode>().Where(node => Text(node, "Effect") == "Allow").ToArray();

        statements.Length.ShouldBeGreaterThan(20);
        foreach (var statement in statements)
        {
            var actions = Values(statement, "Action");
            actions.ShouldAllBe(action => !action.Contains('*'), Text(statement, "Sid"));
            if (!actions.All(action => action.StartsWith("xray:", StringComparison.Ordinal)
                || action is FilterLogEvents or DescribeMetricFilters))
            {
                Values(statement, "Resource").ShouldAllBe(resource => !resource.Contains('*'), Text(statement, "Sid"));
            }
        }
    }

    /// <summary>
    /// IAM wants ":*" behind the name of a log group for it:
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    /// </summary>
    private const string FilterLogEvents = "logs:FilterLogEvents";

    /// <summary>Which log group a metric is made of is only known when it is found.</summary>
    private const string DescribeMetricFilters = "logs:DescribeMetricFilters";

    /// <summary>No log group is allowed but those that the deployer named.</summary>
    [Fact]
    public void Lines_are_read_only_in_the_log_groups_of_the_parameter()
    {
        var statement = Template.AllNodes.OfType<YamlMappingNode>()
            .Single(node => Text(node, "Sid") == "LookForTheLikelyCause");

        var groups = ((YamlSequenceNode)statement["Resource"]).Cast<YamlSequenceNode>()
            .Select(sub => sub[0].ToString()).ToArray();

        groups.Length.ShouldBe(10);
        groups.ShouldAllBe(group => group.EndsWith(":log-group:${Name}:*", StringComparison.Ordinal));
        Values(statement, "Action").ShouldBe([FilterLogEvents]);
    }

    /// <summary>Each queue and topic has a policy that refuses requests without TLS.</summary>
    [Fact]
    public void Queues_and_topics_are_used_over_tls_only()
    {
        var policies = Resources()
            .Where(resource => Text(resource.Resource, "Type") is "AWS::SQS::QueuePolicy" or "AWS::SNS::TopicPolicy");
        var covered = policies.Where(policy => policy.Resource.AllNodes.OfType<YamlMappingNode>().Any(statement =>
                Text(statement, "Effect") == "Deny"
                    && Text(statement, "Condition", "Bool", "aws:SecureTransport") == "false"))
            .SelectMany(policy => Values(policy.Resource["Properties"], "Queues")
            .Concat(Values(policy.Resource["Properties"], "Topics")));

        covered.Order().ShouldBe(Resources("AWS::SQS::Queue").Concat(Resources("AWS::SNS::Topic"))
            .Select(resource => resource.Name).Order());
    }

    /// <summary>A function whose role SAM writes could log to every log group and read every queue.</summary>
    [Fact]
    public void Every_function_has_a_role_written_out()
    {
        foreach (var (name, properties) in Functions())
        {
            Text(properties, "Role").ShouldBe(name + "Role.Arn");
            Text(properties, "Policies").ShouldBeNull();
        }
    }

    /// <summary><c>sam deploy --guided</c> asks about each and takes Enter for no, which ends it.</summary>
    [Fact]
    public void Nothing_makes_the_guided_deployment_ask_about_authentication() =>
        Functions().ShouldAllBe(
            function => !function.Properties.Children.ContainsKey(new YamlScalarNode("FunctionUrlConfig")));

    [Fact]
    public void No_resource_name_conflicts_with_a_second_stack_in_the_account()
    {
        foreach (var (name, resource) in Resources())
        {
            var type = Text(resource, "Type")!;
            var resourceName = Text(resource, "Properties", NameOf(type));
            (resourceName?.Contains("${AWS::StackName}", StringComparison.Ordinal) ?? true)
                .ShouldBeTrue($"{name} is a {type} and would be named {resourceName}");
        }
        // SAM names a schedule after its function and event, without the stack's name.
        var schedules = Functions().SelectMany(function => Events(function.Properties))
            .Where(source => Text(source, "Type")!.StartsWith("Schedule", StringComparison.Ordinal)).ToArray();
        schedules.ShouldNotBeEmpty();
        foreach (var schedule in schedules)
        {
            Text(schedule, "Type").ShouldBe("ScheduleV2");
            Text(schedule, "Properties", "OmitName").ShouldBe("true");
            Text(schedule, "Properties", "Name").ShouldBeNull();
        }
    }

    /// <summary>The property that would set the resource's name.</summary>
    private static string NameOf(string type) => type.Split("::")[^1] switch
    {
        "Function" => "FunctionName",
        "Topic" => "TopicName",
        "Queue" => "QueueName",
        "Table" => "TableName",
        "Alarm" => "AlarmName",
        "LogGroup" => "LogGroupName",
        "SubscriptionFilter" => "FilterName",
        "ManagedPolicy" => "ManagedPolicyName",
        "Role" => "RoleName",
        "Rule" or "Schedule" or "QueryDefinition" or "Secret" => "Name",
        "Dashboard" => "DashboardName",
        // These have no names.
        "Permission" or "Subscription" or "TopicPolicy" or "QueuePolicy" or "Url" => "Name",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Add its name property here."),
    };

    /// <summary>The function's SQS event sources and the queues' names.</summary>
    private static IEnumerable<(YamlNode Source, string Queue)> Queues(YamlNode function) => Events(function)
        .Where(source => Text(source, "Type") == "SQS")
        .Select(source => (source["Properties"], Text(source, "Properties", "Queue")!.Split('.')[0]));

    private static IEnumerable<YamlNode> Events(YamlNode function) =>
        function is YamlMappingNode map && map.Children.TryGetValue("Events", out var events)
            ? ((YamlMappingNode)events).Children.Values
            : [];

    private static IEnumerable<(string Name, YamlMappingNode Properties)> Functions() =>
        Resources("AWS::Serverless::Function")
            .Select(function => (function.Name, (YamlMappingNode)function.Resource["Properties"]));

    private static IEnumerable<(string Name, YamlMappingNode Resource)> Resources(string type) =>
        Resources().Where(resource => Text(resource.Resource, "Type") == type);

    private static IEnumerable<(string Name, YamlMappingNode Resource)> Resources() =>
        ((YamlMappingNode)Template["Resources"]).Children
            .Select(resource => (((YamlScalarNode)resource.Key).Value!, (YamlMappingNode)resource.Value));

    /// <summary>The texts under a key: one, or a list.</summary>
    private static string[] Values(YamlNode node, string key) =>
        node is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(key), out var found) ? []
        : found is YamlSequenceNode list ? [.. list.Select(item => item.ToString())] : [found.ToString()];

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
