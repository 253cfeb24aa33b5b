using System.IO.Compression;
using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.CloudWatchLogsEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SNSEvents;
using Amazon.Lambda.SQSEvents;

namespace AwsPackages.Tests;

/// <summary>Reads AWS's payloads with the Lambda serializer.</summary>
public sealed class EventSerializationTests
{
    private static readonly SourceGeneratorLambdaJsonSerializer<EventJson> Serializer = new();

    [Theory]
    [InlineData("Url")]
    [InlineData("URL")]
    public void An_sns_event_is_read_with_either_spelling_of_its_urls(string url)
    {
        var input = Read<SNSEvent>($$"""
            {"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"arn:aws:sns:eu-west-1:1:t:s",
             "Sns":{"Type":"Notification","MessageId":"id-1","TopicArn":"arn:aws:sns:eu-west-1:1:t","Subject":null,
             "Message":"hello","Timestamp":"2026-03-04T05:06:07.089Z","SignatureVersion":"1","Signature":"s",
             "SigningCert{{url}}":"https://cert","Unsubscribe{{url}}":"https://bye",
             "MessageAttributes":{"n":{"Type":"Number","Value":"3"},"b":{"Type":"Binary","Value":"AQI="} } } }]}
            """);

        var sns = input.Records.ShouldHaveSingleItem().Sns;
        sns.Message.ShouldBe("hello");
        sns.Subject.ShouldBeNull();
        sns.Timestamp.ToUniversalTime().ShouldBe(new DateTime(2026, 3, 4, 5, 6, 7, 89, DateTimeKind.Utc));
        sns.SigningCertUrl.ShouldBe("https://cert");
        sns.UnsubscribeUrl.ShouldBe("https://bye");
        sns.MessageAttributes["n"].Value.ShouldBe("3");
        sns.MessageAttributes["b"].Value.ShouldBe("AQI=");
    }

    [Fact]
    public void Lists_missing_from_the_payload_are_null()
    {
        Read<SNSEvent>("{}").Records.ShouldBeNull();
        Read<SQSEvent>("""{"Records":[{}]}""").Records[0].MessageAttributes.ShouldBeNull();
    }

    [Fact]
    public void An_sqs_event_is_read_from_camel_case()
    {
        var message = Read<SQSEvent>("""
            {"Records":[{"messageId":"m-1","receiptHandle":"r","body":"b","md5OfBody":"m","awsRegion":"eu-west-1",
             "eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:1:q",
             "attributes":{"ApproximateReceiveCount":"2","MessageGroupId":"g"},
             "messageAttributes":{"k":{"dataType":"Binary","binaryValue":"AQI=","stringListValues":[],"binaryListValues":[]} }}]}
            """).Records.ShouldHaveSingleItem();

        message.MessageId.ShouldBe("m-1");
        message.EventSourceArn.ShouldBe("arn:aws:sqs:eu-west-1:1:q");
        message.Attributes["MessageGroupId"].ShouldBe("g");
        message.MessageAttributes["k"].BinaryValue.ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public void Log_data_is_decompressed()
    {
        const string document = """{"messageType":"DATA_MESSAGE","logEvents":[{"message":"grüß ☃"}]}""";

        var input = Read<CloudWatchLogsEvent>($$"""{"awslogs":{"data":"{{Pack(document)}}"} }""");

        input.Awslogs.DecodeData().ShouldBe(document);
        new CloudWatchLogsEvent.Log().DecodeData().ShouldBeNull();
    }

    [Fact]
    public void A_function_url_request_is_read()
    {
        var request = Read<APIGatewayHttpApiV2ProxyRequest>("""
            {"version":"2.0","routeKey":"$default","rawPath":"/alertmanager","rawQueryString":"token=t","cookies":["a=1"],
             "headers":{"content-type":"application/json","x-forwarded-for":"1.2.3.4"},"queryStringParameters":{"token":"t"},
             "requestContext":{"accountId":"anonymous","apiId":"x","domainName":"x.lambda-url.eu-west-1.on.aws","requestId":"r",
             "http":{"method":"POST","path":"/alertmanager","protocol":"HTTP/1.1","sourceIp":"1.2.3.4","userAgent":"curl"},
             "authorizer":{"iam":{"accessKey":"AK","userArn":"arn:aws:iam::1:user/a","cognitoIdentity":null}},
             "time":"12/Mar/2026:19:03:58 +0000","timeEpoch":1773342238000},"body":"eyJhIjoxfQ==","isBase64Encoded":true}
            """);

        request.RequestContext.Http.Method.ShouldBe("POST");
        request.RequestContext.TimeEpoch.ShouldBe(1773342238000);
        request.RequestContext.Authorizer.IAM.UserARN.ShouldBe("arn:aws:iam::1:user/a");
        request.Headers["content-type"].ShouldBe("application/json");
        request.QueryStringParameters["token"].ShouldBe("t");
        request.Cookies.ShouldBe(["a=1"]);
        request.IsBase64Encoded.ShouldBeTrue();
        request.Body.ShouldBe("eyJhIjoxfQ==");
    }

    [Fact]
    public void A_function_url_response_is_written_in_camel_case_without_nulls()
    {
        var response = new APIGatewayHttpApiV2ProxyResponse { StatusCode = 200, Body = "<b>ü" };
        response.SetHeaderValues("content-type", "text/html", false);
        response.SetHeaderValues("vary", ["a", "b"], false);
        response.SetHeaderValues("vary", "c", true);

        Write(response).ShouldBe(
            """{"statusCode":200,"headers":{"content-type":"text/html","vary":"a,b,c"},"body":"<b>ü","isBase64Encoded":false}""");
    }

    [Fact]
    public void A_scheduled_event_is_read()
    {
        var tick = Read<ScheduledEvent>("""
            {"version":"0","id":"53dc4d37","detail-type":"Scheduled Event","source":"aws.events","account":"123456789012",
             "time":"2026-10-08T16:53:06Z","region":"eu-west-1","resources":["arn:aws:events:eu-west-1:1:rule/r"],"detail":{} }
            """);

        tick.DetailType.ShouldBe("Scheduled Event");
        tick.Time.ToUniversalTime().ShouldBe(new DateTime(2026, 10, 8, 16, 53, 6, DateTimeKind.Utc));
        tick.Resources.ShouldBe(["arn:aws:events:eu-west-1:1:rule/r"]);
        tick.Detail.ShouldNotBeNull();
    }

    [Fact]
    public void An_eventbridge_event_accepts_a_custom_detail() =>
        Read<CloudWatchEvent<AlarmDetail>>("""
            {"version":"0","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch","detail":{"alarmName":"cpu"} }
            """).Detail.AlarmName.ShouldBe("cpu");

    [Fact]
    public void An_error_names_a_type_that_is_not_in_the_context() =>
        Should.Throw<JsonSerializerException>(() => Read<Version>("{}")).Message.ShouldContain("System.Version");

    private static T Read<T>(string json) => Serializer.Deserialize<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static string Write<T>(T value)
    {
        using var output = new MemoryStream();
        Serializer.Serialize(value, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}
