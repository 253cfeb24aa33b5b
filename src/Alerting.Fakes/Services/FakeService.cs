using System.Text;
using System.Text.Json;

namespace Alerting.Fakes;

/// <summary>
/// A service as documented: what it refuses, what it answers, and what people see of a message. It repeats the limits
/// of the channels on purpose, so that a channel that exceeds them is noticed.
/// </summary>
public abstract class FakeService(string name)
{
    /// <summary>Services refuse invalid UTF-8.</summary>
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _count;

    public string Name { get; } = name;

    /// <summary>The errors of a request, the one that the service reports first; empty when it is accepted.</summary>
    public IReadOnlyList<string> Check(RecordedRequest request)
    {
        using var document = Parse(request.BodyBytes);
        return document is null ? ["invalid_payload"] : Check(request, document.RootElement);
    }

    /// <summary>Refuses the request, or accepts its message.</summary>
    public (HttpReply Reply, AcceptedMessage? Message) Receive(RecordedRequest request)
    {
        if (Check(request) is [var problem, ..])
            return (Refuse(JsonEncodedText.Encode(problem).ToString()), null);
        using var document = JsonDocument.Parse(request.BodyBytes);
        var (reply, placement) = Take(request, document.RootElement);
        return (reply, new AcceptedMessage(placement, Measure(request, document.RootElement)));
    }

    /// <summary>The size of a message in the unit of the service.</summary>
    public MessageSize Measure(RecordedRequest request)
    {
        using var document = Parse(request.BodyBytes);
        return Measure(request, document?.RootElement ?? default);
    }

    /// <summary>The message as people see it.</summary>
    public VisibleMessage Show(RecordedRequest request)
    {
        using var document = JsonDocument.Parse(request.BodyBytes);
        var shown = new VisibleMessage();
        Show(document.RootElement, shown);
        return shown;
    }

    protected abstract IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body);

    protected abstract MessageSize Measure(RecordedRequest request, JsonElement body);

    protected abstract void Show(JsonElement body, VisibleMessage shown);

    protected virtual (HttpReply Reply, Placement Placement) Take(RecordedRequest request, JsonElement body) =>
        Plain(200, "ok", "text/plain");

    /// <param name="problem">Escaped for JSON.</param>
    protected virtual HttpReply Refuse(string problem) => HttpReply.Text(400, problem, "text/plain");

    protected int NextNumber() => Interlocked.Increment(ref _count);

    /// <summary>For a message that cannot be edited or replied to.</summary>
    protected (HttpReply, Placement) Plain(int status, string answer, string type = "application/json") =>
        (HttpReply.Text(status, answer, type), new Placement($"{Name}-{NextNumber()}"));

    private IReadOnlyList<string> Check(RecordedRequest request, JsonElement body)
    {
        try
        {
            return Problems(request, body);
        }
        catch (InvalidOperationException halfCharacter)
        {
            return [halfCharacter.Message];
        }
    }

    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            _ = Strict.GetCharCount(body);
            return JsonDocument.Parse(body);
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
