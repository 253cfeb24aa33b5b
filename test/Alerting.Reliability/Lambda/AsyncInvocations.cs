using System.Text.Json.Nodes;
using Alerting.Reliability.Aws.Queues;

namespace Alerting.Reliability.Lambda;

/// <summary>
/// Events that SNS passes to a function: Lambda tries three times, then writes a record to the dead letters. It waits a
/// minute and two in between; here a second and two.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html</remarks>
internal sealed class AsyncInvocations(string role, RolePool pool, Queue deadLetters, TimeProvider time)
{
    private const int Tries = 3;

    private int _running;

    public bool IsIdle => Volatile.Read(ref _running) == 0;

    public async Task InvokeAsync(string lambdaEvent)
    {
        Interlocked.Increment(ref _running);
        try
        {
            for (var attempt = 1; attempt <= Tries; attempt++)
            {
                if (await pool.InvokeAsync(role, lambdaEvent) is not null)
                    return;
                await Task.Delay(TimeSpan.FromSeconds(attempt), time);
            }
            var record = new JsonObject { ["requestPayload"] = JsonNode.Parse(lambdaEvent) };
            deadLetters.Send(new OutgoingMessage(record.ToJsonString(), null, null, TimeSpan.Zero));
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
