using System.Diagnostics.CodeAnalysis;
using System.Text;
using Alerting.Configuration;

namespace Alerting.Checks;

/// <summary>
/// Requests a check's URL: one connection for each request and redirect, to an address that <see cref="CheckConnection"/>
/// has resolved and allowed. Time and memory are bounded, whatever the server does.
/// </summary>
/// <param name="trust">What certificates are trusted and how names are resolved; null for the system's.</param>
public sealed class CheckClient(TimeProvider time, Secrets secrets, CheckTrust? trust = null)
{
    /// <summary>How much of a body is searched.</summary>
    public const int MaxBody = 256 * 1024;

    private readonly CheckTrust _trust = trust ?? new CheckTrust();

    public async Task<CheckResult> RunAsync(Check check, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var connection = new CheckConnection(check, _trust, time);
        using var limit = new CancellationTokenSource(check.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        int? status = null;
        string? problem;
        try
        {
            using var answer = await RequestAsync(check, connection, either.Token);
            status = (int)answer.Response.StatusCode;
            problem = await ProblemOfAsync(check, answer.Response, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            problem = CheckProblems.Timeout(check);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or CheckFailedException
            or SecretException or HttpProtocolException)
        {
            problem = connection.ProblemOf(failure);
        }
        var latency = time.GetElapsedTime(start);
        if (problem is null && latency > check.Expect.Latency)
            problem = CheckProblems.Latency(check, latency);
        return new CheckResult(problem, latency)
            { Status = status, Host = connection.Host, CertificateExpires = connection.CertificateExpires };
    }

    private async Task<CheckAnswer> RequestAsync(
        Check check, CheckConnection connection, CancellationToken cancellation)
    {
        var url = Parse(await check.Url.ResolveAsync(secrets, cancellation), check);
        connection.OwnHost = url.DnsSafeHost;
        var own = url;
        for (var redirects = 0; ; redirects++)
        {
            var answer = await SendAsync(check, connection, url, isOwn: IsSameOrigin(url, own), cancellation);
            if (check.Redirects == 0 || Next(answer.Response, url, check) is not { } next)
                return answer;
            answer.Dispose();
            if (redirects == check.Redirects)
                throw new CheckFailedException($"{check.Name} redirects more than {check.Redirects} times");
            url = next;
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The answer disposes of the client.")]
    private async Task<CheckAnswer> SendAsync(
        Check check, CheckConnection connection, Uri url, bool isOwn, CancellationToken cancellation)
    {
        var client = new HttpClient(connection.Handler()) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(check.Method), url);
            if (!check.Headers.ContainsKey("User-Agent"))
                request.Headers.TryAddWithoutValidation("User-Agent", "Alerting-Check");
            request.Headers.ConnectionClose = true;
            // A header may be a password, so only the check's own server gets it.
            foreach (var (name, value) in isOwn ? check.Headers : new Dictionary<string, Setting>())
                Add(request, name, await value.ResolveAsync(secrets, cancellation), check);
            var response =
                await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return new CheckAnswer(client, response);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static void Add(HttpRequestMessage request, string name, string value, Check check)
    {
        if (value.Any(c => c is < ' ' or > '~') || !request.Headers.TryAddWithoutValidation(name, value))
            throw new CheckFailedException($"{check.Name} cannot be requested: the header {name} cannot be sent");
    }

    /// <summary>Null if the answer is no redirect.</summary>
    private static Uri? Next(HttpResponseMessage response, Uri url, Check check)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)
            || response.Headers.Location is not { } to)
        {
            return null;
        }
        var next = to.IsAbsoluteUri ? to : new Uri(url, to);
        if (next.Scheme is not ("https" or "http"))
            throw new CheckFailedException($"{check.Name} redirects to {next.Scheme}:, which is not requested");
        return url.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp
            ? throw new CheckFailedException($"{check.Name} redirects from https to http")
            : next;
    }

    private static async Task<string?> ProblemOfAsync(
        Check check, HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        if (!check.Expect.Statuses.Any(range => range.Contains(status)))
            return CheckProblems.Status(check, status);
        if (check.Expect.Body is not { } text)
            return null;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[MaxBody];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, read).Contains(text, StringComparison.Ordinal)
            ? null
            : CheckProblems.Body(check, isWhole: read < buffer.Length);
    }

    private static Uri Parse(string text, Check check) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("https" or "http")
            ? url
            : throw new CheckFailedException($"{check.Name} cannot be requested: its URL is not an https URL");

    private static bool IsSameOrigin(Uri one, Uri other) =>
        (one.Scheme, one.Host, one.Port) == (other.Scheme, other.Host, other.Port);
}

/// <summary>An answer whose body is not read yet.</summary>
internal sealed class CheckAnswer(HttpClient client, HttpResponseMessage response) : IDisposable
{
    public HttpResponseMessage Response => response;

    public void Dispose()
    {
        response.Dispose();
        client.Dispose();
    }
}
