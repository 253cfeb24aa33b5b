using System.Net;
using System.Net.Sockets;

namespace Alerting.Pages;

internal static class LoopbackPort
{
    private const int Attempts = 50;

    /// <summary>The first free port from the wanted one on, or null after fifty. 0 lets the system choose.</summary>
    public static int? FirstFree(int wanted)
    {
        if (wanted == 0)
            return 0;
        for (var port = wanted; port < wanted + Attempts && port <= 65535; port++)
        {
            if (IsFree(port))
                return port;
        }
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
