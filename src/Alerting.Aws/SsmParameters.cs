using System.Text.RegularExpressions;
using Alerting.Configuration;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Alerting.Aws;

/// <summary>Reads Parameter Store, decrypting SecureStrings.</summary>
/// <remarks>https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html</remarks>
/// <param name="http">Null for connections of its own.</param>
public sealed partial class SsmParameters(AwsHttp? http = null) : IDisposable
{
    // Made on first use: most invocations find their secrets in memory, and a client costs milliseconds.
    private readonly Lazy<AmazonSimpleSystemsManagementClient> _client =
        new(() => new AmazonSimpleSystemsManagementClient(
        new AmazonSimpleSystemsManagementConfig
            { Timeout = TimeSpan.FromSeconds(5), MaxErrorRetry = 2, HttpClientFactory = http }));

    public async Task<string> ReadAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var request = new GetParameterRequest { Name = name, WithDecryption = true };
            var response = await _client.Value.GetParameterAsync(request, cancellation);
            return response.Parameter.Value;
        }
        catch (ParameterNotFoundException missing)
        {
            throw new SecretException($"The parameter {name} does not exist in this account and region. " +
                "Create it in Parameter Store as a SecureString, or correct its name.", missing);
        }
        catch (AmazonServiceException refused)
        {
            throw new SecretException(Sentence(name, refused), refused);
        }
        catch (Exception failure) when (Unreachable.Is(failure, cancellation))
        {
            throw new SecretException($"The parameter {name} could not be read: Parameter Store cannot be reached.",
                failure);
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    /// <summary>
    /// Parameter Store passes on what KMS answers, under the same code as its own denials; only the message tells them
    /// apart.
    /// </summary>
    private static string Sentence(string name, AmazonServiceException refused)
    {
        var message = refused.Message ?? "";
        if (refused.ErrorCode == "InvalidKeyId")
        {
            return $"The parameter {name} could not be decrypted: its KMS key does not exist, is disabled or is not " +
                "in this region.";
        }
        if (refused.ErrorCode != "AccessDeniedException")
            return $"The parameter {name} could not be read: Parameter Store answered {refused.ErrorCode}.";
        if (message.Contains("AWSKMS", StringComparison.Ordinal)
            || message.Contains("kms:Decrypt", StringComparison.Ordinal)
            || message.Contains("ciphertext", StringComparison.Ordinal))
        {
            return $"The parameter {name} could not be decrypted: its key{KeyIn(message)} is not the AWS managed key " +
                "aws/ssm. " +
                "Set the stack's parameter ParameterKeyArn to the key's ARN.";
        }
        return $"The parameter {name} could not be read: this function's role may not call ssm:GetParameter on it. " +
            "Name it in the stack's parameters, or grant it to the role.";
    }

    /// <summary>The key's ARN with a space in front where the message names it.</summary>
    private static string KeyIn(string message) =>
        KmsKey().Match(message) is { Success: true } key ? " " + key.Value : "";

    [GeneratedRegex("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]+:key/[A-Za-z0-9-]+")]
    private static partial Regex KmsKey();
}
