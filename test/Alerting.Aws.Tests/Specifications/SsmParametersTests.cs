using Alerting.Fakes;
using Alerting.Functions.Tests;
using Alerting.TestKit;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>
/// The function's log line when a secret cannot be read, with Parameter Store's responses as AWS sends them:
/// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
/// </summary>
public sealed class SsmParametersTests
{
    private const string Key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    [Theory]
    [InlineData("ParameterNotFound", "",
        "The parameter /alerting/token does not exist in this account and region. "
        + "Create it in Parameter Store as a SecureString, or correct its name.")]
    [InlineData("AccessDeniedException",
        "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed "
        + "to access. (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: 0; Proxy: " +
        "null)",
        "The parameter /alerting/token could not be decrypted: its key is not the AWS managed key aws/ssm. "
        + "Set the stack's parameter ParameterKeyArn to the key's ARN.")]
    [InlineData("AccessDeniedException",
        "User: arn:aws:sts::123456789012:assumed-role/alerting/webhook is not authorized to perform: kms:Decrypt on " +
        "resource: "
        + Key + " because no identity-based policy allows the kms:Decrypt action",
        "The parameter /alerting/token could not be decrypted: its key " + Key + " is not the AWS managed key aws/ssm. "
        + "Set the stack's parameter ParameterKeyArn to the key's ARN.")]
    [InlineData("AccessDeniedException",
        "User: arn:aws:sts::123456789012:assumed-role/alerting/webhook is not authorized to perform: ssm:GetParameter on resource: "
        + "arn:aws:ssm:eu-west-1:123456789012:parameter/alerting/token because no identity-based policy allows the " +
        "ssm:GetParameter action",
        "The parameter /alerting/token could not be read: this function's role may not call ssm:GetParameter on it. "
        + "Name it in the stack's parameters, or grant it to the role.")]
    [InlineData("InvalidKeyId", "",
        "The parameter /alerting/token could not be decrypted: its KMS key does not exist, is disabled or is not in " +
        "this region.")]
    [InlineData("ValidationException", "",
        "The parameter /alerting/token could not be read: Parameter Store answered ValidationException.")]
    public async Task One_sentence_says_what_to_do(string code, string message, string expected)
    {
        await using var parameterStore = new RecordingHttpServer();
        parameterStore.Reply(
            HttpReply.Text(400, $$"""{"__type":"{{code}}","message":"{{message}}"}""", "application/x-amz-json-1.1"));
        await using var runtime = new RuntimeApiServer();
        await using var webhook = new BootstrapProcess(runtime, new Dictionary<string, string>
        {
            ["ALERTING_FUNCTION"] = "webhook",
            ["ALERT_WEBHOOK_TOKEN_PARAMETER"] = "/alerting/token",
            ["AWS_ENDPOINT_URL"] = parameterStore.Uri.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "example-secret",
            ["AWS_REGION"] = "eu-west-1",
        });

        await runtime.InvokeAsync(
            FunctionUrl.Event("POST", "/events", """{"title":"disk"}""", ("Authorization", "Bearer a-long-token")));

        webhook.Output.ShouldContain(expected);
        webhook.Output.ShouldNotContain("   at Alerting.");
    }
}
