using System.Text;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>AWS events that no reader knows: their identity, state and severity.</summary>
public sealed class OtherEventTests
{
    private const string Arn = "arn:aws:x:1";

    [Theory]
    [InlineData("IoT SiteWise Portal Failure", "IoT SiteWise Portal Successful", "portal-name", "shop", "run-id")]
    [InlineData("AppConfig Deployment Failed", "AppConfig Deployment Completed", "configuration-profile-id", "p1",
        "deployment-id")]
    public void The_type_may_carry_the_state_and_is_no_part_of_the_identity_then(
        string bad, string good, string name, string value, string run)
    {
        var fires = Read(bad, new JsonObject { [name] = value, [run] = "1" });
        var ends = Read(good, new JsonObject { [name] = value, [run] = "2" });
        var other = Read(good, new JsonObject { [name] = "another", [run] = "3" });

        (fires.Status, ends.Status).ShouldBe((AlertStatus.Firing, AlertStatus.Resolved));
        SeverityOf(fires).ShouldBe(Severity.Error);
        fires.Title.ShouldContain(value);
        ends.Identity.ShouldBe(fires.Identity);
        other.Identity.ShouldNotBe(fires.Identity);
    }

    [Fact]
    public void Two_things_of_one_resource_are_two_alerts()
    {
        var one = Read("Example State Change", new JsonObject { ["queueName"] = "a", ["status"] = "FAILED" }, Arn);
        var two = Read("Example State Change", new JsonObject { ["queueName"] = "b", ["status"] = "COMPLETED" }, Arn);

        two.Status.ShouldBe(AlertStatus.Resolved);
        two.Identity.ShouldNotBe(one.Identity);
    }

    [Fact]
    public void The_resource_of_a_run_is_no_part_of_the_identity()
    {
        var fires = Job("7", "FAILED");
        var ends = Job("8", "SUCCEED");

        ends.Identity.ShouldBe(fires.Identity);
        ends.Status.ShouldBe(AlertStatus.Resolved);

        static Signal Job(string id, string state) => Read("Amplify-like Job Change",
            new JsonObject { ["appId"] = "d1", ["branchName"] = "main", ["jobId"] = id, ["jobStatus"] = state },
            $"arn:aws:example:eu-west-1:123456789012:apps/d1/branches/main/jobs/{id}");
    }

    [Fact]
    public void An_update_that_is_available_is_no_recovery() =>
        Read("Example Service Software Update Notification", new JsonObject
        {
            ["event"] = "Service Software Update", ["status"] = "Available", ["severity"] = "Informational",
        }).Status.ShouldBe(AlertStatus.Firing);

    [Fact]
    public void An_unknown_state_is_shown_and_waits_for_its_end()
    {
        var signal = Read("Example State Change", new JsonObject { ["name"] = "x", ["status"] = "FROBNICATED" });

        (signal.State, signal.Recovers, signal.Status).ShouldBe(("FROBNICATED", true, AlertStatus.Firing));
    }

    [Fact]
    public void An_identity_that_changed_names_the_earlier_one()
    {
        var signal = Read("Example State Change", new JsonObject { ["queueName"] = "a", ["state"] = "FAILED" }, Arn);

        signal.EarlierIdentities.ShouldBe(
            ["eventbridge|123456789012|eu-west-1|aws.example|Example State Change|arn:aws:x:1"]);
    }

    private static Severity SeverityOf(Signal signal) =>
        (signal.Claims is [var own, ..] ? own : signal.Fallback!).Severity;

    private static Signal Read(string type, JsonObject detail, string? resource = null) =>
        EventReader.Read(Encoding.UTF8.GetBytes(new JsonObject
        {
            ["source"] = "aws.example",
            ["detail-type"] = type,
            ["id"] = Fingerprint.Of(type + detail.ToJsonString()),
            ["account"] = "123456789012",
            ["region"] = "eu-west-1",
            ["time"] = "2026-11-14T02:40:00Z",
            ["resources"] = resource is null ? [] : new JsonArray(resource),
            ["detail"] = detail,
        }.ToJsonString())).ShouldHaveSingleItem();
}
