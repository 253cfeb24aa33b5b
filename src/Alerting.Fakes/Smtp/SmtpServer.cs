using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Alerting.Fakes;

/// <summary>
/// An SMTP server (RFC 5321) on a free loopback port: EHLO, MAIL, RCPT, DATA, RSET, NOOP, QUIT, AUTH PLAIN and
/// LOGIN, and STARTTLS with a self-signed certificate.
/// </summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly RecordedList<ReceivedMail> _mails = new();
    private readonly Lazy<X509Certificate2> _certificate = new(CreateCertificate);
    private readonly Func<ReceivedMail, string?> _take;
    private readonly Task _accepting;

    /// <param name="take">Takes each mail instead of <see cref="Mails"/>; returns a refusal, or null.</param>
    public SmtpServer(Func<ReceivedMail, string?>? take = null)
    {
        _take = take ?? Record;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>On 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Offers STARTTLS; clients must trust <see cref="Certificate"/>, or not check.</summary>
    public bool OfferStartTls { get; set; }

    /// <summary>The user name and password AUTH accepts; null accepts any.</summary>
    public (string User, string Password)? Credentials { get; set; }

    /// <summary>
    /// Returns a refusal (such as <c>450 4.2.1 Try later</c>), or null to accept. It gets
    /// each command line, and <c>.</c> at the end of a mail's data.
    /// </summary>
    public Func<string, string?> Refuse { get; set; } = _ => null;

    /// <summary>The fault of the moment.</summary>
    public Func<ServiceFault> Fault { get; set; } = () => ServiceFault.None;

    /// <summary>The certificate for STARTTLS, created on first use.</summary>
    public X509Certificate2 Certificate => _certificate.Value;

    public IReadOnlyList<ReceivedMail> Mails => _mails.Snapshot();

    /// <summary>Waits for a number of mails and returns all.</summary>
    public Task<IReadOnlyList<ReceivedMail>> WaitForAsync(int count, TimeSpan? timeout = null) =>
        _mails.WaitForAsync(count, timeout);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
        if (_certificate.IsValueCreated)
        {
            _certificate.Value.Dispose();
        }
    }

    internal string? Take(ReceivedMail mail) => _take(mail);

    private string? Record(ReceivedMail mail)
    {
        _mails.Add(mail);
        return null;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The server is being disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        try
        {
            await using var session = new SmtpSession(this, client.GetStream(), _stop.Token);
            await session.RunAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client disconnected, or the server is being disposed.
        }
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        // Not every platform accepts an ephemeral key for TLS, so it is converted through PKCS #12.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
