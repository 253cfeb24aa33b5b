namespace Alerting.Channels.Teams;

/// <summary>Posts to a Teams workflow.</summary>
internal sealed class TeamsRequests : IChannelRequests
{
    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now) =>
        [HttpCall.Post(settings.Address, delivery.Payload)];
}
