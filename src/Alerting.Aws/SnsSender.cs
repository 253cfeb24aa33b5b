using System.Collections.Concurrent;
using System.Net;
using Alerting.Channels;
using Alerting.Channels.Sns;
using Amazon;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Arn = Alerting.Alerts.Arn;

namespace Alerting.Aws;

/// <summary>Sends text messages and publishes to topics, both by SNS <c>Publish</c>.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/api/API_Publish.html</remarks>
/// <param name="fallback">A stand-in for SNS on this machine; null is AWS's own.</param>
public sealed class SnsSender(SnsTestEndpoint? fallback = null) : ISender, IDisposable
{
    // A topic of another region must be addressed there; the empty name is the function's own region.
    private readonly ConcurrentDictionary<string, AmazonSimpleNotificationServiceClient> _clients = new();

    public bool Serves(string channel) => channel is "sms" or "sns";

    public async Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        try
        {
            var (request, region) = delivery.Payload is SnsPayload topic ? ToTopic(topic, settings.Address) : (ToPhone(delivery, settings), "");
            var response = await Client(region).PublishAsync(request, cancellation);
            return new Verdict.Delivered($"SNS took it as {response.MessageId}");
        }
        catch (AmazonServiceException refused)
        {
            var said = $"SNS answered {refused.ErrorCode ?? ((int)refused.StatusCode).ToString(null, null)}";
            return IsPassing(refused) ? new Verdict.Retry(said) : new Verdict.Rejected(said);
        }
        catch (AmazonClientException)
        {
            return new Verdict.Retry("SNS cannot be called: no region or no credentials");
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
        var request = new PublishRequest { Subject = payload.Subject, Message = payload.MessageJson, MessageStructure = "json" };
        // A phone's app is a platform endpoint, arn:…:endpoint/APNS/app/id.
        if (arn?.Resource.StartsWith("endpoint/", StringComparison.Ordinal) == true)
            request.TargetArn = target;
        else
            request.TopicArn = target;
        return (request, region);
    }

    /// <summary>
    /// Transactional, since the default (Promotional) goes out when the carrier likes.
    /// https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
    /// </summary>
    private static PublishRequest ToPhone(Delivery delivery, TargetSettings settings)
    {
        var attributes = new Dictionary<string, MessageAttributeValue> { ["AWS.SNS.SMS.SMSType"] = Text("Transactional") };
        if (settings["sender_id"] is { Length: > 0 } sender)
            attributes["AWS.SNS.SMS.SenderID"] = Text(sender);
        if (settings["max_price"] is { Length: > 0 } price)
            attributes["AWS.SNS.SMS.MaxPrice"] = new MessageAttributeValue { DataType = "Number", StringValue = price };
        return new PublishRequest { PhoneNumber = settings.Address, Message = delivery.Payload.ToString(), MessageAttributes = attributes };
    }

    private static MessageAttributeValue Text(string value) => new() { DataType = "String", StringValue = value };

    private static bool IsPassing(AmazonServiceException refused) =>
        (int)refused.StatusCode >= 500 || refused.StatusCode == HttpStatusCode.TooManyRequests ||
        refused.ErrorCode is "Throttling" or "Throttled" or "ThrottlingException" or "RequestTimeout" or "RequestExpired" or "KMSThrottling";

    private AmazonSimpleNotificationServiceClient Client(string region) => _clients.GetOrAdd(fallback is null ? region : "", name =>
    {
        if (fallback is not null)
            return fallback.Client();
        var config = new AmazonSimpleNotificationServiceConfig { Timeout = TimeSpan.FromSeconds(10), MaxErrorRetry = 0 };
        if (name.Length > 0)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(name);
        return new AmazonSimpleNotificationServiceClient(config);
    });
}

/// <summary>A service that speaks SNS's protocol at another address, with no account behind it.</summary>
/// <param name="Address">Asked for when it is first needed.</param>
/// <param name="Timeout">How long it may take to answer. Nothing is tried twice: whoever has a stand-in wants to see each try.</param>
public sealed record SnsTestEndpoint(Func<Uri> Address, TimeSpan Timeout)
{
    internal AmazonSimpleNotificationServiceClient Client() => new(
        new BasicAWSCredentials("stand-in", "stand-in"),
        new AmazonSimpleNotificationServiceConfig
        {
            ServiceURL = Address().ToString(),
            AuthenticationRegion = "eu-west-1",
            Timeout = Timeout,
            MaxErrorRetry = 0,
        });
}
