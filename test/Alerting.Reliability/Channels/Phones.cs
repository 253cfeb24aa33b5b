using Alerting.Fakes;
using Alerting.Reliability.Aws;
using Alerting.Reliability.Faults;

namespace Alerting.Reliability.Channels;

/// <summary>SNS's text messages.</summary>
internal sealed class Phones(RunFaults faults, Inbox inbox)
{
    private readonly SnsService _service = new(new Alerting.Fakes.Faults());

    public async Task<HttpReply> AnswerAsync(AwsCall call, CancellationToken cancellation)
    {
        if (await faults.ChannelAsync("sms", cancellation) is { } fault)
            return fault.Status == 429 ? SnsError(400, "Throttling") : fault with { Status = 500 };
        var (reply, message) = await _service.ReceiveAsync(Form(call.Request.Body), cancellation);
        if (message is null)
            inbox.Refuse("sms", call.Request.Body);
        else
            inbox.Accept("sms", message.Message);
        return reply;
    }

    private static HttpReply SnsError(int status, string code) => HttpReply.Text(status,
        $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>Rate exceeded</Message></Error></ErrorResponse>",
        "text/xml");

    private static Dictionary<string, string> Form(string body) => body.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Decode(pair[0]), pair => Decode(pair.Length > 1 ? pair[1] : ""));

    private static string Decode(string text) => System.Net.WebUtility.UrlDecode(text);
}
