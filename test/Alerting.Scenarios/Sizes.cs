using System.Text.Json;
using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>What is stored and queued stays within the limits of the store and the queue.</summary>
public sealed class Sizes
{
    [Fact]
    public void A_full_group_of_talkative_alarms_stays_below_300_KB_and_says_all_it_knows()
    {
        var team = Team.ByService();
        var at = team.At("03:00");
        for (var i = 0; i < 600; i++)
            at.Event("alarm", Talkative(i, team.Now));
        var before = Json(team).Length;
        team.At("03:05");

        before.ShouldBeLessThan(300_000);
        Json(team).Length.ShouldBeLessThan(300_000);
        var state = JsonSerializer.Deserialize(Json(team), GroupJson.Compact.GroupState)!;
        state.Incidents.Length.ShouldBe(GroupState.MaxIncidents);
        (state.Incidents.Length + state.Counted.Firing).ShouldBe(600);
    }

    [Fact]
    public void A_message_of_the_queue_comes_back_as_it_was()
    {
        var signal = Talkative(1, DateTimeOffset.UnixEpoch);
        var alert = new Classification.Classifier(new Configuration.AlertingConfig()).Classify(signal);
        GroupMessage[] messages =
        [
            new AlertArrived(alert) { Except = ["chat"], ToldTo = ["phone"] }, new AlertMoved(alert, [new GroupAddress("a", "b")]),
            new Wake(), new SilencesChanged(), new DigestPart("id", "chat", "hours", [alert], 3),
        ];
        foreach (var message in messages)
        {
            var json = JsonSerializer.Serialize(new GroupEnvelope(new GroupAddress("key", "route"), message), GroupJson.Compact.GroupEnvelope);
            var read = JsonSerializer.Deserialize(json, GroupJson.Compact.GroupEnvelope)!;
            read.Message.GetType().ShouldBe(message.GetType());
            JsonSerializer.Serialize(read, GroupJson.Compact.GroupEnvelope).ShouldBe(json);
        }
    }

    private static string Json(Scenario team) => JsonSerializer.Serialize(team.Groups.Single(), GroupJson.Compact.GroupState);

    private static Signal Talkative(int i, DateTimeOffset at) => Some.Alarm($"shop-{i:000}", Severity.Error, at) with
    {
        Service = "shop",
        Description = new string('d', 900),
        Summary = new string('s', 900),
        Labels = Enumerable.Range(0, 15).ToDictionary(label => $"tag_label{label}", label => new string('v', 40)),
        Facts = [.. Enumerable.Range(0, 12).Select(fact => new Fact($"fact {fact}", new string('f', 100)))],
        Links = [.. Enumerable.Range(0, 4).Select(link => new Link($"link {link}", "https://console.aws.amazon.com/" + new string('l', 200)))],
        Samples = [.. Enumerable.Range(0, 3).Select(_ => new string('x', 500))],
        Measurement = new Measurement { Metric = "Errors", Datapoints = [.. Enumerable.Range(0, 10).Select(point => new Datapoint(point, at))] },
    };
}
