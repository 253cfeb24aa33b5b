namespace Alerting.Tests.Configuration;

public class InhibitRules
{
    private const string Before = """
        receivers: { chat: { slack: "${ssm:/chat}" } }
        routes: [to: chat]
        inhibit:

        """;

    [Fact]
    public void Have_a_grace_of_a_minute_at_the_end_only()
    {
        var rule = Load.Valid(Before + "  - { when: [name = a], mute: [name = b], unequal: region }").Inhibit[0];

        rule.GraceAtEnd.ShouldBe(TimeSpan.FromMinutes(1));
        rule.GraceAtStart.ShouldBe(TimeSpan.Zero);
        rule.Unequal.ShouldBe(["region"]);
    }

    [Theory]
    [InlineData("0s", 0)]
    [InlineData("5m", 300)]
    public void With_a_grace_have_it_on_both_sides(string grace, int seconds)
    {
        var rule = Load.Valid($"{Before}  - {{ when: [name = a], mute: [name = b], grace: {grace} }}").Inhibit[0];

        rule.GraceAtEnd.ShouldBe(TimeSpan.FromSeconds(seconds));
        rule.GraceAtStart.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("{ mute: [name = b] }")]
    [InlineData("{ when: [], mute: [name = b] }")]
    public void Without_a_source_are_valid_with_a_note(string rule)
    {
        var result = Load.Text($"{Before}  - {rule}");

        result.Config!.Inhibit[0].When.ShouldBeEmpty();
        result.Notes.Select(note => note.ToString()).ShouldBe(
        [
            "alerting.yaml:4:5: This inhibit rule has no when, so every alert that mute does not match mutes. To " +
            "choose which ones do, add when: ['severity = \"critical\"'].",
        ]);
    }

    [Theory]
    [InlineData("when: ['tag_service =~ \".+\"'], mute: [severity = warning], equal: [tag_service]")]
    [InlineData("when: [severity = critical], mute: ['tag_service != \"\"'], equal: [account, region, tag_service]")]
    [InlineData("when: [severity = critical], mute: [severity = warning], equal: [account, region, service, name]")]
    public void Whose_equal_labels_are_always_there_get_no_note(string rule) =>
        Load.Text($"{Before}  - {{ {rule} }}").Notes.ShouldBeEmpty();

    [Theory]
    [InlineData("dim_FunctionName", "To mute only alerts that have it, add 'dim_FunctionName != \"\"' to mute.")]
    [InlineData("team name", "To mute only alerts that have it, add '\"team name\" != \"\"' to mute.")]
    [InlineData("namespace", "To mute only alerts that have it, add 'namespace != \"\"' to mute.")]
    [InlineData("acount", "Did you mean \"account\"?")]
    public void Whose_equal_labels_can_be_missing_get_a_note(string label, string instead) =>
        Load.Text($"{Before}  - {{ when: [severity = critical], mute: ['\"{label}\" !~ \"x\"'], equal: [{label}] }}")
            .Notes.Single(note => note.Text.StartsWith("Two alerts")).Text.ShouldBe(
                $"Two alerts without the label \"{label}\" count as equal, so one can mute the other. {instead}");
}
