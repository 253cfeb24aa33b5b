using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Alerting.Playground.Setup;

/// <summary>Where the playground itself listens; known once it does.</summary>
public sealed class SelfAddress(IServer server)
{
    public Uri Uri => new(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("The playground does not listen yet."));
}
