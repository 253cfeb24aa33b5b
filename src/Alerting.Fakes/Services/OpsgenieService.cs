using System.Text.Json;

namespace Alerting.Fakes;

/// <summary>
/// https://docs.opsgenie.com/docs/alert-api#create-alert, #acknowledge-alert and #close-alert: message 130, alias 512,
/// description 15,000, note 25,000 characters. Texts are plain.
/// </summary>
public sealed class OpsgenieService() : FakeService("opsgenie")
{
    private const int MaxDescription = 15_000;

    protected override IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body)
    {
        var isKey = request.Header("Authorization")?.StartsWith("GenieKey ", StringComparison.Ordinal) == true;
        var isAlert = request.Path.Split('/')[^1] is not ("close" or "acknowledge");
        return
        [
            .. ServiceJson.Those(
                (!isKey, "Key is not valid"),
                (body.Text("description").Length > MaxDescription, "description is too long"),
                (body.Text("note").Length > 25_000, "description is too long"),
                (body.Text("source").Length > 100, "source is too long"),
                (!isAlert && request.Query != "identifierType=alias", "identifierType is not valid")),
            .. isAlert ? AlertProblems(request, body) : [],
        ];
    }

    protected override MessageSize Measure(RecordedRequest request, JsonElement body) =>
        new(body.Text("description").Length + body.Text("note").Length, MaxDescription, "characters");

    protected override (HttpReply, Placement) Take(RecordedRequest request, JsonElement body) =>
        Plain(202, """{"result":"Request will be processed","took":0.1}""");

    protected override HttpReply Refuse(string problem) => HttpReply.Text(422, $$"""{"message":"{{problem}}"}""");

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        shown.Line(body.Text("message"));
        shown.Line(body.Text("description") is { Length: > 0 } text ? text : body.Text("note"));
    }

    private static IReadOnlyList<string> AlertProblems(RecordedRequest request, JsonElement body) => ServiceJson.Those(
        (!request.Path.EndsWith("/v2/alerts", StringComparison.Ordinal), "Not Found"),
        (body.Text("message").Length is 0 or > 130, "message is not valid"),
        (body.Text("alias").Length is 0 or > 512, "alias is too long"),
        (body.Text("priority") is not ("P1" or "P2" or "P3" or "P4" or "P5"), "priority is not valid"),
        (body.Text("entity").Length > 512, "entity is too long"),
        (body.Items("tags").Length > 20, "tags are not valid"),
        (Array.Exists(body.Items("tags"), tag => tag.GetString()!.Length > 50), "tags are not valid"),
        (Characters(body.Child("details")) > 8000, "details are too long"));

    private static int Characters(JsonElement details) => details.ValueKind == JsonValueKind.Object
        ? details.EnumerateObject().Sum(detail => detail.Name.Length + detail.Value.GetString()!.Length)
        : 0;
}
