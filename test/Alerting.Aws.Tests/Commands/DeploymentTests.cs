using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.Fakes;

namespace Alerting.Aws.Tests.Commands;

/// <summary>How the command line finds a deployment, and which sentence it has when it cannot.</summary>
public sealed class DeploymentTests(MotoServer moto) : IDisposable
{
    private const string Template =
        """
        {"Resources":{
          "Table":{"Type":"AWS::DynamoDB::Table","Properties":{"TableName":"STACK-table",
            "BillingMode":"PAY_PER_REQUEST",
            "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
                                    {"AttributeName":"sk","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]}},
          "Dead":{"Type":"AWS::SQS::Queue"}},
         "Outputs":{"TableName":{"Value":{"Ref":"Table"}},"UndeliveredQueueUrl":{"Value":{"Ref":"Dead"}}}}
        """;

    private const string Profiles = """
        [profile office]
        region = eu-west-1
        sso_session = corp
        sso_account_id = 123456789012
        sso_role_name = dev
        [sso-session corp]
        sso_start_url = https://corp.awsapps.com/start
        sso_region = eu-west-1
        [profile deploy]
        region = eu-west-1
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = office
        [profile keys]
        aws_access_key_id = a
        aws_secret_access_key = b
        [profile careful]
        region = eu-west-1
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = keys
        mfa_serial = arn:aws:iam::123456789012:mfa/ann
        [profile lost]
        region = eu-west-1
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = gone
        [profile script]
        region = eu-west-1
        credential_process = /bin/false
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_stack_names_its_table_and_queues()
    {
        await CreateStackAsync("shop-alerting");

        var added = await RunAsync(
            moto.Uri, "silence", "add", "name = \"disk\"", "--for", "2h", "--stack", "shop-alerting");
        var listed = await RunAsync(moto.Uri, "silence", "list", "--table", "shop-alerting-table");
        var dead = await RunAsync(moto.Uri, "dead", "list", "--stack", "shop-alerting");
        var missing = await RunAsync(moto.Uri, "incidents", "ack", "disk", "--stack", "shop-alerting");

        (added.ExitCode, added.Error).ShouldBe((0, ""));
        listed.Output.ShouldContain("disk");
        (dead.ExitCode, dead.Output.Trim()).ShouldBe((0, "No dead letters."));
        missing.Error.ShouldStartWith("alerting: Stack shop-alerting has no output GroupsQueueUrl.");
    }

    [Fact]
    public async Task Without_a_name_the_stack_of_samconfig_counts()
    {
        await CreateStackAsync("alerting-by-file");
        await File.WriteAllTextAsync(Path.Combine(_folder, "samconfig.toml"),
            "version = 0.1\n[default.deploy.parameters]\nstack_name = \"alerting-by-file\" # ours\n", Cancellation);

        var dead = await RunAsync(moto.Uri, "dead", "list", "--json");

        (dead.ExitCode, dead.Error.Trim()).ShouldBe((0, "Stack alerting-by-file, named by samconfig.toml."));
        dead.Output.ShouldStartWith("{");
    }

    [Theory]
    [InlineData("this is = not [ TOML", "is not valid TOML. Name the stack with --stack.")]
    [InlineData("version = 0.1", "or the stack with --stack.")]
    [InlineData("[default.deploy.parameters]\nstack_name = 3", "Name the dead-letter queue (output UndeliveredQueueUrl)")]
    public async Task A_samconfig_without_a_stack_gets_one_sentence(string toml, string sentence)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "samconfig.toml"), toml, Cancellation);

        ShouldFail(await RunAsync(new Uri("http://127.0.0.1:1"), "dead", "list"), sentence);
    }

    [Fact]
    public async Task An_unknown_stack_is_named_with_its_region() =>
        ShouldFail(await RunAsync(moto.Uri, "silence", "list", "--stack", "nope"),
            "alerting: Stack nope does not exist in eu-west-1.");

    [Theory]
    [InlineData("silence", "list", "--table", "x")]
    [InlineData("dead", "list", "--stack", "x")]
    public async Task Missing_credentials_are_named(params string[] arguments)
    {
        var result = await CliProcess.RunAsync(new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "",
            ["AWS_SECRET_ACCESS_KEY"] = "",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_folder, "none"),
            ["AWS_CONFIG_FILE"] = Path.Combine(_folder, "none"),
            ["AWS_REGION"] = "eu-west-1",
        }, arguments);

        ShouldFail(
            result, "no AWS credentials were found. Set AWS_PROFILE, or run 'aws configure' or 'aws sso login'.");
    }

    /// <summary>Profiles as people have them, each with what it lacks.</summary>
    [Fact]
    public async Task A_profile_without_credentials_gets_the_sentence_that_helps()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "config"), Profiles, Cancellation);
        (string Profile, string Sentence)[] cases =
        [
            ("nope", "the AWS profile nope does not exist."),
            ("office", "the sign-in of profile office has ended. Run 'aws sso login --profile office'."),
            ("deploy", "the sign-in of profile deploy has ended."),
            ("careful", "the role of profile careful needs an MFA code."),
            ("lost", "profile lost needs profile gone, which has no credentials."),
            ("script", "the credential_process of profile script failed: "),
        ];

        var results = await Task.WhenAll(cases.Select(each => CliProcess.RunInAsync(_folder,
            new Dictionary<string, string>
            {
                ["AWS_PROFILE"] = each.Profile, ["AWS_REGION"] = "", ["HOME"] = _folder,
                ["AWS_ACCESS_KEY_ID"] = "", ["AWS_SECRET_ACCESS_KEY"] = "", ["AWS_EC2_METADATA_DISABLED"] = "true",
                ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_folder, "none"),
                ["AWS_CONFIG_FILE"] = Path.Combine(_folder, "config"),
            }, "incidents", "list", "--table", "x")));

        foreach (var (result, (_, sentence)) in results.Zip(cases))
            ShouldFail(result, sentence);
    }

    [Theory]
    [InlineData("AccessDeniedException",
        "User: arn:aws:iam::1:user/ann is not authorized to perform: dynamodb:Query on resource: table/x",
        "may not call dynamodb:Query.")]
    [InlineData("ExpiredTokenException", "The security token included in the request is expired",
        "are not valid any more.")]
    [InlineData("ResourceNotFoundException", "Requested resource not found", "it does not exist in eu-west-1.")]
    public async Task A_refusal_names_what_is_missing(string code, string message, string sentence)
    {
        await using var aws = new RecordingHttpServer
        {
            Responder = _ => Task.FromResult(
                HttpReply.Text(400, $$"""{"__type":"x#{{code}}","message":"{{message}}"}""")),
        };

        ShouldFail(await RunAsync(aws.Uri, "silence", "list", "--table", "x"), sentence);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_named() =>
        ShouldFail(await RunAsync(new Uri("http://127.0.0.1:1"), "silence", "list", "--stack", "x"),
            "Cannot use stack x: AWS cannot be reached in eu-west-1.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static void ShouldFail(CliResult result, string sentence)
    {
        result.ExitCode.ShouldBe(2, result.Output);
        result.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(sentence);
    }

    private Task<CliResult> RunAsync(Uri endpoint, params string[] arguments) => CliProcess.RunInAsync(_folder,
        new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = endpoint.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "example-secret",
            ["AWS_REGION"] = "eu-west-1",
        }, arguments);

    /// <summary>CloudFormation's query protocol; moto reads the region from the signature.</summary>
    private async Task CreateStackAsync(string name)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, moto.Uri)
        {
            Content = new FormUrlEncodedContent([
                new("Action", "CreateStack"), new("Version", "2010-05-15"), new("StackName", name),
                new("TemplateBody", Template.Replace("STACK", name, StringComparison.Ordinal)),
            ]),
        };
        request.Headers.TryAddWithoutValidation("Authorization",
            "AWS4-HMAC-SHA256 Credential=A/20261114/eu-west-1/cloudformation/aws4_request, SignedHeaders=host, " +
            "Signature=0");
        using var response = await http.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
    }
}
