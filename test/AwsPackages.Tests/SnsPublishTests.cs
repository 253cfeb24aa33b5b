using System.Net;
using Alerting.Fakes;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace AwsPackages.Tests;

/// <summary>Calls a server that implements the query protocol, with real signing and retries.</summary>
public sealed class SnsPublishTests : IAsyncDisposable
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:alerts";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private readonly SnsServer _server = new();
    private readonly AmazonSimpleNotificationServiceClient _client;

    public SnsPublishTests() => _client = new AmazonSimpleNotificationServiceClient(
        new BasicAWSCredentials("AKIDEXAMPLE", Secret),
        new AmazonSimpleNotificationServiceConfig
        {
            ServiceURL = _server.Uri.ToString(),
            AuthenticationRegion = "eu-west-1",
            MaxErrorRetry = 1,
        });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Publishing_to_a_topic_posts_a_form_and_returns_the_message_id()
    {
        var response = await _client.PublishAsync(Topic, "disk full: 100% & rising + ☃", "Disk", Token);

        response.MessageId.ShouldBe("00000000-0000-5000-8000-000000000001");
        response.HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        response.ResponseMetadata.RequestId.ShouldBe("d74b8436-ae13-5ab4-a9ff-ce54dfea72a0");
        _server.Calls.ShouldHaveSingleItem().ShouldBe(
            new Dictionary<string, string>
            {
                ["Action"] = "Publish",
                ["Version"] = "2010-03-31",
                ["TopicArn"] = Topic,
                ["Message"] = "disk full: 100% & rising + ☃",
                ["Subject"] = "Disk",
            },
            ignoreOrder: true);
        _server.Requests[0].Header("Content-Type").ShouldNotBeNull()
            .ShouldStartWith("application/x-www-form-urlencoded");
    }

    [Fact]
    public async Task A_request_is_signed_for_sns()
    {
        await _client.PublishAsync(Topic, "sign me: a=b&c", Token);

        var signature = SigV4.Of(_server.Requests[0], Secret);
        signature.AccessKey.ShouldBe("AKIDEXAMPLE");
        signature.Region.ShouldBe("eu-west-1");
        signature.Service.ShouldBe("sns");
        signature.Signature.ShouldBe(signature.Expected);
    }

    [Fact]
    public async Task A_text_message_includes_its_attributes()
    {
        await _client.PublishAsync(
            new PublishRequest
            {
                PhoneNumber = "+447700900123",
                Message = "db down",
                MessageAttributes = new Dictionary<string, MessageAttributeValue>
                {
                    ["AWS.SNS.SMS.SMSType"] = new() { DataType = "String", StringValue = "Transactional" },
                    ["raw"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([1, 2]) },
                },
            },
            Token);

        var call = _server.Calls[0];
        call["PhoneNumber"].ShouldBe("+447700900123");
        call["MessageAttributes.entry.1.Name"].ShouldBe("AWS.SNS.SMS.SMSType");
        call["MessageAttributes.entry.1.Value.DataType"].ShouldBe("String");
        call["MessageAttributes.entry.1.Value.StringValue"].ShouldBe("Transactional");
        call["MessageAttributes.entry.2.Value.BinaryValue"].ShouldBe("AQI=");
        call.Keys.ShouldNotContain("TopicArn");
    }

    [Fact]
    public async Task A_message_can_differ_by_protocol()
    {
        await _client.PublishAsync(
            new PublishRequest(Topic, """{"default":"d","email":"e"}""") { MessageStructure = "json" }, Token);

        _server.Calls[0]["MessageStructure"].ShouldBe("json");
        _server.Calls[0]["Message"].ShouldBe("""{"default":"d","email":"e"}""");
    }

    [Theory]
    [InlineData(404, "NotFound", typeof(NotFoundException))]
    [InlineData(403, "AuthorizationError", typeof(AuthorizationErrorException))]
    [InlineData(400, "InvalidParameter", typeof(InvalidParameterException))]
    [InlineData(400, "KMSDisabled", typeof(KMSDisabledException))]
    [InlineData(400, "Unheard", typeof(AmazonSimpleNotificationServiceException))]
    public async Task An_error_code_becomes_its_exception(int status, string code, Type type)
    {
        _server.Refuse = _ => new SnsError(status, code, "Topic does not exist");

        var exception = await Should.ThrowAsync<AmazonSimpleNotificationServiceException>(
            () => _client.PublishAsync(Topic, "lost", Token));

        exception.ShouldBeOfType(type);
        exception.Message.ShouldBe("Topic does not exist");
        exception.ErrorCode.ShouldBe(code);
        exception.StatusCode.ShouldBe((HttpStatusCode)status);
        exception.RequestId.ShouldBe("9f47e2b5-0000-5000-8000-000000000000");
        _server.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(400, "Throttling")]
    [InlineData(500, "InternalError")]
    public async Task A_temporary_error_is_retried(int status, string code)
    {
        _server.Refuse = _ => _server.Calls.Count == 1 ? new SnsError(status, code, "Rate exceeded") : null;

        var response = await _client.PublishAsync(Topic, "again", Token);

        response.MessageId.ShouldNotBeNullOrEmpty();
        _server.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_batch_returns_the_result_of_each_message()
    {
        var response = await _client.PublishBatchAsync(
            new PublishBatchRequest
            {
                TopicArn = Topic,
                PublishBatchRequestEntries =
                [
                    new() { Id = "a", Message = "first", Subject = "s" },
                    new() { Id = "b", Message = "second", MessageGroupId = "g", MessageDeduplicationId = "d" },
                ],
            },
            Token);

        response.Successful.Select(entry => entry.Id).ShouldBe(["a", "b"]);
        response.Successful[1].MessageId.ShouldBe("00000000-0000-5000-8000-000000000002");
        (response.Failed ?? []).ShouldBeEmpty();
        var call = _server.Calls[0];
        call["Action"].ShouldBe("PublishBatch");
        call["TopicArn"].ShouldBe(Topic);
        call["PublishBatchRequestEntries.member.1.Subject"].ShouldBe("s");
        call["PublishBatchRequestEntries.member.2.Message"].ShouldBe("second");
        call["PublishBatchRequestEntries.member.2.MessageGroupId"].ShouldBe("g");
        call["PublishBatchRequestEntries.member.2.MessageDeduplicationId"].ShouldBe("d");
    }

    [Fact]
    public async Task A_batch_lists_the_messages_that_failed()
    {
        await using var server = new RecordingHttpServer();
        server.Reply(HttpReply.Text(
            200,
            """
            <PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>
            <Failed><member><Id>b</Id><Code>InvalidParameter</Code><Message>empty</Message>
            <SenderFault>true</SenderFault></member></Failed>
            <Successful><member><Id>a</Id><MessageId>m</MessageId><SequenceNumber>1</SequenceNumber></member></Successful>
            </PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>
            """,
            "text/xml"));
        using var client = new AmazonSimpleNotificationServiceClient(
            "AKIDEXAMPLE",
            Secret,
            new AmazonSimpleNotificationServiceConfig
            {
                ServiceURL = server.Uri.ToString(), AuthenticationRegion = "eu-west-1",
            });

        var response = await client.PublishBatchAsync(
            new PublishBatchRequest
                { TopicArn = Topic, PublishBatchRequestEntries = [new() { Id = "a", Message = "m" }] }, Token);

        var failed = response.Failed.ShouldHaveSingleItem();
        (failed.Id, failed.Code, failed.Message, failed.SenderFault).ShouldBe(("b", "InvalidParameter", "empty", true));
        response.Successful.ShouldHaveSingleItem().SequenceNumber.ShouldBe("1");
    }

    [Fact]
    public void Collections_are_null_until_they_are_set()
    {
        new PublishRequest().MessageAttributes.ShouldBeNull();
        new PublishBatchRequest().PublishBatchRequestEntries.ShouldBeNull();
    }
}
