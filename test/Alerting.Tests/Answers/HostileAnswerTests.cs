using Alerting.Incidents;

namespace Alerting.Tests.Answers;

/// <summary>Links and presses that somebody made up, kept, or was too late with. Each gets one sentence.</summary>
public sealed class HostileAnswerTests
{
    private const string Team = """
        people: { ann: { name: Ann Lee, sms: "+447700900001" }, bob: { name: Bob, sms: "+447700900002" } }
        receivers: { people: { people: [ann, bob] }, lead: { sms: "+447700900003" } }
        escalations: { policy: [{ notify: [people] }, { after: 5m, notify: [lead] }] }
        routes: [{ to: [people], escalate: policy }]
        """;

    private readonly AnswerRig _rig = new(Team);

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../i/x")]
    [InlineData("%2e%2e%2f")]
    [InlineData("<script>")]
    public async Task A_forged_link(string token) =>
        (await _rig.GetAsync("/i/" + token)).Body.ShouldContain("This link is not valid");

    [Fact]
    public async Task A_link_of_another_stack()
    {
        await _rig.FireAsync();
        var foreign = new AnswerToken(_rig.IncidentId, "ann", IsPerson: true)
            .Write(AnswerKeys.Parse("the key of another stack")!);

        (await _rig.GetAsync("/i/" + foreign)).Body.ShouldContain("This link is not valid");
    }

    [Fact]
    public async Task A_link_to_a_longer_name_than_was_signed()
    {
        await _rig.FireAsync();
        var link = _rig.Link("ann");

        (await _rig.GetAsync(link + "AAAA")).Status.ShouldBe(404);
        (await _rig.GetAsync(link[..^4])).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Two_people_press_at_the_same_time()
    {
        await _rig.FireAsync();
        var ann = await FormAsync("ann", "ack");
        var bob = await FormAsync("bob", "ack");

        await _rig.PostAsync(_rig.Link("ann"), ann);
        await _rig.PostAsync(_rig.Link("bob"), bob);

        (_rig.Incident!.By!.Person, _rig.Incident.Answers).ShouldBe(("ann", 1));
        (await _rig.GetAsync(_rig.Link("bob"))).Body.ShouldContain("Acknowledged by Ann Lee");
    }

    [Fact]
    public async Task An_undo_of_what_somebody_else_did_since()
    {
        await _rig.FireAsync();
        await _rig.PressAsync(_rig.Link("ann"), "ack");
        var late = await FormAsync("ann", "unack");
        await _rig.PressAsync(_rig.Link("bob"), "ack");

        await _rig.PostAsync(_rig.Link("ann"), late);

        (_rig.Incident!.State, _rig.Incident.By!.Person).ShouldBe((IncidentState.Acknowledged, "bob"));
    }

    [Fact]
    public async Task A_second_escalate()
    {
        await _rig.FireAsync();
        var first = await FormAsync("ann", "escalate");
        var second = await FormAsync("bob", "escalate");

        await _rig.PostAsync(_rig.Link("ann"), first);
        await _rig.PostAsync(_rig.Link("bob"), second);

        _rig.Incident!.Escalation!.Number.ShouldBe(2);
    }

    [Fact]
    public async Task A_press_after_the_end()
    {
        await _rig.FireAsync();
        var late = await FormAsync("ann", "ack");
        await _rig.PressAsync(_rig.Link("bob"), "close");
        var sent = _rig.Sent.Count;

        (await _rig.PostAsync(_rig.Link("ann"), late)).Status.ShouldBe(303);

        _rig.Sent.Count.ShouldBe(sent);
        (await _rig.GetAsync(_rig.Link("ann"))).Body.ShouldContain("by Bob.");
    }

    [Fact]
    public async Task A_person_who_left_while_on_call()
    {
        await _rig.FireAsync();
        var form = await FormAsync("bob", "ack");
        _rig.Config = Some.Config(Team
            .Replace(", bob: { name: Bob, sms: \"+447700900002\" }", "").Replace("[ann, bob]", "[ann]"));

        var answer = await _rig.PostAsync(_rig.Link("bob"), form);

        (answer.Status, answer.Body.Contains("bob is no longer in the configuration")).ShouldBe((403, true));
        _rig.Incident!.State.ShouldBe(IncidentState.Open);
    }

    private async Task<(string, string)[]> FormAsync(string person, string button) =>
        [.. AnswerRig.Hidden((await _rig.GetAsync(_rig.Link(person))).Body), ("answer", button)];
}
