using System.Net;
using System.Net.Sockets;

namespace Alerting.Playground.Setup;

/// <summary>Finds a port to listen on.</summary>
public static class LoopbackPort
{
    private const int Tries = 50;

    /// <summary>The first free port from the wanted one on; 0 lets the system choose. Null when fifty in a row are taken.</summary>
    public static int? FirstFree(int wanted)
    {
        if (wanted == 0)
            return 0;
        for (var port = wanted; port < wanted + Tries && port <= 65535; port++)
            if (IsFree(port))
                return port;
        return null;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
