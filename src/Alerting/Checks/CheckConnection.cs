using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Alerting.Configuration;

namespace Alerting.Checks;

/// <summary>The authorities and names a check trusts; tests have their own.</summary>
public sealed record CheckTrust
{
    /// <summary>Null for the system's authorities.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    public Func<string, CancellationToken, Task<IPAddress[]>> ResolveAsync { get; init; } = Dns.GetHostAddressesAsync;
}

/// <summary>
/// The connections of one run. A name is resolved once for each connection, and the connection goes to an address that
/// was allowed: a second answer of the name server cannot lead elsewhere.
/// </summary>
internal sealed class CheckConnection(Check check, CheckTrust trust, TimeProvider time)
{
    private const int MaxAddresses = 4;

    private string? _certificateProblem;

    /// <summary>The host of the check's own URL.</summary>
    public string OwnHost { get; set; } = "";

    /// <summary>The last host with TLS.</summary>
    public string? Host { get; private set; }

    public DateTimeOffset? CertificateExpires { get; private set; }

    public SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy of the environment would resolve names itself.
        UseProxy = false,
        ConnectCallback = async (context, cancellation) => await ConnectAsync(context.DnsEndPoint, cancellation),
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = IsTrusted,
            CertificateChainPolicy = trust.Roots is null ? null : Policy(trust.Roots),
        },
    };

    /// <summary>What went wrong, without the exception's own text: that may contain what the server sent.</summary>
    public string ProblemOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is CheckFailedException)
                return cause.Message;
            if (cause is SecretException)
                return $"{check.Name} cannot be requested: {cause.Message.TrimEnd('.')}";
        }
        if (_certificateProblem is { } certificate)
            return certificate;
        return (failure as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => $"TLS handshake with {check.Name} failed",
            HttpRequestError.InvalidResponse => $"{check.Name} sent an answer that is not HTTP",
            HttpRequestError.ConfigurationLimitExceeded => $"{check.Name} sent headers that are too long",
            _ => $"{check.Name} closed the connection before its answer was complete",
        };
    }

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint to, CancellationToken cancellation)
    {
        // Lambda has no IPv6 unless its VPC has.
        var allowed = (await AllowedAsync(to.Host, cancellation))
            .OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6).Take(MaxAddresses).ToArray();
        SocketException? failure = null;
        foreach (var (index, address) in allowed.Index())
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (index < allowed.Length - 1)
                limit.CancelAfter(check.Timeout / allowed.Length);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, to.Port), limit.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception refused) when (refused is SocketException
                || (refused is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                failure = refused as SocketException ?? failure;
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw new CheckFailedException(failure?.SocketErrorCode == SocketError.ConnectionRefused
            ? $"{to.Host} refuses connections at port {to.Port}"
            : $"{to.Host} cannot be reached at port {to.Port}");
    }

    private async Task<IPAddress[]> AllowedAsync(string host, CancellationToken cancellation)
    {
        var isAddress = IPAddress.TryParse(host, out var literal);
        var isLiteral = isAddress || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        IPAddress[] addresses;
        try
        {
            addresses = isAddress ? [literal!] : await trust.ResolveAsync(host, cancellation);
        }
        catch (SocketException)
        {
            throw new CheckFailedException($"The name {host} cannot be resolved");
        }
        var isOwnHost = host.Equals(OwnHost, StringComparison.OrdinalIgnoreCase);
        var refusals = addresses.Select(address =>
            PublicAddresses.Refusal(address, check.AllowsPrivate, isOwnHost, isLiteral)).ToArray();
        IPAddress[] allowed = [.. addresses.Where((_, index) => refusals[index] is null)];
        if (allowed.Length > 0)
            return allowed;
        throw new CheckFailedException(refusals is [{ } refusal, ..]
            ? $"{check.Name} was not requested: {(isAddress ? "" : host + " is ")}{refusal}"
            : $"The name {host} cannot be resolved");
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 known)
            return false;
        var host = (sender as SslStream)?.TargetHostName ?? OwnHost;
        (Host, CertificateExpires) = (host, new DateTimeOffset(known.NotAfter.ToUniversalTime()));
        if (errors == SslPolicyErrors.None)
            return true;
        var statuses = (chain?.ChainStatus ?? []).Aggregate(
            X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        _certificateProblem =
            CheckProblems.Untrusted(host, errors, statuses, CertificateExpires.Value, time.GetUtcNow());
        return false;
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
