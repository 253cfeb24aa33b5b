using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Alerting.Configuration;
using Alerting.Text;

namespace Alerting.Checks;

/// <summary>The problems of an answer, as sentences without a full stop.</summary>
internal static class CheckProblems
{
    /// <summary>Whether it expires or has expired.</summary>
    public static string Certificate(string host, DateTimeOffset expires, DateTimeOffset now) => expires <= now
        ? $"TLS certificate of {host} expired {Days(now - expires)} ago"
        : $"TLS certificate of {host} expires in {Days(expires - now)}";

    public static string Untrusted(
        string host, SslPolicyErrors errors, X509ChainStatusFlags chain, DateTimeOffset expires, DateTimeOffset now)
    {
        if (expires <= now)
            return Certificate(host, expires, now);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"TLS certificate of {host} is for another name";
        if (chain.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return $"TLS certificate of {host} is not valid yet, or one above it expired";
        return chain.HasFlag(X509ChainStatusFlags.UntrustedRoot)
            ? $"TLS certificate of {host} is self-signed, or its authority is not trusted"
            : $"TLS certificate of {host} is not trusted: {chain}";
    }

    public static string Status(Check check, int status) =>
        $"{check.Name} answered {status} instead of {string.Join(" or ", check.Expect.Statuses)}";

    public static string Latency(Check check, TimeSpan latency) =>
        $"{check.Name} answered in {DurationText.Of(latency)}, longer than {DurationText.Of(check.Expect.Latency!.Value)}";

    public static string Body(Check check, bool isWhole) => isWhole
        ? $"{check.Name} answered without \"{check.Expect.Body}\""
        : $"{check.Name} answered without \"{check.Expect.Body}\" in its first {CheckClient.MaxBody / 1024} KB";

    public static string Timeout(Check check) =>
        $"{check.Name} did not answer within {DurationText.Of(check.Timeout)}";

    private static string Days(TimeSpan time) => time < TimeSpan.FromDays(1) ? DurationText.Of(time)
        : (int)time.TotalDays == 1 ? "1 day" : $"{(int)time.TotalDays} days";
}

/// <summary>The request cannot be made; the message is the problem.</summary>
internal sealed class CheckFailedException(string problem) : Exception(problem);
