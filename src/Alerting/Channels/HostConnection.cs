namespace Alerting.Channels;

/// <summary>
/// Opens a connection that the first message finds open: a function is fast until its first event, and a handshake takes
/// long after that.
/// </summary>
public static class HostConnection
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>The answer does not matter, and failures are the first message's to report.</summary>
    public static async Task OpenAsync(HttpClient client, HttpMethod method, Uri host, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        try
        {
            using var request = new HttpRequestMessage(method, host);
            using var response = await client.SendAsync(request, limit.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            // The first message tries again and says what is wrong.
        }
    }
}
