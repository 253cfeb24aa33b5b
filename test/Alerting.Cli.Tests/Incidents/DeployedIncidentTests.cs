using Alerting.Alerts;
using Alerting.Cli.Incidents;
using Alerting.Grouping.Storage;

namespace Alerting.Cli.Tests.Incidents;

public sealed class DeployedIncidentTests
{
    [Theory]
    [InlineData("pages", true)]
    [InlineData(Canary.RouteId, false)]
    public void The_canary_is_no_incident(string route, bool isListed) => (DeployedIncident.OpenOf(new GroupState
    {
        Key = "k", RouteId = route, IncidentId = "i", OpenCount = 1,
    }) is not null).ShouldBe(isListed);
}
