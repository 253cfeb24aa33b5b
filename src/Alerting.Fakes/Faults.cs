using System.Collections.Concurrent;
using System.Globalization;

namespace Alerting.Fakes;

/// <summary>The faults of the services, each by its service's name.</summary>
public sealed class Faults
{
    /// <summary><c>Retry-After</c> of the fault 429.</summary>
    private const int BusySeconds = 30;

    /// <summary>Longer than the senders' timeout.</summary>
    internal static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, ServiceFault> _all = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ServiceFault> All => _all;

    public ServiceFault Of(string service) => _all.GetValueOrDefault(service);

    public void Set(string service, ServiceFault fault) => _all[service] = fault;

    public void Clear() => _all.Clear();

    /// <summary>The answer of a faulty service over HTTP; null if it works, though it may be slow.</summary>
    public async Task<HttpReply?> ReplyAsync(string service, CancellationToken cancellation)
    {
        switch (Of(service))
        {
            case ServiceFault.RateLimited:
                return HttpReply.Text(429, $$"""{"message":"rate_limited","retry_after":{{BusySeconds}}}""") with
                {
                    Headers = new Dictionary<string, string>
                    {
                        ["Retry-After"] = BusySeconds.ToString(CultureInfo.InvariantCulture),
                    },
                };
            case ServiceFault.Broken:
                return HttpReply.Text(500, "internal_error", "text/plain");
            case ServiceFault.Refusing:
                return HttpReply.Text(404, "no_service", "text/plain");
            default:
                await WaitIfSlowAsync(service, cancellation).ConfigureAwait(false);
                return null;
        }
    }

    internal Task WaitIfSlowAsync(string service, CancellationToken cancellation) =>
        Of(service) == ServiceFault.Slow
            ? Task.Delay(SlowAnswer, TimeProvider.System, cancellation)
            : Task.CompletedTask;
}
