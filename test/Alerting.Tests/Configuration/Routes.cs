using Alerting.Alerts;
using Alerting.Routing;

namespace Alerting.Tests.Configuration;

public class Routes
{
    private const string Receivers = """
        time_intervals: { nights: { from: "22:00", to: "06:00" } }
        receivers:
          chat: { slack: "${ssm:/chat}" }
          phone: { sms: "+442079460000" }

        """;

    [Fact]
    public void Children_inherit_the_settings_they_leave_out()
    {
        var parent = Tree("""
            routes:
              - match: severity = "warning"
                to: chat
                continue: true
                group_by: [service]
                wait: 1m
                interval: 10m
                repeat: 2h
                resolve_after: 1h
                hold: nights
                routes:
                  - match: ['tag_team = "payments"']
                  - match: ['tag_team = "search"']
                    to: phone
                    group_by: []
                    repeat: never
              - to: chat
            """)[0];

        var (same, own) = (parent.Routes[0], parent.Routes[1]);
        (same with { Id = parent.Id, Display = parent.Display, Match = parent.Match, Continue = true,
            Routes = parent.Routes, Line = parent.Line, Column = parent.Column })
            .ShouldBe(parent);
        same.Continue.ShouldBeFalse();
        same.Display.ShouldBe("severity = \"warning\", tag_team = \"payments\"");
        own.To.ShouldBe(["phone"]);
        own.GroupBy.ShouldBeEmpty();
        own.Hold.ShouldBe("nights");
        own.RepeatFor(Severity.Error).ShouldBeNull();
    }

    [Fact]
    public void Without_settings_have_the_defaults()
    {
        var route = Tree("routes: [to: chat]")[0];

        route.Display.ShouldBe("everything");
        route.GroupBy.ShouldBe(["account", "region", "name"]);
        route.Interval.ShouldBe(TimeSpan.FromMinutes(5));
        route.ResolveAfter.ShouldBe(TimeSpan.FromMinutes(15));
        route.Hold.ShouldBeNull();
        route.WaitFor(Severity.Error).ShouldBe(TimeSpan.Zero);
        route.WaitFor(Severity.Warning).ShouldBe(TimeSpan.FromSeconds(30));
        route.RepeatFor(Severity.Critical).ShouldBe(TimeSpan.FromHours(1));
        route.RepeatFor(Severity.Error).ShouldBe(TimeSpan.FromHours(4));
        route.RepeatFor(Severity.Info).ShouldBeNull();
    }

    [Fact]
    public void A_route_sets_and_inherits_when_its_alerts_flap()
    {
        var routes = Tree("""
            flapping: never
            routes:
              - { to: chat, match: service = "db", flapping: { within: 1h }, routes: [ match: severity = "info" ] }
              - { to: chat, match: service = "web", flapping: never }
              - to: chat
            """);

        routes[0].Flapping.ShouldBe(new FlappingOptions(4, TimeSpan.FromHours(1)));
        routes[0].Routes[0].Flapping.ShouldBe(routes[0].Flapping);
        routes[1].Flapping.ShouldBe(FlappingOptions.Never);
        routes[2].Flapping.ShouldBeNull();
    }

    [Fact]
    public void Defaults_keep_the_differences_between_severities()
    {
        var route = Tree("""
            defaults: { repeat: 2h, wait: 2m, group_by: service }
            routes: [to: chat]
            """)[0];

        route.GroupBy.ShouldBe(["service"]);
        route.WaitFor(Severity.Critical).ShouldBe(TimeSpan.Zero);
        route.WaitFor(Severity.Info).ShouldBe(TimeSpan.FromMinutes(2));
        route.RepeatFor(Severity.Critical).ShouldBe(TimeSpan.FromHours(1));
        route.RepeatFor(Severity.Warning).ShouldBe(TimeSpan.FromHours(2));
        route.RepeatFor(Severity.Info).ShouldBeNull();
    }

    [Fact]
    public void Keep_their_identity_when_they_move()
    {
        const string first = "  - { match: ['a = \"1\"', 'b = \"2\"'], to: chat }\n";
        const string second = "  - { match: ['c = \"3\"'], to: chat, wait: 1m }\n";
        var before = Tree("routes:\n" + first + second);
        var after = Tree("routes:\n" + second.Replace("1m", "2m", StringComparison.Ordinal) + first);

        before[0].Id.ShouldMatch("^[0-9a-f]{16}$");
        after.Select(route => route.Id).ShouldBe([before[1].Id, before[0].Id]);
    }

    [Fact]
    public void That_are_equal_have_different_ids()
    {
        var routes = Tree("routes: [{ to: chat, continue: true }, { to: chat }, { name: mine, to: chat }]");

        routes.Select(route => route.Id).Distinct().Count().ShouldBe(3);
        routes[2].Id.ShouldBe("mine");
        routes[2].Display.ShouldBe("mine");
    }

    [Theory]
    [InlineData("[{ to: chat }]", null)]
    [InlineData("""[{ match: 'severity =~ "error|critical|warning"', to: chat }, { match: severity=info, to: chat }]""",
        null)]
    [InlineData("""[{ match: severity = "error", to: chat }]""",
        "Some alerts of severity critical, warning, info may match no route and notify nobody. Add a last route with " +
        "only to: [receiver].")]
    [InlineData("""[{ match: severity=info, to: [] }, { match: severity!=info, to: chat }]""", null)]
    [InlineData("""[{ routes: [{ to: chat }] }]""", null)]
    [InlineData("""[{ to: chat }, { match: severity=error, to: phone }]""",
        "No alert reaches this route: the one on line 5 takes every alert. Move this route above it, or add " +
        "continue: true there.")]
    [InlineData("""[{ to: chat, continue: true }, { match: severity=error, to: phone }]""", null)]
    public void That_leave_gaps_get_a_note(string routes, string? note) =>
        Load.Text($"{Receivers}routes: {routes}").Notes.Select(each => each.Text)
            .Where(text => !text.StartsWith("Nothing notifies receiver")).ShouldBe(note is null ? [] : [note]);

    [Theory]
    [InlineData("wait: 2m", 0, 120)]
    [InlineData("wait: { pages: 30s }", 30, 60)]
    [InlineData("wait: { other: 2m }", 10, 120)]
    [InlineData("wait: { pages: 0, other: 0 }", 0, 0)]
    [InlineData("repeat: 1h", 10, 60)]
    public void Inherit_the_wait_of_pages_and_of_others(string child, int pages, int others)
    {
        var parent = child == "wait: 2m" ? "1m" : "{ pages: 10s, other: 1m }";
        var route = Tree($"defaults: {{ wait: {parent} }}\nroutes: [{{ to: chat, {child} }}]")[0];

        route.WaitFor(Severity.Error).ShouldBe(TimeSpan.FromSeconds(pages));
        route.WaitFor(Severity.Critical).ShouldBe(TimeSpan.FromSeconds(pages));
        route.WaitFor(Severity.Warning).ShouldBe(TimeSpan.FromSeconds(others));
        route.WaitFor(Severity.Info).ShouldBe(TimeSpan.FromSeconds(others));
    }

    [Fact]
    public void That_are_empty_on_purpose_are_null_routes()
    {
        var routes = Tree("routes: [{ match: severity=info, to: [] }, { to: chat, routes: [{ match: a=b, to: [] }] }]");

        routes[0].IsNull.ShouldBeTrue();
        routes[1].IsNull.ShouldBeFalse();
        routes[1].Routes[0].IsNull.ShouldBeTrue();
    }

    private static IReadOnlyList<Route> Tree(string routes) => Load.Valid(Receivers + routes).Routes;
}
