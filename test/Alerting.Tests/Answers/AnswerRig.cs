using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Alerting.Answers;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Incidents;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Sources.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Tests.Answers;

/// <summary>The real groups, and a browser that opens links and presses buttons.</summary>
internal sealed partial class AnswerRig : IGroupMailbox
{
    private const string KeyText = "a key that signs answer links";

    private readonly InMemoryOutlet _outlet = new();
    private readonly GroupWorker _worker;

    public AnswerRig(string yaml)
    {
        Config = Some.Config(yaml);
        _worker = new GroupWorker(new GroupReducer(new GroupRules(Config)), Groups, this, _outlet, Timelines);
    }

    public AlertingConfig Config { get; set; }

    public InMemoryGroupStore Groups { get; } = new();

    public InMemoryTimelines Timelines { get; } = new();

    public FakeTimeProvider Time { get; } = new(Some.Time);

    public AnswerKeys Keys { get; set; } = AnswerKeys.Parse(KeyText)!;

    /// <summary>Whether the queue keeps what is sent to it.</summary>
    public bool IsQueueSlow { get; set; }

    public List<GroupEnvelope> Sent { get; } = [];

    public Incident? Incident => Groups.Groups.Single().Incident;

    public string IncidentId => Groups.Groups.Single() is var group
        ? group.IncidentId ?? group.Incident!.Id : "";

    public async ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation)
    {
        Sent.AddRange(envelopes);
        foreach (var envelope in IsQueueSlow ? [] : envelopes)
            await _worker.HandleAsync(envelope, Time.GetUtcNow(), cancellation);
    }

    public async Task<IReadOnlyList<Notification>> FireAsync(Alerting.Alerts.Alert? alert = null)
    {
        var intake = new AlertPipeline(Config).Take([(alert ?? Some.Alert()).Signal], Time.GetUtcNow());
        foreach (var envelope in intake.Envelopes)
            await _worker.HandleAsync(envelope, Time.GetUtcNow(), CancellationToken.None);
        return _outlet.TakeAll();
    }

    public IReadOnlyList<Notification> Notified() => _outlet.TakeAll();

    public string Link(string name, bool isPerson = true) =>
        AnswerLinks.Path + new AnswerToken(IncidentId, name, isPerson).Write(Keys);

    public Task<AnswerResponse> GetAsync(string path) => RequestAsync("GET", path);

    public async Task<AnswerResponse> PressAsync(string path, string button, params (string Name, string Value)[] fields)
    {
        var page = await GetAsync(path);
        return await PostAsync(path, [.. Hidden(page.Body), ("answer", button), .. fields]);
    }

    public Task<AnswerResponse> PostAsync(
        string path, IEnumerable<(string Name, string Value)> fields, string? site = "same-origin",
        string type = "application/x-www-form-urlencoded") =>
        RequestAsync("POST", path, string.Join('&', fields.Select(field =>
            $"{WebUtility.UrlEncode(field.Name)}={WebUtility.UrlEncode(field.Value)}")), type, site);

    public static (string, string)[] Hidden(string html) =>
        [.. HiddenField().Matches(html).Select(field => (field.Groups[1].Value, field.Groups[2].Value))];

    private Task<AnswerResponse> RequestAsync(
        string method, string path, string body = "", string type = "", string? site = null)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["content-type"] = type };
        if (site is not null)
            headers["sec-fetch-site"] = site;
        var request = new WebhookRequest
        {
            Method = method, Path = path.Split('?')[0], Query = path.Contains('?') ? path.Split('?')[1] : "",
            Headers = headers, Body = Encoding.UTF8.GetBytes(body),
        };
        return WhileTimePassesAsync(new AnswerDesk(Keys, Config, Timelines, Groups, this, Time)
            .AnswerAsync(request, CancellationToken.None));
    }

    public async Task<AnswerResponse> WhileTimePassesAsync(Task<AnswerResponse> answer)
    {
        for (var i = 0; i < 100 && !answer.IsCompleted; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        return await answer.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenField();
}
