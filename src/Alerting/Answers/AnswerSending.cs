using Alerting.Grouping;
using Alerting.Incidents;

namespace Alerting.Answers;

/// <summary>Sends an answer to its group, and waits for its effect, so what the person sees next is true.</summary>
internal sealed class AnswerSending(IGroupMailbox mailbox, IncidentReader incidents, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The incident after the answer; null if the answer is queued but the group has not taken it yet.</summary>
    public async Task<FoundIncident?> SendAsync(
        PersonAnswer answer, AnswerToken token, GroupAddress group, TimeSpan patience, CancellationToken cancellation)
    {
        await mailbox.SendAsync([new GroupEnvelope(group, answer)], cancellation);
        try
        {
            return await ShownAsync(answer, token, time.GetUtcNow() + patience, cancellation);
        }
        // It is queued, whatever the time limit says.
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<FoundIncident?> ShownAsync(
        PersonAnswer answer, AnswerToken token, DateTimeOffset until, CancellationToken cancellation)
    {
        while (time.GetUtcNow() < until)
        {
            var now = await incidents.FindAsync(token, time.GetUtcNow(), cancellation);
            if (now?.Seen.Contains(answer.Key) == true || now?.View.Incident.IsOver == true)
                return now;
            await Task.Delay(Pause, time, cancellation);
        }
        return null;
    }
}
