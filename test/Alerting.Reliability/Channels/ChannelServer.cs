using Alerting.Fakes;
using Alerting.Reliability.Faults;

namespace Alerting.Reliability.Channels;

/// <summary>The channels that speak HTTP, each under its own path, with the limits and errors of the real ones.</summary>
internal sealed class ChannelServer(RunFaults faults, Inbox inbox) : HttpServer
{
    private readonly FakeServices _services = new(webhookSecret: null);

    protected override async Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        var name = request.Path.Split('/')[1];
        if (await faults.ChannelAsync(name, Stopping).ConfigureAwait(false) is { } fault)
            return fault;
        if (_services.Find(name) is not { } service)
            return HttpReply.Text(404, "There is no such service.", "text/plain");
        var (reply, accepted) = service.Receive(request);
        if (accepted is null)
            inbox.Refuse(name, $"{reply.Status} {request.Body}");
        else
            inbox.Accept(name, request.Body);
        return reply;
    }
}
