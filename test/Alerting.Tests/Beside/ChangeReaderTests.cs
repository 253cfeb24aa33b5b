using System.Text;
using Alerting.Beside;
using Alerting.Redaction;
using Alerting.Sources;
using Alerting.Tests.Sources;

namespace Alerting.Tests.Beside;

/// <summary>Which events are changes, and what people read about them.</summary>
public sealed class ChangeReaderTests
{
    [Theory]
    [InlineData("codedeploy/success", "orders deployed (CodeDeploy, production)", "orders")]
    [InlineData("codedeploy/failed-sns", "orders deployment failed (CodeDeploy, production)", "orders")]
    [InlineData("codepipeline/succeeded", "pipeline orders-release succeeded (CodePipeline)", "orders-release")]
    [InlineData("cloudformation/complete-sns", "stack orders updated (CloudFormation)", "orders")]
    [InlineData("cloudformation/rollback-sns", "stack orders being rolled back (CloudFormation)", "orders")]
    [InlineData("cloudformation/stack-in-progress", "stack orders update started (CloudFormation)", "orders")]
    [InlineData("ecs/deployment-completed", "orders-api deployed (ECS, orders)", "orders-api")]
    [InlineData("ecs/deployment-in-progress", "orders-api deployment started (ECS, orders)", "orders-api")]
    [InlineData("cloudtrail/function-updated", "orders-api changed by UpdateFunctionCode (jane)", "orders-api")]
    [InlineData("github/deployment-succeeded", "shop main deployed to production (GitHub, ann)", "shop")]
    [InlineData("gitlab/deployment-failed", "shop main deployment to production failed (GitLab, Ann Lee)", "shop")]
    [InlineData("cloudwatch-alarm/updated", "alarm orders-db CPU changed: threshold 90 → 80", "orders-db")]
    [InlineData("cloudwatch-alarm/created", "alarm orders-api errors created", "orders-api")]
    public void A_change_is_read_from_its_event(string name, string text, string service)
    {
        var change = Read(name).ShouldNotBeNull();

        change.Text.ShouldBe(text);
        change.Names.ShouldContain(service);
        change.IsChange.ShouldBeTrue();
    }

    [Theory]
    [InlineData("cloudwatch-alarm/alarm")]
    [InlineData("codedeploy/instance-failed-sns")]
    [InlineData("cloudformation/drifted")]
    [InlineData("ecs/service-steady")]
    [InlineData("ecs/task-exited")]
    [InlineData("cloudtrail/root-sign-in")]
    [InlineData("cloudtrail/switch-role-failed")]
    [InlineData("github/workflow-run-failed")]
    [InlineData("alertmanager/firing")]
    public void Other_events_are_none(string name) => Read(name).ShouldBeNull();

    /// <summary>A text of somebody else becomes one short line.</summary>
    [Fact]
    public void A_hostile_change_is_one_line()
    {
        var change = Read("github/deployment-succeeded", json => json.Replace("\\\"ref\\\": \\\"main\\\"",
            "\\\"ref\\\": \\\"" + new string('a', 600) + "\\\\n<!here>\\\"", StringComparison.Ordinal))!;

        change.Text.Length.ShouldBeLessThanOrEqualTo(200);
        change.Text.ShouldNotContain("\n");
    }

    private static RecentRecord? Read(string name, Func<string, string>? edit = null)
    {
        var json = Encoding.UTF8.GetString(EventCorpus.Event(name));
        return EventReader.Read(Encoding.UTF8.GetBytes(edit?.Invoke(json) ?? json))
            .Select(signal => ChangeReader.Of(AlertRedaction.BuiltIn.Of(Some.Alert(signal)).Signal, Some.Time))
            .FirstOrDefault(change => change is not null);
    }
}
