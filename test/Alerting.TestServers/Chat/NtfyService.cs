using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.TestServers;

/// <summary>https://docs.ntfy.sh/publish/#publish-as-json. Texts are plain unless Markdown is requested.</summary>
public sealed partial class NtfyService() : ChatService("ntfy")
{
    public override HttpReply Success { get; } = HttpReply.Text(200, """{"id":"sPs71M8A2T","event":"message"}""");

    protected override void Check(RecordedRequest request, JsonElement body, List<string> problems)
    {
        Need(problems, "topic", Topic().IsMatch(Text(body, "topic")!));
        AtMost(problems, "message bytes", Encoding.UTF8.GetByteCount(Text(body, "message")!), 4096);
        AtMost(problems, "413: body", request.BodyBytes.Length, 8192);
        Need(problems, "message", Text(body, "message") is { Length: > 0 });
        Need(problems, "priority", body.GetProperty("priority").GetInt32() is >= 1 and <= 5);
        Need(problems, "markdown", !body.TryGetProperty("markdown", out _));
        Need(problems, "click", Text(body, "click") is null || Uri.TryCreate(Text(body, "click"), UriKind.Absolute, out _));
        AtMost(problems, "actions", Items(body, "actions").Count(), 3);
        Need(problems, "action", Items(body, "actions").All(action => Text(action, "action") == "view" && Text(action, "label") is { Length: > 0 } && Text(action, "url") is { Length: > 0 }));
    }

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        shown.Line(Text(body, "title")!);
        shown.Line(Text(body, "message")!);
        shown.Links.AddRange(Items(body, "actions").Select(action => Text(action, "url")!));
        if (Text(body, "click") is { } click)
        {
            shown.Links.Add(click);
        }
    }

    [GeneratedRegex("^[-_A-Za-z0-9]{1,64}$")]
    private static partial Regex Topic();
}
