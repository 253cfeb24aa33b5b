using Alerting.Redaction;
using CsCheck;

namespace Alerting.Tests.Redaction;

public class RedactionRulesTests
{
    public static TheoryData<string> Kinds { get; } = [.. RedactionRules.Table.Select(rule => rule.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_rules_example_is_redacted_by_that_rule_and_no_other(string kind)
    {
        var rule = RedactionRules.Table.Single(rule => rule.Kind == kind);

        new RuleSet([rule]).Apply(rule.Example).ShouldBe(rule.Redacted);
        new RuleSet(RedactionRules.Table.Where(other => other != rule)).Apply(rule.Example).ShouldBe(rule.Example);
        Redactor.BuiltIn.Apply(rule.Example).ShouldBe(rule.Redacted);
    }

    [Fact]
    public void The_search_for_words_before_the_rules_misses_no_secret()
    {
        var thorough = new RuleSet(RedactionRules.Table.Select(rule => rule with { CanOccur = _ => true }));

        RedactorTests.Pieces.Sample(
            text => RedactionRules.All.Apply(text).ShouldBe(thorough.Apply(text)), iter: 50_000, threads: 1);
    }
}
