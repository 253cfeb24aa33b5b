using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Alerting.Scenarios;

/// <summary>
/// <c>docs/grouping.md</c> names methods and scenarios that exist, and the folders it describes form layers.
/// </summary>
public sealed partial class GroupingDocument
{
    private static readonly string[] Layers = ["Storage", "Schedule", "Overflow", "Emission", "Transitions"];

    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    private static readonly string Domain = Path.Combine(Root, "src", "Alerting");

    [Fact]
    public void Each_rule_names_a_method_and_a_scenario_that_exist()
    {
        var scenarios = typeof(GroupingDocument).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.Name).ToHashSet();
        var rules = File.ReadAllLines(Path.Combine(Root, "docs", "grouping.md")).Select(line => Rule().Match(line))
            .Where(match => match.Success).ToArray();

        rules.Length.ShouldBeGreaterThan(30);
        foreach (var rule in rules)
        {
            scenarios.ShouldContain(rule.Groups["scenario"].Value);
            HasMethod(rule.Groups["class"].Value, rule.Groups["method"].Value).ShouldBeTrue(rule.Value);
        }
    }

    [Fact]
    public void A_folder_of_grouping_uses_only_the_folders_below_it()
    {
        for (var i = 0; i < Layers.Length; i++)
        {
            var above = Layers[(i + 1)..].Select(layer => $"using Alerting.Grouping.{layer};").ToHashSet();
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Domain, "Grouping", Layers[i]), "*.cs"))
                File.ReadLines(file).Where(above.Contains).ShouldBeEmpty(file);
        }
    }

    private static bool HasMethod(string type, string method) =>
        Directory.EnumerateFiles(Domain, "*.cs", SearchOption.AllDirectories).Any(file =>
            Regex.IsMatch(File.ReadAllText(file), $@"\b(class|record|struct) {type}\b[\s\S]*\b{method}[ (=]"));

    private static string Here([CallerFilePath] string file = "") => file;

    [GeneratedRegex(@"^\| .* \| `(?<class>\w+)\.(?<method>\w+)` \| `(?<scenario>\w+)` \|$")]
    private static partial Regex Rule();
}
