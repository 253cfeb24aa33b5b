using System.Reflection;

namespace Alerting.Tests.Architecture;

/// <summary>
/// The folders of the domain depend downwards only. What a type uses is read from the compiled assembly, so a use
/// without a <c>using</c> counts, and a <c>using</c> for a comment does not. Constants are not seen: the compiler
/// copies them.
/// </summary>
public sealed class LayerTests
{
    /// <summary>From the top. A folder may use its own line and those below. The longest name counts.</summary>
    private static readonly string[][] Layers =
    [
        ["InProcess"],
        ["AlertPipeline", "Intake", "TraceJson"],
        ["Answers"],
        ["Grouping"],
        ["Beside"],
        ["Deliveries"],
        ["OnCall.Contacts"],
        ["Configuration.Reading", "Configuration.Advice", "Configuration.Yaml", "Configuration.ConfigFile"],
        ["Channels"],
        ["Heartbeats", "Checks"],
        ["Notifications", "Trace", "TracedAlert", "Decision", "DecisionAction", "DecisionActionNames"],
        ["Incidents"],
        ["Sources"],
        ["Silencing"],
        ["OnCall"],
        ["Classification"],
        ["Configuration"],
        ["Routing"],
        ["Redaction"],
        ["Alerts"],
        ["Text"],
    ];

    private static readonly Assembly Domain = typeof(AlertPipeline).Assembly;

    [Fact]
    public void Every_type_is_in_a_layer() =>
        DomainTypes().Select(NameOf).Where(name => LayerOf(name).Rank < 0).Distinct()
            .Select(name => $"{name} is in no layer: add its folder to {nameof(LayerTests)}.").ShouldBeEmpty();

    [Fact]
    public void Folders_depend_downwards_only() =>
        UpwardUses().Select(use => $"{use.User} uses {use.Used}: " +
            $"{LayerOf(use.User).Name} may not depend on {LayerOf(use.Used).Name}.").ShouldBeEmpty();

    private static (string User, string Used)[] UpwardUses() =>
    [
        .. from type in DomainTypes()
           from used in TypeUses.Of(type)
           where used.Assembly == Domain && used.Namespace is not null
           let user = NameOf(type)
           let other = NameOf(used)
           where LayerOf(other).Rank >= 0 && LayerOf(other).Rank < LayerOf(user).Rank
           group other by (user, other) into pair
           orderby pair.Key
           select pair.Key,
    ];

    /// <summary>Without what the compiler adds.</summary>
    private static IEnumerable<Type> DomainTypes() =>
        Domain.GetTypes().Where(type => type.Namespace?.StartsWith("Alerting", StringComparison.Ordinal) == true);

    /// <summary>The outermost type, <c>Channels/TextCut</c> for <c>Alerting.Channels.TextCut</c>.</summary>
    private static string NameOf(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.FullName!["Alerting.".Length..].Split('`')[0].Replace('.', '/');
    }

    private static (int Rank, string Name) LayerOf(string type)
    {
        var name = type.Replace('/', '.') + ".";
        var (rank, longest) = (-1, "");
        for (var i = 0; i < Layers.Length; i++)
        {
            foreach (var folder in Layers[i])
            {
                if (name.StartsWith(folder + ".", StringComparison.Ordinal) && folder.Length > longest.Length)
                    (rank, longest) = (i, folder);
            }
        }
        return (rank, longest);
    }
}
