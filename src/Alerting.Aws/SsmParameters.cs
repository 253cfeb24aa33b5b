using Alerting.Configuration;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Alerting.Aws;

/// <summary>Reads Parameter Store, decrypting SecureStrings.</summary>
/// <remarks>https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html</remarks>
public sealed class SsmParameters : IDisposable
{
    // Made on first use: most invocations find their secrets in memory, and a client costs milliseconds.
    private readonly Lazy<AmazonSimpleSystemsManagementClient> _client = new(() => new AmazonSimpleSystemsManagementClient(
        new AmazonSimpleSystemsManagementConfig { Timeout = TimeSpan.FromSeconds(5), MaxErrorRetry = 2 }));

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
            throw new SecretException($"The parameter {name} is not in Parameter Store of this account and region.", missing);
        }
        catch (AmazonServiceException refused)
        {
            throw new SecretException($"The parameter {name} cannot be read: Parameter Store answered {refused.ErrorCode}.", refused);
        }
        catch (Exception failure) when (Unreachable.Is(failure, cancellation))
        {
            throw new SecretException($"The parameter {name} cannot be read: Parameter Store cannot be reached.", failure);
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }
}
