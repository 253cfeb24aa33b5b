using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Alerting.Playground.Setup;

internal sealed class SelfAddress(IServer server)
{
    public Uri Uri => new(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("The playground is not listening yet."));
}
