using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Alerting.Aws.Tests.Deployment;

/// <summary>
/// An SNS topic whose messages go to a queue, from which the test invokes the function as Lambda does.
/// </summary>
internal sealed partial class Topic : IDisposable
{
    private readonly HttpClient _http;
    private string _arn = "";

    private Topic(Uri endpoint) => _http = new HttpClient { BaseAddress = endpoint };

    public static async Task<Topic> CreateAsync(Uri endpoint, string name, string queueUrl)
    {
        var topic = new Topic(endpoint);
        topic._arn = await topic.CreateAsync(name);
        var account = topic._arn.Split(':')[4];
        await topic.CallAsync("Subscribe", ("TopicArn", topic._arn), ("Protocol", "sqs"),
            ("Endpoint", $"arn:aws:sqs:eu-west-1:{account}:{queueUrl.Split('/')[^1]}"));
        return topic;
    }

    /// <summary>Another topic without subscribers, by its ARN.</summary>
    public async Task<string> CreateAsync(string name) =>
        TopicArn().Match(await CallAsync("CreateTopic", ("Name", name))).Groups[1].Value;

    public Task PublishAsync(string message) => CallAsync("Publish", ("TopicArn", _arn), ("Message", message));

    public Task PutParameterAsync(string name, string value) => CallAsync("ssm", "AmazonSSM.PutParameter",
        new JsonObject { ["Name"] = name, ["Value"] = value, ["Type"] = "SecureString", ["Overwrite"] = true });

    /// <summary>In Secrets Manager.</summary>
    public Task CreateSecretAsync(string name, string value) => CallAsync("secretsmanager",
        "secretsmanager.CreateSecret", new JsonObject { ["Name"] = name, ["SecretString"] = value });

    /// <summary>In Secrets Manager.</summary>
    public Task PutSecretAsync(string name, string value) => CallAsync("secretsmanager",
        "secretsmanager.PutSecretValue", new JsonObject { ["SecretId"] = name, ["SecretString"] = value });

    private async Task CallAsync(string service, string target, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1");
        using var request = Request(service, content);
        request.Headers.Add("X-Amz-Target", target);
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        var form = parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))
            .Prepend(KeyValuePair.Create("Action", action));
        using var content = new FormUrlEncodedContent(form);
        using var request = Request("sns", content);
        using var answer = await _http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(body);
        return body;
    }

    /// <summary>The signature is not checked; the credential's scope names the service.</summary>
    private static HttpRequestMessage Request(string service, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, (Uri?)null) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256",
            $"Credential=AKIDEXAMPLE/20261114/eu-west-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        return request;
    }

    [GeneratedRegex("<TopicArn>(.*?)</TopicArn>")]
    private static partial Regex TopicArn();
}
