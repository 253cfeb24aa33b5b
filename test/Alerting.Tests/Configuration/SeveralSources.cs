using Alerting.Configuration;

namespace Alerting.Tests.Configuration;

/// <summary>A parameter holds 4 KB, so a configuration may come from several.</summary>
public class SeveralSources
{
    private const string Base = """
        timezone: Europe/London
        receivers:
          chat: { sns: "arn:aws:sns:eu-west-1:123456789012:a" }
        routes:
          - { name: pages, match: ['severity =~ "error|critical"'], to: [chat, oncall] }
        """;

    private const string Rota = """
        people: { ann: { sms: "+447700900001" } }
        receivers:
          oncall: { people: ann }
        routes:
          - to: chat
        """;

    [Fact]
    public void Names_and_lists_add_up_in_the_order_of_the_sources()
    {
        var config = Read(Base, Rota).Config.ShouldNotBeNull();

        config.Receivers.Keys.ShouldBe(["chat", "oncall"]);
        config.Routes.Select(route => route.Display).ShouldBe(["pages", "everything"]);
        Read(Rota, Base).Config.ShouldNotBeNull().Routes.Select(route => route.Display)
            .ShouldBe(["everything", "pages"]);
    }

    [Theory]
    [InlineData("timezone: UTC", "b.yaml:1:1: timezone is written on line 1 of a.yaml too. Keep one of them.")]
    [InlineData("receivers:\n  chat: { sms: \"+447700900001\" }",
        "b.yaml:2:3: \"chat\" in receivers is written on line 3 of a.yaml too. Keep one of them.")]
    [InlineData("routes:\n  - { name: pages, to: chat }",
        "b.yaml:2:13: Duplicate route name \"pages\", first used on line 5 of a.yaml.")]
    [InlineData("routes: [{ to: chta }]", "b.yaml:1:16: Unknown receiver \"chta\". Did you mean \"chat\"?")]
    [InlineData("recievers: {}", "b.yaml:1:1: Unknown key \"recievers\" in the configuration.")]
    [InlineData("- a", "b.yaml:1:1: The configuration must be a mapping.")]
    [InlineData("receivers: [chat]", "b.yaml:1:12: receivers must be a mapping.")]
    [InlineData("a: [", "b.yaml:1:")]
    [InlineData("", "b.yaml:1:1: This source is empty.")]
    [InlineData("# nothing", "b.yaml:1:1: This source is empty.")]
    public void An_error_names_its_source(string second, string error) =>
        Read(Base, second).Errors.Select(each => $"{each}")
            .ShouldContain(each => each.StartsWith(error, StringComparison.Ordinal));

    [Fact]
    public void Errors_stand_in_the_order_of_the_sources() =>
        ConfigFile.Load([new("z.yaml", "a: 1"), new("a.yaml", "b: 1")], _ => null).Errors
            .Select(error => error.File).Distinct().ShouldBe(["z.yaml", "a.yaml"]);

    [Fact]
    public void A_note_names_the_line_of_another_source() =>
        ConfigFile.Load([new("a.yaml", Base), new("b.yaml", Rota), new("c.yaml", "routes: [{ to: oncall }]")], _ => null)
            .Notes.ShouldContain(note => $"{note}" == "c.yaml:1:10: No alert reaches this route: the one on line 5 of " +
                "b.yaml takes every alert. Move this route above it, or add continue: true there.");

    private static ConfigResult Read(string first, string second) =>
        ConfigFile.Load([new("a.yaml", first), new("b.yaml", second)], _ => null);
}
