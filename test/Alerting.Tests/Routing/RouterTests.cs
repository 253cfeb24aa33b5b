using Alerting.Alerts;
using Alerting.Routing;

namespace Alerting.Tests.Routing;

/// <summary>Each test has a routing tree and the routes expected to match one alert.</summary>
public sealed class RouterTests
{
    [Fact]
    public void The_first_match_stops() => Taken("""
        - { name: a, match: ['severity = "error"'], to: chat }
        - { name: b, to: chat }
        """).ShouldBe(["a"]);

    [Fact]
    public void Continue_goes_on_to_the_next_match() => Taken("""
        - { name: a, match: ['severity = "error"'], to: chat, continue: true }
        - { name: b, match: ['severity = "warning"'], to: chat }
        - { name: c, to: chat }
        - { name: d, to: chat }
        """).ShouldBe(["a", "c"]);

    [Fact]
    public void A_child_that_matches_takes_it_from_its_parent() => Taken("""
        - name: parent
          to: chat
          routes:
            - { name: other, match: ['region = "us-east-1"'] }
            - { name: child, match: ['region = "eu-west-1"'] }
        """).ShouldBe(["child"]);

    [Fact]
    public void Without_a_matching_child_the_parent_takes_it() => Taken("""
        - name: parent
          to: chat
          routes: [{ name: child, match: ['region = "us-east-1"'] }]
        """).ShouldBe(["parent"]);

    [Fact]
    public void A_parent_without_receivers_passes_on_alerts_no_child_matches() => Taken("""
        - name: sorting
          routes: [{ name: child, match: ['region = "us-east-1"'], to: chat }]
        - { name: rest, to: chat }
        """).ShouldBe(["rest"]);

    [Fact]
    public void A_parent_without_receivers_stops_at_the_child_that_matches() => Taken("""
        - name: sorting
          routes: [{ name: child, match: ['region = "eu-west-1"'], to: chat }]
        - { name: rest, to: chat }
        """).ShouldBe(["child"]);

    [Fact]
    public void A_parent_that_continues_goes_on_after_its_child() => Taken("""
        - name: parent
          to: chat
          continue: true
          routes: [{ name: child }]
        - { name: after, to: chat }
        """).ShouldBe(["child", "after"]);

    [Fact]
    public void A_child_that_continues_stays_within_its_parent() => Taken("""
        - name: parent
          to: chat
          routes:
            - { name: first, continue: true }
            - { name: second }
        - { name: after, to: chat }
        """).ShouldBe(["first", "second"]);

    [Fact]
    public void A_null_route_takes_its_alerts() => Taken("""
        - { name: null-route, match: ['severity = "error"'], to: [] }
        - { name: rest, to: chat }
        """).ShouldBe(["null-route"]);

    [Fact]
    public void A_null_child_takes_its_alerts_from_its_parent() => Taken("""
        - name: parent
          to: chat
          routes: [{ name: null-route, match: ['region = "eu-west-1"'], to: [] }]
        """).ShouldBe(["null-route"]);

    [Fact]
    public void A_null_route_that_continues_goes_on() => Taken("""
        - { name: null-route, to: [], continue: true }
        - { name: rest, to: chat }
        """).ShouldBe(["null-route", "rest"]);

    [Fact]
    public void Without_a_match_there_is_no_route() =>
        Taken("- { name: a, match: ['severity = \"info\"'], to: chat }").ShouldBeEmpty();

    [Fact]
    public void The_group_is_the_route_and_the_values_of_its_labels()
    {
        var config = Some.Config("""
            receivers: { chat: { slack: "https://hooks.slack.com/services/x" } }
            routes: [{ name: a, to: chat, group_by: [region, tag_team, name] }]
            """);

        var match = new Router(config.Routes).Match(Some.Alert()).ShouldHaveSingleItem();

        match.GroupKey.ShouldBe("a/region=eu-west-1,tag_team=,name=orders-api errors");
    }

    private static IEnumerable<string> Taken(string routes)
    {
        var yaml = "receivers: { chat: { slack: 'https://hooks.slack.com/services/x' } }\nroutes:\n  " +
            routes.ReplaceLineEndings("\n  ");
        return new Router(Some.Config(yaml).Routes).Match(Some.Alert(severity: Severity.Error))
            .Select(match => match.Route.Id);
    }
}
