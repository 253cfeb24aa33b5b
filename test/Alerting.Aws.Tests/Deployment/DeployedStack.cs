using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Fakes;
using Alerting.Functions;
using Alerting.Functions.Tests;
using Amazon.SQS.Model;

namespace Alerting.Aws.Tests.Deployment;

/// <summary>
/// All functions as processes, connected as in template.yaml, on real APIs. This class only does what Lambda's pollers
/// do: it receives messages, invokes the function with them, and deletes those that the function does not report as
/// failed.
/// </summary>
internal sealed class DeployedStack : IAsyncDisposable
{
    public const string WebhookToken = "a-long-token";

    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;
    private readonly string _file;
    private readonly string _parameter;
    private readonly RoleProcesses _processes;
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Topic _topic;
    private readonly string _intakeQueue;
    private readonly Dictionary<string, string> _environment;

    private DeployedStack(
        Resources resources, CountingProxy proxy, Topic topic, string table, string[] queues, string? pages)
    {
        (Resources, Proxy, _topic, Table) = (resources, proxy, topic, table);
        (_file, _parameter) = (Path.Combine(_folder, "alerting.yaml"), "/config-" + resources.Suffix);
        (_intakeQueue, GroupsQueue, DeliveriesQueue, UndeliveredQueue) = (queues[0], queues[1], queues[2], queues[3]);
        PagesQueue = pages ?? DeliveriesQueue;
        _environment = new Dictionary<string, string>
        {
            ["ALERTING_CONFIG"] = _file,
            ["ALERTING_TABLE"] = table,
            ["ALERTING_GROUPS_QUEUE"] = Through(GroupsQueue),
            ["ALERTING_DELIVERIES_QUEUE"] = Through(DeliveriesQueue),
            ["ALERTING_PAGES_QUEUE"] = pages is null ? "" : Through(pages),
            ["ALERTING_UNDELIVERED_QUEUE"] = Through(UndeliveredQueue),
            ["AWS_ENDPOINT_URL"] = proxy.Uri.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "example-secret",
            ["AWS_REGION"] = "eu-west-1",
        };
        _processes = new RoleProcesses(_environment);
        proxy.IsPermittedBesides = resource => resource == _parameter;
    }

    public Resources Resources { get; }

    public CountingProxy Proxy { get; }

    public RecordingHttpServer Chat { get; } = new();

    public string Table { get; }

    public string GroupsQueue { get; }

    public string DeliveriesQueue { get; }

    /// <summary>The deliveries queue, unless pages have their own.</summary>
    public string PagesQueue { get; }

    public string UndeliveredQueue { get; }

    public string Logs => _processes.Logs;

    /// <param name="receivers">Receivers in addition to <c>chat</c>, a Slack webhook whose URL is a secret.</param>
    /// <param name="chatKeys">Further keys of <c>chat</c>, such as <c>, rate_limit: 2/10m</c>.</param>
    /// <param name="hasPagesQueue">As deployed; false for what an earlier version deployed.</param>
    public static async Task<DeployedStack> CreateAsync(
        Uri endpoint, string routes = "routes: [{ to: chat, group_by: [account], interval: 2s }]",
        string receivers = "", string chatKeys = "", bool hasPagesQueue = false)
    {
        var resources = new Resources(endpoint);
        var table = await resources.CreateTableAsync();
        string[] queues =
        [
            await resources.CreateQueueAsync("intake"), await resources.CreateQueueAsync("groups", isFifo: true),
            await resources.CreateQueueAsync("deliveries"), await resources.CreateQueueAsync("undelivered"),
        ];
        var topic = await Topic.CreateAsync(endpoint, "alarms-" + resources.Suffix, queues[0]);
        var stack = new DeployedStack(resources, new CountingProxy(endpoint), topic, table.Name, queues,
            hasPagesQueue ? await resources.CreateQueueAsync("pages") : null);
        await topic.PutParameterAsync($"/chat-{resources.Suffix}", $"{stack.Chat.Uri}services/T0/B0/secret-path");
        await topic.PutParameterAsync($"/token-{resources.Suffix}", WebhookToken);
        await topic.PutParameterAsync($"/signature-{resources.Suffix}", "a-long-secret");
        stack._environment[WebhookFunction.TokenVariable] = $"/token-{resources.Suffix}";
        stack._environment[WebhookFunction.SignatureVariable] = $"/signature-{resources.Suffix}";
        await File.WriteAllTextAsync(stack._file,
            $"receivers:\n  chat: {{ slack: \"${{ssm:/chat-{resources.Suffix}}}\"{chatKeys} " +
            $"}}\n{receivers}\n{routes}\n");
        return stack;
    }

    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Sets a variable of the functions that start from now on.</summary>
    public void Set(string variable, string value) => _environment[variable] = value;

    /// <summary>
    /// Changes the configuration for processes that start from now on, and for running ones if it is in Parameter
    /// Store.
    /// </summary>
    public async Task ConfigureAsync(Func<string, string> change)
    {
        var text = change(await File.ReadAllTextAsync(_file));
        await File.WriteAllTextAsync(_file, text);
        await _topic.PutParameterAsync(_parameter, text);
    }

    /// <summary>Processes that start from now on read the configuration from Parameter Store.</summary>
    public Task ConfigureByParameterAsync()
    {
        _environment["ALERTING_CONFIG"] = "ssm:" + _parameter;
        return ConfigureAsync(text => text);
    }

    /// <summary>Processes that start from now on log as template.yaml says.</summary>
    public void LogAsJson() => _environment["AWS_LAMBDA_LOG_FORMAT"] = "JSON";

    public Task PutParameterAsync(string name, string value) => _topic.PutParameterAsync(name, value);

    /// <summary>As with AnswerLinks=on: the keys are in Secrets Manager, behind Parameter Store's reference.</summary>
    /// <returns>The name of the secret.</returns>
    public async Task<string> ServeAnswersAsync()
    {
        var secret = $"stack-{Resources.Suffix}-answer-keys";
        await _topic.CreateSecretAsync(secret, """{"current":"forty characters that nobody can guess..","previous":""}""");
        Set("ALERT_ANSWER_URL", "https://answers.example.com/");
        Set("ALERT_ANSWER_KEY_PARAMETER", "/aws/reference/secretsmanager/" + secret);
        return secret;
    }

    /// <summary>As with SlackSigningSecretParameter.</summary>
    public async Task ServeSlackButtonsAsync(string signingSecret)
    {
        await ServeAnswersAsync();
        await PutParameterAsync("/slack-signing-" + Resources.Suffix, signingSecret);
        Set("ALERT_SLACK_SIGNATURE_PARAMETER", "/slack-signing-" + Resources.Suffix);
    }

    public Task PutSecretAsync(string name, string value) => _topic.PutSecretAsync(name, value);

    /// <summary>Whether retries are made at once, as if their delay had passed.</summary>
    public bool IsHurried { get; set; }

    /// <summary>Sets the timeout of functions that start from now on.</summary>
    public void GiveFunctions(TimeSpan time) => _processes.FunctionTimeout = time;

    public Task PublishAsync(string snsMessage) => _topic.PublishAsync(snsMessage);

    /// <summary>The message of the example alarm, renamed, as CloudWatch publishes it.</summary>
    public static string Alarm(string name, string state = "ALARM")
    {
        var message = JsonNode.Parse(JsonNode.Parse(
            Events.Records(Events.Named(name)))!["Records"]![0]!["Sns"]!["Message"]!.GetValue<string>())!;
        message["NewStateValue"] = state;
        return message.ToJsonString();
    }

    /// <summary>Processes the queues until they stay empty for a moment or the condition holds.</summary>
    public async Task RunAsync(Func<bool>? until = null)
    {
        var began = Stopwatch.StartNew();
        for (var idle = 0; idle < 3 && until?.Invoke() != true;)
        {
            began.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3),
                $"The queues should be empty by now, or the condition hold. {Logs}");
            var worked = await PollIntakeAsync() + await PollAsync("group", GroupsQueue) +
                await PollDeliveriesAsync();
            idle = worked == 0 ? idle + 1 : 0;
            if (worked == 0)
                await Task.Delay(until is null ? 50 : 250);
            if (until is not null)
                idle = 0;
        }
    }

    /// <summary>Processes the messages of one stage: <c>intake</c>, <c>group</c> or <c>deliver</c>.</summary>
    public Task<int> InvokePendingAsync(string stage) => stage switch
    {
        "intake" => PollIntakeAsync(),
        "group" => PollAsync(stage, GroupsQueue),
        _ => PollDeliveriesAsync(),
    };

    /// <summary>Ticks, as the schedule does each minute, and processes the queues until the condition holds.</summary>
    /// <returns>The response to the first tick.</returns>
    public async Task<string> TickUntilAsync(Func<bool> isSo)
    {
        var began = Stopwatch.StartNew();
        string? first = null;
        do
        {
            began.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3), $"No tick led to the condition. {Logs}");
            var response = await TickAsync();
            first ??= response;
            await RunAsync();
        }
        while (!isSo());
        return first;
    }

    /// <summary>Groups process their wake-ups while the tick waits to look at the digests again.</summary>
    public async Task<string> TickAsync()
    {
        var tick = InvokeAsync("tick", """{"detail-type":"Scheduled Event","source":"aws.scheduler","detail":{}}""");
        while (await Task.WhenAny(tick, Task.Delay(200)) != tick)
            await PollAsync("group", GroupsQueue);
        return await tick;
    }

    public Task<string> InvokeAsync(string role, string lambdaEvent) => _processes.InvokeAsync(role, lambdaEvent);

    /// <summary>Kills a role's process. The next invocation starts a new one.</summary>
    public Task KillAsync(string role) => _processes.KillAsync(role);

    /// <summary>
    /// Invokes a function that dies before it responds. As in Lambda nothing is deleted; the messages become visible
    /// again at once instead of after the visibility timeout, unless that is given.
    /// </summary>
    public async Task DieOverAsync(string role, string queue, Task death, int? visibilityTimeout = null)
    {
        if (visibilityTimeout is { } seconds)
        {
            await Resources.Sqs.SetQueueAttributesAsync(queue,
                new Dictionary<string, string> { ["VisibilityTimeout"] = $"{seconds}" });
        }
        var messages = await ReceiveAsync(queue);
        messages.ShouldNotBeEmpty(Logs);
        var invocation = InvokeAsync(role, ToEvent(messages));
        await death.WaitAsync(TimeSpan.FromSeconds(30));
        await Should.ThrowAsync<Exception>(() => invocation, "it lived to answer");
        foreach (var message in visibilityTimeout is null ? messages : [])
            await Resources.Sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 0);
    }

    /// <summary>How many messages wait.</summary>
    public async Task<int> CountAsync(string queue)
    {
        var found = await Resources.Sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages"]);
        return int.Parse(found.Attributes["ApproximateNumberOfMessages"], CultureInfo.InvariantCulture);
    }

    public async Task<List<Message>> ReceiveAsync(string queue)
    {
        var received = await Resources.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = queue,
            MaxNumberOfMessages = 10,
            MessageSystemAttributeNames = ["All"],
            MessageAttributeNames = ["All"],
        });
        foreach (var message in received.Messages ?? [])
        {
            if (message.Attributes.ContainsKey("SequenceNumber"))
                message.Attributes["SequenceNumber"] = Number(message.MessageId);
        }
        return received.Messages ?? [];
    }

    /// <summary>
    /// SQS's sequence numbers increase; moto's are random. Messages of a group arrive in order, so a counter gives the
    /// same.
    /// </summary>
    private string Number(string messageId)
    {
        _numbers.TryAdd(messageId, _numbers.Count + 1);
        return _numbers[messageId].ToString("D20", CultureInfo.InvariantCulture);
    }

    /// <summary>A separate topic in the same account, like the receivers' e-mail topic.</summary>
    public Task<string> CreateEmailTopicAsync() => _topic.CreateAsync("email-" + Resources.Suffix);

    public async ValueTask DisposeAsync()
    {
        await _processes.DisposeAsync();
        await Chat.DisposeAsync();
        await Proxy.DisposeAsync();
        _topic.Dispose();
        Resources.Dispose();
        Directory.Delete(_folder, recursive: true);
        Proxy.Denied.ShouldBeEmpty("template.yaml does not permit what the code does");
    }

    private async Task<int> PollIntakeAsync()
    {
        var messages = await ReceiveAsync(_intakeQueue);
        foreach (var message in messages)
        {
            var sns = JsonNode.Parse(message.Body)!.AsObject();
            var record = new JsonObject { ["EventSource"] = "aws:sns", ["EventVersion"] = "1.0", ["Sns"] = sns };
            await InvokeAsync("alarm", new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString());
            await Resources.Sqs.DeleteMessageAsync(_intakeQueue, message.ReceiptHandle);
        }
        return messages.Count;
    }

    private async Task<int> PollDeliveriesAsync() => await PollAsync("deliver", DeliveriesQueue)
        + (PagesQueue == DeliveriesQueue ? 0 : await PollAsync("deliver", PagesQueue));

    private async Task<int> PollAsync(string role, string queue)
    {
        var messages = await ReceiveAsync(queue);
        if (messages.Count == 0)
            return 0;
        var answer = await InvokeAsync(role, ToEvent(messages, queue));
        using var json = JsonDocument.Parse(answer);
        var failed = json.RootElement.GetProperty("batchItemFailures").EnumerateArray()
            .Select(item => item.GetProperty("itemIdentifier").GetString()).ToHashSet();
        foreach (var message in messages)
        {
            if (!failed.Contains(message.MessageId))
                await Resources.Sqs.DeleteMessageAsync(queue, message.ReceiptHandle);
            else if (IsHurried)
                await Resources.Sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 0);
        }
        return messages.Count;
    }

    /// <summary>Messages as Lambda's poller passes them to a function.</summary>
    public static string ToEvent(IEnumerable<Message> messages, string? queue = null) => new JsonObject
    {
        ["Records"] = new JsonArray([.. messages.Select(message => new JsonObject
        {
            ["messageId"] = message.MessageId,
            ["receiptHandle"] = message.ReceiptHandle,
            ["body"] = message.Body,
            ["attributes"] = new JsonObject(
                [.. message.Attributes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]),
            ["messageAttributes"] = new JsonObject(),
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = queue is null
                ? null : $"arn:aws:sqs:eu-west-1:123456789012:{queue[(queue.LastIndexOf('/') + 1)..]}",
            ["awsRegion"] = "eu-west-1",
        })]),
    }.ToJsonString();

    private string Through(string queue) =>
        new UriBuilder(queue) { Host = Proxy.Uri.Host, Port = Proxy.Uri.Port }.Uri.ToString();
}
