using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Fakes;

/// <summary>
/// https://docs.ntfy.sh/publish/#publish-as-json: a message of 4,096 bytes, three actions. Texts are plain unless
/// Markdown is requested.
/// </summary>
public sealed partial class NtfyService() : FakeService("ntfy")
{
    private const int MaxBytes = 4096;

    protected override IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body) => ServiceJson.Those(
        (!Topic().IsMatch(body.Text("topic")), "invalid topic"),
        (body.Text("message").Length == 0, "empty message"),
        (Bytes(body) > MaxBytes, "message too large"),
        (request.BodyBytes.Length > 2 * MaxBytes, "body too large"),
        (body.Items("actions").Length > 3, "too many actions"),
        (Array.Exists(body.Items("actions"), IsWrong), "invalid action"),
        (!body.Child("priority").IsWithin(1, 5), "invalid priority"),
        (body.Child("markdown").ValueKind != JsonValueKind.Undefined, "markdown"),
        (body.Text("click").Length > 0 && !Uri.TryCreate(body.Text("click"), UriKind.Absolute, out _),
            "invalid click"));

    protected override MessageSize Measure(RecordedRequest request, JsonElement body) =>
        new(Bytes(body), MaxBytes, "bytes");

    protected override (HttpReply, Placement) Take(RecordedRequest request, JsonElement body) =>
        Plain(200, """{"id":"sPs71M8A2T","event":"message"}""");

    protected override HttpReply Refuse(string problem) =>
        HttpReply.Text(400, $$"""{"code":40001,"http":400,"error":"{{problem}}"}""");

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        shown.Line(body.Text("title"));
        shown.Line(body.Text("message"));
        shown.Links.AddRange(body.Items("actions").Select(action => action.Text("url")));
        if (body.Text("click") is { Length: > 0 } click)
        {
            shown.Links.Add(click);
        }
    }

    private static int Bytes(JsonElement body) => Encoding.UTF8.GetByteCount(body.Text("message"));

    private static bool IsWrong(JsonElement action) =>
        action.Text("action") != "view" || action.Text("label").Length == 0 || action.Text("url").Length == 0;

    [GeneratedRegex("^[-_A-Za-z0-9]{1,64}$")]
    private static partial Regex Topic();
}
