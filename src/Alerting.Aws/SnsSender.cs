using System.Collections.Concurrent;
using System.Net;
using Alerting.Channels;
using Alerting.Channels.Sms;
using Alerting.Channels.Sns;
using Amazon;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Arn = Alerting.Alerts.Arn;

namespace Alerting.Aws;

/// <summary>Sends text messages and publishes to topics, both with SNS <c>Publish</c>.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/api/API_Publish.html</remarks>
/// <param name="testEndpoint">Null for AWS.</param>
/// <param name="http">Null for connections of its own.</param>
public sealed class SnsSender(SnsTestEndpoint? testEndpoint = null, AwsHttp? http = null) : ISender, IDisposable
{
    // By region, since a topic must be called in its own region. Empty is the function's region.
    private readonly ConcurrentDictionary<string, AmazonSimpleNotificationServiceClient> _clients = new();

    public bool Serves(string channel) => channel is "sms" or "sns";

    public async Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        try
        {
            var (request, region) = delivery.Payload is SnsPayload topic
                ? ToTopic(topic, settings.Address)
                : (ToPhone(delivery, settings), "");
            var response = await Client(region).PublishAsync(request, cancellation);
            return new Verdict.Delivered($"accepted by SNS as {response.MessageId}");
        }
        catch (AmazonServiceException refused)
        {
            var answer = $"SNS answered {refused.ErrorCode ?? ((int)refused.StatusCode).ToString(null, null)}";
            return IsTemporary(refused) ? new Verdict.Retry(answer) : new Verdict.Rejected(answer);
        }
        catch (AmazonClientException)
        {
            return new Verdict.Retry("cannot call SNS without a region and credentials");
        }
        catch (Exception failure) when (Unreachable.Is(failure, cancellation))
        {
            return new Verdict.Retry("SNS cannot be reached");
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private static (PublishRequest, string) ToTopic(SnsPayload payload, string target)
    {
        var region = Arn.TryParse(target, out var arn) ? arn.Region ?? "" : "";
        var request =
            new PublishRequest { Subject = payload.Subject, Message = payload.MessageJson, MessageStructure = "json" };
        // A mobile app's endpoint: arn:…:endpoint/APNS/app/id.
        if (arn?.Resource.StartsWith("endpoint/", StringComparison.Ordinal) == true)
            request.TargetArn = target;
        else
            request.TopicArn = target;
        return (request, region);
    }

    /// <summary>
    /// Transactional, because carriers may delay the default, Promotional.
    /// https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
    /// </summary>
    private static PublishRequest ToPhone(Delivery delivery, TargetSettings settings)
    {
        var attributes =
            new Dictionary<string, MessageAttributeValue> { ["AWS.SNS.SMS.SMSType"] = Text("Transactional") };
        if (settings[SmsOptions.SenderId] is { Length: > 0 } sender)
            attributes["AWS.SNS.SMS.SenderID"] = Text(sender);
        if (settings[SmsOptions.MaxPrice] is { Length: > 0 } price)
            attributes["AWS.SNS.SMS.MaxPrice"] = new MessageAttributeValue { DataType = "Number", StringValue = price };
        return new PublishRequest
            { PhoneNumber = settings.Address, Message = delivery.Payload.ToString(), MessageAttributes = attributes };
    }

    private static MessageAttributeValue Text(string value) => new() { DataType = "String", StringValue = value };

    private static bool IsTemporary(AmazonServiceException refused) =>
        (int)refused.StatusCode >= 500 || refused.StatusCode == HttpStatusCode.TooManyRequests ||
        refused.ErrorCode is "Throttling" or "Throttled" or "ThrottlingException" or "RequestTimeout"
            or "RequestExpired" or "KMSThrottling";

    private AmazonSimpleNotificationServiceClient Client(string region) =>
        _clients.GetOrAdd(testEndpoint is null ? region : "", name =>
    {
        if (testEndpoint is not null)
            return testEndpoint.Client();
        var config = new AmazonSimpleNotificationServiceConfig
            { Timeout = TimeSpan.FromSeconds(10), MaxErrorRetry = 0, HttpClientFactory = http };
        if (name.Length > 0)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(name);
        return new AmazonSimpleNotificationServiceClient(config);
    });
}

/// <summary>A server on this machine that implements SNS's protocol.</summary>
/// <param name="Address">Called on first use.</param>
/// <param name="Timeout">For each call. The client does not retry, so every attempt is visible.</param>
public sealed record SnsTestEndpoint(Func<Uri> Address, TimeSpan Timeout)
{
    internal AmazonSimpleNotificationServiceClient Client() => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonSimpleNotificationServiceConfig
        {
            ServiceURL = Address().ToString(),
            AuthenticationRegion = "eu-west-1",
            Timeout = Timeout,
            MaxErrorRetry = 0,
        });
}
