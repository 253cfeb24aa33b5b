using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Redaction;

namespace Alerting.Tests.Notifications;

/// <summary>The log and the function's result contain no secrets of alerts.</summary>
public class RedactedTraceTests
{
    private const string Secret = "hunter2";

    [Fact]
    public void No_field_contains_a_secret()
    {
        const string text = "password=" + Secret;
        var signal = Some.Signal(text) with
        {
            Source = "log",
            Summary = text,
            State = text,
            Description = text,
            Labels = new Dictionary<string, string> { ["exception"] = text },
            Facts = [new Fact("password", Secret)],
            Links = [new Link(text, "https://example.com/?password=" + Secret)],
            Problems = [text],
            Samples = [text],
        };
        var trace = new Trace();
        var traced = trace.Add(Some.Alert(signal) with { SeverityReason = text });
        traced.Add(new Decision("route", "chat", "name=" + text, DecisionAction.Notify,
            new Reason(ReasonCode.FirstAlert, text), Some.Time));

        var written = TraceJson.WriteText(RedactedTrace.Of(trace, Redactor.BuiltIn), []);

        written.ShouldContain("password=<redacted>");
        written.ShouldNotContain(Secret);
    }
}
