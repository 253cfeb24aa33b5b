using System.Net;
using Alerting.Aws;
using Alerting.Configuration;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Functions.Tests;

/// <summary>A parameter holds 4 KB, so a configuration may come from several sources.</summary>
public sealed class ConfigurationSourceTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, string> _parameters = new()
    {
        ["/alerting/base"] = "receivers: { chat: { sns: \"arn:aws:sns:eu-west-1:123456789012:a\" } }\n",
        ["/alerting/rota"] = "people: { ann: { sms: \"+447700900001\" } }\n",
    };

    private readonly Dictionary<string, string> _objects = new()
    {
        ["s3://config/team a/routes.yaml"] = "routes: [{ to: chat }]\n",
    };

    [Fact]
    public async Task Parameters_and_objects_are_read_as_one()
    {
        var source = Source("ssm:/alerting/base, ssm:/alerting/rota,s3://config/team a/routes.yaml");

        var config = await source.ReadAsync(isLatest: false, Cancellation);
        (await source.ReadAsync(isLatest: false, Cancellation)).ShouldBeSameAs(config);
        _parameters["/alerting/rota"] = "people: { bob: { sms: \"+447700900002\" } }\n";
        _time.Advance(Secrets.KeptFor);

        config.People.Keys.ShouldBe(["ann"]);
        config.Routes.ShouldHaveSingleItem();
        (await source.ReadAsync(isLatest: false, Cancellation)).People.Keys.ShouldBe(["bob"]);
    }

    [Fact]
    public async Task Errors_name_the_source()
    {
        _parameters["/alerting/rota"] = "receivers: { chat: { sms: \"+447700900002\" } }\n";

        var source = Source("ssm:/alerting/base,ssm:/alerting/rota,s3://config/team a/routes.yaml");

        (await Should.ThrowAsync<InvalidConfigurationException>(() =>
            source.ReadAsync(isLatest: false, Cancellation).AsTask())).Message.ShouldContain(
            "ssm:/alerting/rota:1:14: \"chat\" in receivers is written on line 1 of ssm:/alerting/base too.");
    }

    [Fact]
    public async Task A_change_of_one_that_does_not_fit_the_others_is_not_used()
    {
        var source = Source("ssm:/alerting/base,s3://config/team a/routes.yaml");
        var before = await source.ReadAsync(isLatest: false, Cancellation);
        _objects["s3://config/team a/routes.yaml"] = "routes: [{ to: room }]\n";

        (await source.ReadAsync(isLatest: true, Cancellation)).ShouldBeSameAs(before);
    }

    [Fact]
    public async Task An_object_is_read_by_a_signed_request()
    {
        HttpRequestMessage? sent = null;
        var text = await ReadObjectAsync(request =>
        {
            sent = request;
            return new HttpResponseMessage { Content = new StringContent("routes: []") };
        });

        text.ShouldBe("routes: []");
        sent!.RequestUri!.AbsoluteUri.ShouldBe("https://s3.eu-west-1.amazonaws.com/config/team%20a/routes.yaml");
        sent.Headers.GetValues("Authorization").Single().ShouldStartWith(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261114/eu-west-1/s3/aws4_request, " +
            "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=");
        sent.Headers.GetValues("x-amz-date").Single().ShouldBe("20261114T030000Z");
    }

    [Theory]
    [InlineData(404, "it does not exist.")]
    [InlineData(403, "this function's role may not call s3:GetObject on it")]
    [InlineData(301, "its bucket is in us-east-1. Use a bucket in the stack's region.")]
    [InlineData(503, "S3 answered HTTP 503.")]
    public async Task An_object_that_cannot_be_read_gets_a_sentence(int status, string expected)
    {
        var failure = await Should.ThrowAsync<SecretException>(() => ReadObjectAsync(_ =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status);
            response.Headers.Add("x-amz-bucket-region", "us-east-1");
            return response;
        }));

        failure.Message.ShouldStartWith("The object s3://config/team a/routes.yaml could not be read: " + expected);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ConfigurationSource Source(string list) => new(
        name => name == ConfigurationSource.Variable ? list : null,
        new Secrets((name, _) => Task.FromResult(_parameters[name]), _time),
        new Secrets((name, _) => Task.FromResult(_objects[name]), _time));

    private async Task<string> ReadObjectAsync(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        using var http = new AwsHttp(new Network(answer));
        using var objects = new S3Objects(name => name == "AWS_REGION" ? "eu-west-1" : null, http, _time,
            new BasicAWSCredentials("AKIDEXAMPLE", "example-secret"));
        return await objects.ReadAsync("s3://config/team a/routes.yaml", Cancellation);
    }

    private sealed class Network(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
