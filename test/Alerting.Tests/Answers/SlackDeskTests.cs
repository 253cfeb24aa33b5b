using System.Net;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Incidents;

namespace Alerting.Tests.Answers;

public sealed class SlackDeskTests
{
    private const string Team = """
        timezone: Europe/London
        people:
          ann: { name: Ann Lee, sms: "+447700900001", slack: U01ANN }
          bob: { name: Bob, sms: "+447700900002", slack: U02BOB }
        receivers:
          chat: { slack: "https://hooks.slack.com/services/T1/B1/x" }
          lead: { sms: "+447700900003" }
        escalations: { policy: [{ notify: [chat] }, { after: 5m, notify: [ann] }, { after: 5m, notify: [bob] }] }
        routes: [{ to: [chat], escalate: policy }]
        """;

    private readonly AnswerRig _rig = new(Team);
    private readonly SlackRig _slack;

    public SlackDeskTests() => _slack = new SlackRig(_rig);

    [Fact]
    public async Task A_message_has_the_buttons_that_make_sense()
    {
        var message = await FiringAsync();

        SlackRig.Labels(message).ShouldBe(["Acknowledge", "Snooze 1 h", "Until morning", "Escalate now", "Close"]);
        SlackRig.Buttons(message).Last()["confirm"]!["deny"]!["text"]!.GetValue<string>().ShouldBe("Leave it open");
    }

    [Fact]
    public async Task A_message_has_no_buttons_without_a_signing_secret()
    {
        _slack.Links = new AnswerLinks(new Uri("https://a.example.com"), _rig.Keys);

        SlackRig.Buttons(await FiringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_end_has_no_buttons()
    {
        await FiringAsync();

        var end = (await ResolveAsync()).Single(each => each.Receiver == "chat");

        SlackRig.Buttons(_slack.Post(end)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Acknowledge", IncidentState.Acknowledged, "Acknowledged by Ann Lee")]
    [InlineData("Snooze 1 h", IncidentState.Snoozed, "Snoozed by Ann Lee")]
    [InlineData("Until morning", IncidentState.Snoozed, "Snoozed by Ann Lee")]
    [InlineData("Close", IncidentState.Closed, "Closed")]
    public async Task A_press_is_the_answer_of_the_person_with_that_Slack_id(
        string button, IncidentState state, string stand)
    {
        var answer = await _slack.PressAsync(await FiringAsync(), button);

        (answer.Status, answer.Body).ShouldBe((200, ""));
        _rig.Incident!.State.ShouldBe(state);
        _rig.Incident.By!.Person.ShouldBe("ann");
        _rig.Sent.Single().Message.ShouldBeAssignableTo<Alerting.Grouping.PersonAnswer>()!.Via.ShouldBe("slack");
        _slack.Edited.ToJsonString().ShouldContain(stand);
    }

    [Fact]
    public async Task The_message_keeps_its_content_and_shows_everybody_who_is_on_it()
    {
        var message = await FiringAsync();
        await _slack.PressAsync(message, "Acknowledge");
        var edited = _slack.Edited;

        var (blocks, kept) = (SlackRig.Blocks(message).ToList(), SlackRig.Blocks(edited).ToList());
        for (var i = 0; i < blocks.Count - 1; i++)
            JsonNode.DeepEquals(kept[i], blocks[i]).ShouldBeTrue();
        SlackRig.Labels(edited).ShouldBe(["Undo", "Snooze 1 h", "Until morning", "Escalate now", "Close"]);

        await _slack.PressAsync(edited, "Undo", user: "U02BOB");
        _rig.Incident!.State.ShouldBe(IncidentState.Open);
        _slack.Edited.ToJsonString().ShouldNotContain("Acknowledged by");
        SlackRig.Blocks(_slack.Edited).Count().ShouldBe(blocks.Count + 1);
    }

    /// <summary>As the buttons stand beside the bar, and as they stood before there was one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_is_edited_where_its_buttons_stand(bool isInAttachment)
    {
        var message = await FiringAsync();
        if (!isInAttachment)
        {
            message = new JsonObject
            {
                ["text"] = "t",
                ["blocks"] = new JsonArray([.. SlackRig.Blocks(message).Select(block => block.DeepClone())]),
            };
        }

        await _slack.PressAsync(message, "Acknowledge");

        SlackRig.Labels(_slack.Edited).ShouldContain("Undo");
    }

    [Fact]
    public async Task A_person_unknown_here_gets_a_link_that_works()
    {
        await _slack.PressAsync(await FiringAsync(), "Acknowledge", user: "U99ZOE");

        _rig.Sent.ShouldBeEmpty();
        var reply = _slack.OnlyForPresser.Single();
        reply.ShouldContain("Add slack: U99ZOE");
        var link = new Uri(reply.Split('<')[1].Split('|')[0]);
        (await _rig.GetAsync(link.AbsolutePath)).Status.ShouldBe(200);
        (await _rig.PressAsync(link.AbsolutePath, "ack", ("by", "bob"))).Status.ShouldBe(303);
        _rig.Incident!.By!.Person.ShouldBe("bob");
    }

    [Fact]
    public async Task A_press_by_somebody_who_left_changes_nothing()
    {
        var message = await FiringAsync();
        _rig.Config = Some.Config(Team.Replace(", slack: U01ANN", ""));

        await _slack.PressAsync(message, "Acknowledge");

        _rig.Sent.ShouldBeEmpty();
        _slack.OnlyForPresser.Single().ShouldContain("Answer here");
    }

    [Fact]
    public async Task Where_nobody_is_configured_the_name_in_Slack_counts()
    {
        var rig = new AnswerRig("""
            receivers: { chat: { slack: "https://hooks.slack.com/services/T1/B1/x" } }
            routes: [{ to: [chat] }]
            """);
        var slack = new SlackRig(rig);

        await slack.PressAsync(slack.Post((await rig.FireAsync()).Single()), "Acknowledge");

        rig.Incident!.By!.Person.ShouldBe("zoë");
    }

    [Fact]
    public async Task A_request_sent_again_is_one_answer()
    {
        var request = _slack.Signed(
            "payload=" + WebUtility.UrlEncode(_slack.Payload(await FiringAsync(), "Acknowledge")));
        await _slack.SendAsync(request);
        _rig.Notified();

        await _slack.SendAsync(request);

        _rig.Incident!.Answers.ShouldBe(1);
        _rig.Notified().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_press_of_a_message_that_is_behind_changes_nothing()
    {
        var message = await FiringAsync();
        await _slack.PressAsync(message, "Acknowledge");

        await _slack.PressAsync(message, "Acknowledge", user: "U02BOB");
        await _slack.PressAsync(message, "Escalate now", user: "U02BOB");
        await _slack.PressAsync(message, "Close", user: "U02BOB");

        (_rig.Incident!.By!.Person, _rig.Incident.State).ShouldBe(("ann", IncidentState.Acknowledged));
        _slack.OnlyForPresser.Count().ShouldBe(3);
        _slack.OnlyForPresser.ShouldAllBe(text => text.StartsWith("Nothing was changed. Acknowledged by Ann Lee"));
        // What Bob then sees may be answered.
        await _slack.PressAsync(_slack.Edited, "Close", user: "U02BOB");
        _rig.Incident.State.ShouldBe(IncidentState.Closed);
    }

    [Fact]
    public async Task The_same_person_may_change_their_mind_before_the_message_is_edited()
    {
        var message = await FiringAsync();
        await _slack.PressAsync(message, "Acknowledge");

        await _slack.PressAsync(message, "Acknowledge");
        _rig.Incident!.Answers.ShouldBe(1);
        await _slack.PressAsync(message, "Snooze 1 h");

        (_rig.Incident.State, _rig.Incident.Answers).ShouldBe((IncidentState.Snoozed, 2));
    }

    [Fact]
    public async Task A_second_escalate_changes_nothing()
    {
        var message = await FiringAsync();
        await _slack.PressAsync(message, "Escalate now");
        _rig.Notified().ShouldContain(each => each.To == "ann" || each.Receiver.Contains("ann"));

        await _slack.PressAsync(message, "Escalate now", user: "U02BOB");

        _rig.Incident!.Escalation!.Number.ShouldBe(2);
        _slack.OnlyForPresser.Single().ShouldStartWith("Nothing was changed.");
    }

    [Fact]
    public async Task After_the_end_a_press_gets_the_truth_and_the_buttons_go()
    {
        var message = await FiringAsync();
        await _slack.PressAsync(message, "Acknowledge");
        await ResolveAsync();

        await _slack.PressAsync(_slack.Edited, "Undo");

        _slack.OnlyForPresser.Single().ShouldContain("Resolved");
        SlackRig.Buttons(_slack.Edited).ShouldBeEmpty();
        _rig.Incident!.State.ShouldBe(IncidentState.Resolved);
    }

    [Fact]
    public async Task A_press_waits_a_second_and_says_so_when_the_queue_is_slow()
    {
        var message = await FiringAsync();
        _rig.IsQueueSlow = true;

        await _slack.PressAsync(message, "Acknowledge");

        _rig.Sent.Count.ShouldBe(1);
        _slack.OnlyForPresser.Single().ShouldStartWith("Your answer was sent.");
    }

    [Fact]
    public async Task A_button_of_another_stack_changes_nothing()
    {
        var message = await FiringAsync();
        _rig.Keys = AnswerKeys.Parse(new string('k', 20))!;

        await _slack.PressAsync(message, "Acknowledge");

        _rig.Sent.ShouldBeEmpty();
        _slack.OnlyForPresser.Single().ShouldContain("another stack");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"type":"view_submission","user":{"id":"U1"}}""")]
    [InlineData("""{"type":"block_actions","user":{"id":"U1"},"actions":[{"action_id":"other","value":"x"}]}""")]
    [InlineData("""{"type":"block_actions","user":{"id":"U1"},"actions":[{"action_id":"alerting:ack","value":"x"}]}""")]
    [InlineData("""{"type":"block_actions","user":7,"actions":[{"action_id":"alerting:ack","value":"x||"}]}""")]
    [InlineData("""{"type":"block_actions","user":{"id":"U1"},"actions":{}}""")]
    public async Task What_is_no_press_of_our_buttons_is_taken_and_ignored(string payload)
    {
        (await _slack.SendAsync(payload)).Status.ShouldBe(200);

        _slack.Replies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://hooks.slack.com.example.com/actions")]
    [InlineData("file:///etc/passwd")]
    public async Task Replies_go_to_Slack_only(string url)
    {
        var payload = _slack.Payload(await FiringAsync(), "Acknowledge")
            .Replace("https://hooks.slack.com/actions/T1/1/secret", url);

        await _slack.SendAsync(payload);

        _slack.Replies.ShouldBeEmpty();
        _rig.Incident!.State.ShouldBe(IncidentState.Acknowledged);
    }

    private async Task<JsonNode> FiringAsync() =>
        _slack.Post((await _rig.FireAsync()).Single(each => each.Receiver == "chat"));

    private Task<IReadOnlyList<Alerting.Notifications.Notification>> ResolveAsync()
    {
        _rig.Time.Advance(TimeSpan.FromMinutes(5));
        return _rig.FireAsync(Some.Alert(Some.Signal() with
        {
            State = "OK", Status = AlertStatus.Resolved, EventKey = "ok", OccurredAt = _rig.Time.GetUtcNow(),
        }));
    }
}
