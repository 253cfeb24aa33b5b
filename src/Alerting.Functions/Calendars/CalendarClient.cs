using System.Net;
using System.Net.Sockets;
using System.Text;
using Alerting.OnCall.Calendars;

namespace Alerting.Functions.Calendars;

/// <summary>
/// Fetches a calendar: five seconds, 1 MB, and only from public addresses, because whoever writes the URL must not reach
/// what only the function can. This machine counts only if the URL names it.
/// </summary>
internal static class CalendarClient
{
    private const int MaxRedirects = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectCallback = ConnectAsync,
    }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <exception cref="CalendarException">It could not be fetched. The message has no part of the URL.</exception>
    public static async Task<string> GetAsync(string url, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Longest);
        try
        {
            return await GetAsync(new Uri(url), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CalendarException("It did not answer within 5 s.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UriFormatException)
        {
            throw new CalendarException(failure.InnerException is CalendarException refused
                ? refused.Message : "It could not be reached.");
        }
    }

    private static async Task<string> GetAsync(Uri url, CancellationToken cancellation)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            // Google answers HTML to a client without a name.
            request.Headers.UserAgent.ParseAdd("alerting");
            request.Headers.Accept.ParseAdd("text/calendar");
            using var response =
                await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.IsSuccessStatusCode)
                return await ReadAsync(response.Content, cancellation);
            if (response.Headers.Location is not { } next || (int)response.StatusCode is < 300 or > 399)
                throw new CalendarException($"It answered HTTP {(int)response.StatusCode}.");
            url = new Uri(url, next);
            if (url.Scheme != Uri.UriSchemeHttps)
                throw new CalendarException("It redirects to an URL that is not encrypted.");
        }
        throw new CalendarException("It redirects too often.");
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var body = await content.ReadAsStreamAsync(cancellation);
        var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellation)) > 0)
        {
            text.Write(buffer, 0, count);
            if (text.Length > CalendarReader.MaxBytes)
                throw new CalendarException("The calendar is larger than 1 MB.");
        }
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        var isThisMachine = host is "localhost" or "127.0.0.1" or "::1";
        var allowed = Array.FindAll(addresses, address => isThisMachine || IsPublic(address));
        if (allowed.Length == 0)
            throw new CalendarException("Its address is private.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal
            || address.IsIPv6UniqueLocal || address.IsIPv6Multicast)
        {
            return false;
        }
        var bytes = address.GetAddressBytes();
        return bytes.Length != 4 || !(bytes[0] is 0 or 10 or >= 224
            || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
            || (bytes[0] == 192 && bytes[1] == 168));
    }
}
