using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Alerting.Tests.Checks;

/// <summary>Answers each connection on loopback with what a test writes, over TLS with a certificate.</summary>
internal sealed class CheckServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    public CheckServer(Func<string, Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"{(_certificate is null ? "http" : "https")}://localhost:{Port}/health";

    public List<string> Requests { get; } = [];

    public static CheckServer Of(string answer, X509Certificate2? certificate = null) =>
        new((_, stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(answer), stop).AsTask(), certificate);

    public static string Ok(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public static string Redirect(string to) => $"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                stream = tls;
            }
            var request = await ReadAsync(stream);
            if (request.Length == 0)
                return;
            lock (Requests)
                Requests.Add(request);
            await _answer(request, stream, _stop.Token);
            await stream.FlushAsync(_stop.Token);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (ResetException)
        {
            client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or SocketException
            or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // The client hung up.
        }
    }

    private async Task<string> ReadAsync(Stream stream)
    {
        var buffer = new byte[16 * 1024];
        var text = "";
        // A TLS handshake has no empty line.
        while (!text.Contains("\r\n\r\n", StringComparison.Ordinal) && !text.StartsWith('\u0016'))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
                break;
            text += Encoding.ASCII.GetString(buffer, 0, read);
        }
        return text;
    }
}

/// <summary>Resets the connection.</summary>
internal sealed class ResetException : Exception;

/// <summary>An authority and certificates of every kind.</summary>
internal static class Certificates
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static X509Certificate2 Root { get; } = MakeRoot();

    public static X509Certificate2Collection Roots { get; } = [X509CertificateLoader.LoadCertificate(Root.RawData)];

    public static X509Certificate2 Valid(string host = "localhost", double days = 90) =>
        Make(host, Now.AddDays(-30), Now.AddDays(days));

    public static X509Certificate2 Expired() => Make("localhost", Now.AddDays(-30), Now.AddDays(-3.5));

    public static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Portable(Request("localhost", key).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(90)));
    }

    private static X509Certificate2 Make(string host, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Request(host, key).Create(Root, from, until, RandomNumberGenerator.GetBytes(8));
        return Portable(signed.CopyWithPrivateKey(key));
    }

    private static CertificateRequest Request(string host, ECDsa key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static X509Certificate2 MakeRoot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Now.AddDays(-100), Now.AddDays(1000));
    }

    private static X509Certificate2 Portable(X509Certificate2 certificate)
    {
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
