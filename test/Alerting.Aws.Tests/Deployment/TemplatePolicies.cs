using System.Globalization;
using Alerting.Functions;
using YamlDotNet.RepresentationModel;

namespace Alerting.Aws.Tests.Deployment;

/// <summary>The permissions of each function in <c>template.yaml</c>, with every parameter set.</summary>
internal sealed class TemplatePolicies
{
    private static readonly string[] PolicyTypes = ["AWS::IAM::ManagedPolicy", "AWS::IAM::Role"];
    private readonly YamlMappingNode _resources = Load();
    private readonly Dictionary<string, IReadOnlyList<Permission>> _byRole = [];
    private readonly HashSet<(string Role, string Variable)> _variables = [];

    private TemplatePolicies()
    {
        foreach (var (_, function) in _resources.Children.Where(
            resource => IsOf(resource.Value, "AWS::Serverless::Function")))
        {
            var properties = (YamlMappingNode)function["Properties"];
            var role = Logical(properties["Role"].ToString());
            var variables = (YamlMappingNode)properties["Environment"]["Variables"];
            var name = variables[FunctionRoles.Variable].ToString();
            _byRole[name] = [.. OfRole(role)];
            _variables.UnionWith(variables.Children.Keys.Select(variable => (name, variable.ToString())));
        }
    }

    public static TemplatePolicies Current { get; } = new();

    public IEnumerable<string> Roles => _byRole.Keys;

    /// <param name="role">As in <c>ALERTING_FUNCTION</c>.</param>
    public IReadOnlyList<Permission> Of(string role) => _byRole[role];

    /// <summary>Whether the function itself sets the variable, not all functions.</summary>
    public bool Sets(string role, string variable) => _variables.Contains((role, variable));

    /// <summary>The permission that a call needs; null where it is not granted.</summary>
    public Permission? Find(string role, AwsCall call) =>
        _byRole[role].FirstOrDefault(permission => permission.Covers(call));

    /// <summary>In seconds.</summary>
    public int VisibilityTimeoutOf(string queue) =>
        int.Parse(_resources[queue]["Properties"]["VisibilityTimeout"].ToString(), CultureInfo.InvariantCulture);

    private IEnumerable<Permission> OfRole(string name)
    {
        var properties = (YamlMappingNode)_resources[name]["Properties"];
        var inline = ((YamlSequenceNode)properties["Policies"]).Select(policy => policy["PolicyDocument"]);
        var managed = ((YamlSequenceNode)properties["ManagedPolicyArns"])
            .Select(policy => _resources[Chosen(policy).ToString()]["Properties"]["PolicyDocument"]);
        // Roles must be written out: policies that SAM or AWS would add could not be read here.
        PolicyTypes.ShouldContain(_resources[name]["Type"].ToString());
        return inline.Concat(managed).SelectMany(policy => (YamlSequenceNode)policy["Statement"]).SelectMany(Statement);
    }

    /// <summary>Of an <c>!If</c>, what applies when the parameter is set.</summary>
    private static YamlNode Chosen(YamlNode node) => node is YamlSequenceNode choice ? choice[1] : node;

    /// <summary>One permission for each action on each resource.</summary>
    private static IEnumerable<Permission> Statement(YamlNode node)
    {
        var statement = (YamlMappingNode)Chosen(node);
        statement["Effect"].ToString().ShouldBe("Allow");
        var resources = statement.Children.TryGetValue(new YamlScalarNode("Resource"), out var named)
            ? Texts(named).Select(Logical)
            : [Permission.NoArn];
        var keys = statement.Children.TryGetValue(new YamlScalarNode("Condition"), out var condition)
            ? ((YamlMappingNode)condition).Children.SelectMany(test => ((YamlMappingNode)test.Value).Children)
                .Where(pair => pair.Key.ToString() == "dynamodb:LeadingKeys")
                .SelectMany(pair => (YamlSequenceNode)pair.Value)
                .Select(key => key.ToString()).ToArray()
            : [];
        return from action in Texts(statement["Action"])
               from resource in resources
               select new Permission(statement["Sid"].ToString(), action, resource, keys);
    }

    private static IEnumerable<string> Texts(YamlNode node) =>
        node is YamlSequenceNode list ? list.Select(item => item.ToString()) : [node.ToString()];

    /// <summary>The logical id, or the stack's parameter with the name, in a reference.</summary>
    private static string Logical(string reference)
    {
        if (reference.Contains(AwsCall.LogGroups) || reference.EndsWith(":log-group:*", StringComparison.Ordinal))
            return AwsCall.LogGroups;
        if (reference.IndexOf(":parameter${", StringComparison.Ordinal) is > 0 and var start)
            return reference[(start + ":parameter${".Length)..^1];
        if (reference.IndexOf(":parameter/aws/reference/", StringComparison.Ordinal) is > 0 and var named)
            reference = reference[(named + 1)..];
        return reference.Replace("${", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
            .Replace(".Arn", "", StringComparison.Ordinal);
    }

    private static bool IsOf(YamlNode resource, string type) =>
        resource is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode("Type"), out var found)
            && found.ToString() == type;

    private static YamlMappingNode Load()
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "template.yaml"));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode["Resources"];
    }
}

/// <param name="Resource">The logical id of the resource.</param>
/// <param name="LeadingKeys">Partitions of the table; a final <c>*</c> matches any end, and an empty list matches
/// all.</param>
internal sealed record Permission(string Sid, string Action, string Resource, IReadOnlyList<string> LeadingKeys)
{
    /// <summary>Phone numbers, which have no ARN.</summary>
    public const string NoArn = "no ARN";

    public bool Covers(AwsCall call) => Action == call.Action && Resource == call.Resource
        && (LeadingKeys.Count == 0
            || (call.LeadingKey is { } key && LeadingKeys.Any(pattern => Matches(pattern, key))));

    private static bool Matches(string pattern, string key) =>
        pattern.EndsWith('*') ? key.StartsWith(pattern[..^1], StringComparison.Ordinal) : key == pattern;
}
